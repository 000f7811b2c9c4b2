import type { Family, Program } from "./program.ts";

const reader = (flags: string): Program => ({ reads: { "*": flags } });

/** What only a Mac has. Most of its tools take long flags with one dash. */
export const macos: Family = {
  sw_vers: {
    style: "single-dash",
    reads: {
      "*": "-productName -productVersion -buildVersion -productVersionExtra --productName --productVersion --buildVersion",
    },
  },
  system_profiler: {
    style: "single-dash",
    reads: { "*": "-listDataTypes -xml -json -detailLevel= -nospawn -timeout=" },
  },
  diskutil: {
    style: "single-dash",
    reads: {
      "list, info, activity, listFilesystems, verifyVolume, verifyDisk, apfs list, apfs listUsers, apfs listSnapshots, apfs listCryptoUsers, apfs listVolumeGroups, cs list, coreStorage list, appleRAID list, ar list":
        "-plist -all",
    },
    deletes:
      "eraseDisk, eraseVolume, reformat, eraseOptical, zeroDisk, randomDisk, secureErase, partitionDisk, mergePartitions, splitPartition, resizeVolume, addPartition, apfs deleteVolume, apfs deleteContainer, apfs eraseVolume, apfs deleteSnapshot, apfs deleteVolumeGroup, apfs resizeContainer, appleRAID delete, ar delete, cs delete, cs deleteVolume, coreStorage delete",
    stops: "eject, unmount, umount, unmountDisk, umountDisk, apfs lockVolume",
    configures: "*",
    undo: {
      unmount: "mount $1",
      umount: "mount $1",
      mount: "unmount $1",
      unmountDisk: "mountDisk $1",
      mountDisk: "unmountDisk $1",
    },
  },
  hdiutil: {
    style: "single-dash",
    reads: { "info, imageinfo, verify, pmap, checksum, plugins": "-plist -format -checksum -type= -quiet -verbose" },
    deletes: "erasekeys, burn, compact",
    stops: "detach, eject, unmount",
    configures: "*",
  },
  defaults: {
    style: "single-dash",
    global: "-currentHost -host= -g -globalDomain -app=",
    reads: { "read, read-type, domains, find, help": "-g -globalDomain -app=" },
    deletes: "delete, delete-all, remove",
    configures: "*",
  },
  networksetup: {
    style: "single-dash",
    reads: {
      "-listallnetworkservices, -listnetworkserviceorder, -listallhardwareports, -getinfo, -getdnsservers, -getsearchdomains, -getwebproxy, -getsecurewebproxy, -getsocksfirewallproxy, -getautoproxyurl, -getproxybypassdomains, -getairportnetwork, -getairportpower, -getcomputername, -getnetworkserviceenabled, -getMTU, -getMedia, -listlocations, -getcurrentlocation, -listpreferredwirelessnetworks, -getmacaddress, -getadditionalroutes, -listBonds, -listVLANs, -printcommands, -version, -help":
        "",
    },
    deletes:
      "-removenetworkservice, -removepreferredwirelessnetwork, -removeallpreferredwirelessnetworks, -deletelocation, -deleteBond, -deleteVLAN",
    configures: "*",
  },
  scutil: {
    reads: { "--dns, --proxy, --nwi, --get, -r, --nc list, --nc status, --nc show, --nc statistics": "" },
    starts: "--nc start",
    stops: "--nc stop",
    configures: "*, --set, --prefs",
  },
  pmset: { reads: { "-g": "" }, stops: "sleepnow, displaysleepnow", configures: "*" },
  softwareupdate: {
    reads: { "-l, --list, --history, --list-full-installers": "-a --all --no-scan --product-types=" },
    writes: "*",
  },
  mdfind: {
    style: "single-dash",
    reads: { "*": "-live -count -onlyin= -name= -literal -interpret -0 -s= -attr= -reprint" },
  },
  mdls: { style: "single-dash", reads: { "*": "-name= -raw -nullMarker=" }, writes: "-plist" },
  mdutil: { reads: { "-s": "-[av]" }, deletes: "-E, -X", configures: "*, -i, -d, -p" },
  mdimport: { configures: "*" },
  tmutil: {
    reads: {
      "listbackups, status, destinationinfo, latestbackup, listlocalsnapshots, listlocalsnapshotdates, machinedirectory, uniquesize, compare, calculatedrift, isexcluded, verifychecksums, version, currentphase":
        "-[atdmXxnsDlEUgpufe]",
    },
    deletes: "delete, deletelocalsnapshots, deleteinprogress, thinlocalsnapshots, removedestination, restore",
    stops: "stopbackup, disable, disablelocal",
    configures: "*",
    undo: {
      enable: "disable $0",
      disable: "enable $0",
      addexclusion: "removeexclusion $*",
      removeexclusion: "addexclusion $*",
    },
  },
  csrutil: {
    reads: { "status, authenticated-root status, netboot list": "" },
    grave: "disable, clear",
    configures: "*",
  },
  spctl: {
    reads: { "--status, -a, --assess, --list": "-v -t= --type= --verbose? --context= --raw" },
    grave: "--master-disable, --global-disable, --disable, --reset-default, --remove",
    configures: "*",
  },
  codesign: {
    reads: { "-d, --display, -v, --verify": "-[dv] --verbose? --deep --strict? --display --verify" },
    grants: "*",
  },
  dscl: {
    style: "single-dash",
    global: "-q -raw -plist -url",
    reads: {
      "* read, * list, * search, * readall, -read, -list, -search, -readall, -readpl, -diff": "-raw -plist -url",
    },
    deletes: "* delete, -delete, -deletepl",
    grants: "*",
  },
  dscacheutil: {
    style: "single-dash",
    reads: { "-q, -configuration, -cachedump, -statistics": "-a -f -entries -buckets" },
    deletes: "-flushcache",
  },
  dsmemberutil: reader("-[uUgGnNsSxXhH]"),
  pbpaste: { style: "single-dash", reads: { "*": "-pboard= -Prefer=" } },
  pbcopy: { writes: "*" },
  plutil: { style: "single-dash", reads: { "-p, -lint": "-s" }, writes: "*" },
  profiles: {
    style: "single-dash",
    reads: { "list, show, status, help": "-type= -all -user= -verbose" },
    deletes: "remove, -R, -D",
    grants: "*",
  },
  kextstat: reader("-[aklv] -b="),
  kmutil: {
    reads: { "showloaded, inspect, check": "--show= --list-only --no-kernel-components -V= -b= --bundle-identifier=" },
    stops: "unload",
    configures: "*",
  },
  kextload: { configures: "*" },
  kextunload: { stops: "*" },
  "xcode-select": { reads: { "-p, --print-path, -v, --version, -h": "" }, writes: "*" },
  xcrun: {
    reads: {
      "--find $1, -f $1, --version $0, --show-sdk-path $0, --show-sdk-version $0, --show-sdk-platform-path $0, --show-sdk-build-version $0":
        "--sdk=",
      "simctl list, simctl listapps, simctl appinfo, simctl help, simctl getenv, devicectl list, simctl get_app_container":
        "-[jv] --json",
    },
    starts: "simctl boot, simctl launch, simctl create, simctl clone, simctl install",
    stops: "simctl shutdown, simctl terminate",
    deletes: "simctl delete, simctl erase, simctl uninstall",
    executes: "*",
    undo: { "simctl boot": "simctl shutdown $1", "simctl shutdown": "simctl boot $1" },
  },
  xcodebuild: {
    style: "single-dash",
    reads: {
      "-version $0, -showsdks $0, -list $0, -showBuildSettings $0, -showdestinations $0":
        "-project= -workspace= -scheme= -json -sdk= -target= -configuration=",
    },
    deletes: "clean",
    executes: "*",
  },
  xattr: { reads: { "*": "-[lprvxsh]" }, configures: "-w", deletes: "-d, -c" },
  otool: { reads: { "*": "-[aDfGhIlLMoPrRtTvVX]" }, executes: "@*" },
  lipo: { style: "single-dash", reads: { "-info, -archs, -detailed_info": "", "-verify_arch": "" }, writes: "*" },
  dwarfdump: { reads: { "*": "-[uav] --uuid --arch= --debug-info --debug-line --all --verify" }, executes: "@*" },
  atos: { style: "single-dash", reads: { "*": "-o= -arch= -l= -p= -i -d= -fullPath -inlineFrames" } },
  nvram: { reads: { "-p $0, $1": "-[xp]" }, configures: "@=, -f", deletes: "-d, -c" },
  nettop: reader("-[cdnxPlL] -m= -t= -s= -p= -J= -k="),
  powermetrics: reader("-[aA] -i= -n= -s= -f= -b= --samplers= --show-process-energy --show-all --show-usage-summary"),
  vm_stat: reader("-c="),
  fs_usage: reader("-[ewb] -f= -t="),
  sc_usage: { executes: "*" },
  hostinfo: reader(""),
  zprint: { reads: { $0: "" } },
  ioreg: reader("-[abfilrtxyS] -c= -d= -k= -n= -p= -w="),
  leaks: {
    reads: { $1: "-q --quiet --nocontext --groupByType" },
    executes: "--atExit, -atExit",
    writes: "--outputGraph",
  },
  heap: { reads: { $1: "-[sHz] --quiet" } },
  vmmap: { style: "single-dash", reads: { $1: "-summary -w -v -interleaved -resident -pages -dirty -wide" } },
  footprint: { reads: { "*": "-[aswv] -p= --all --summary --sort=" } },
  sample: { writes: "*" },
  spindump: { writes: "*" },
  sysdiagnose: { writes: "*" },
  log: {
    reads: {
      "show, stream, stats, help":
        "--last= --start= --end= --predicate= --info --debug --style= --process= --source --level= --type= --color= --signpost --backtrace --mach-continuous-time --loss --timezone= --overview --sort= --no-pager",
    },
    deletes: "erase",
    writes: "collect",
    configures: "config",
  },
  systemsetup: {
    style: "single-dash",
    reads: {
      "-getdate, -gettime, -gettimezone, -listtimezones, -getusingnetworktime, -getnetworktimeserver, -getsleep, -getcomputersleep, -getdisplaysleep, -getharddisksleep, -getremotelogin, -getremoteappleevents, -getcomputername, -getlocalsubnetname, -getstartupdisk, -liststartupdisks, -getrestartfreeze, -getrestartpowerfailure, -getwakeonnetworkaccess, -version, -printcommands":
        "",
    },
    configures: "*",
  },
  sntp: { reads: { $1: "-[46d]" }, configures: "*" },
  airport: { reads: { "-I, -s, --getinfo, --scan": "" }, stops: "-z, --disassociate", configures: "*" },
  wdutil: { reads: { info: "" }, configures: "*" },
  mas: {
    reads: { "list, search, outdated, info, version, account, config": "--price --json" },
    deletes: "uninstall, reset, signout",
    writes: "*",
    undo: { install: "uninstall $*" },
  },
  pkgutil: {
    reads: {
      "--pkgs, --packages, --pkgs-plist, --files, --lsbom, --pkg-info, --file-info, --groups, --group-pkgs, --check-signature, --payload-files":
        "-v --volume= --only-files --only-dirs --regexp --verbose",
    },
    deletes: "--forget, --unlink",
    writes: "*",
  },
  installer: {
    style: "single-dash",
    reads: { "-pkginfo, -volinfo, -dominfo, -vers": "-pkg= -plist -verbose" },
    writes: "*",
  },
  pluginkit: { reads: { "-m": "-[ADv] -p= -i=" }, configures: "*" },
  fdesetup: {
    reads: {
      "status, list, isactive, haspersonalrecoverykey, hasinstitutionalrecoverykey, usingrecoverykey, supportsauthrestart, version":
        "-extended -verbose",
    },
    style: "single-dash",
    grave: "disable",
    deletes: "remove, removerecovery",
    grants: "*",
  },
  GetFileInfo: reader("-[acdmtPVv]"),
  SetFile: { configures: "*" },
  sips: {
    reads: { "-g, --getProperty": "-g= --getProperty= --allxml" },
    writes: "*, -s, --setProperty, -z, -r, -c, -p",
  },
  textutil: { style: "single-dash", reads: { "-info, -help": "" }, writes: "*" },
  screencapture: { writes: "*" },
  say: { starts: "*" },
  open: { executes: "*" },
  afinfo: reader("-[xrdh]"),
  afplay: { starts: "*" },
  drutil: {
    reads: { "status, info, list, discinfo, trackinfo, version": "-drive= -xml" },
    style: "single-dash",
    deletes: "erase, bulkerase, burn",
    configures: "*",
  },
  asr: { reads: { info: "--source=" }, deletes: "restore, server", configures: "*" },
  bputil: { reads: { "-d": "" }, deletes: "*" },
  tccutil: { deletes: "reset", configures: "*" },
  lsappinfo: {
    reads: { "list, info, find, front, metainfo, processList, visibleProcessList": "-only= -app=" },
    style: "single-dash",
    configures: "*",
  },
  ipconfig: {
    reads: { "getifaddr, getsummary, getpacket, ifcount, getoption, getv6packet, getiflist": "" },
    configures: "*",
  },
  "dns-sd": { reads: { "-B, -L, -Q, -G, -Z, -E, -F, -V": "-[m]" }, sends: "*" },
  smbutil: { reads: { "statshares, status, view, lookup, identity, dfs": "-[aIvgN] -m= -s=" }, configures: "*" },
  sharing: { reads: { "-l": "" }, configures: "*", deletes: "-r" },
  sysadminctl: { style: "single-dash", grants: "*", deletes: "-deleteUser" },
  dseditgroup: { grants: "*", deletes: "-o=delete" },
  dsenableroot: { grants: "*" },
  bless: { reads: { "--info, --getBoot": "--plist --verbose --version" }, configures: "*" },
  chflags: { configures: "*", grave: "-R" },
  ditto: { writes: "*" },
  dot_clean: { deletes: "*" },
  purge: { deletes: "*" },
  trimforce: { configures: "*", grave: "*" },
  shortcuts: { reads: { "list, view --help": "--folders -f --show-identifiers" }, executes: "*" },
  qlmanage: { executes: "*" },
  duti: { reads: { "-x, -l, -e, -d, -u": "" }, configures: "*" },
  automator: { executes: "*" },
  dtruss: { executes: "*" },
  "sandbox-exec": { executes: "*" },
  taskpolicy: { executes: "*" },
  topgrade: { executes: "*" },
  networkQuality: { sends: "*" },
  newsyslog: { reads: { "-n": "-[vN]" }, deletes: "*" },
  periodic: { executes: "*" },
  aa: { reads: { list: "-[v] -i= -include-type=" }, style: "single-dash", writes: "*" },
  yaa: { reads: { list: "-[v] -i=" }, style: "single-dash", writes: "*" },
};
for (const kind of ["apfs", "hfs", "msdos", "exfat", "udf"])
  Object.assign(macos, {
    [`newfs_${kind}`]: { deletes: "*" },
    [`fsck_${kind}`]: { reads: { "-n": "-[fqd]" }, deletes: "*" },
  });
