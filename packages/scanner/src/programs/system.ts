import type { Family } from "./program.ts";

/** Users, hardware, kernel, disks, volumes and file systems. */
export const system: Family = {
  // users and rights
  useradd: { reads: { "-D $0": "" }, grants: "*" },
  adduser: { grants: "*" },
  userdel: { deletes: "*" },
  deluser: { deletes: "*" },
  usermod: { grants: "*", grave: "-L, --lock" },
  groupadd: { grants: "*" },
  addgroup: { grants: "*" },
  groupdel: { deletes: "*" },
  delgroup: { deletes: "*" },
  groupmod: { grants: "*" },
  groupmems: { reads: { "-l": "-g=", "--list": "-g=" }, grants: "*" },
  gpasswd: { grants: "*" },
  newgrp: { executes: "*" },
  newusers: { grants: "*" },
  passwd: { reads: { "-S": "-a", "--status": "-a --all" }, grants: "*", grave: "-l, --lock, -d, --delete" },
  chpasswd: { grants: "*" },
  chage: { reads: { "-l": "-i", "--list": "" }, configures: "*" },
  chsh: { reads: { "-l": "", "--list-shells": "" }, configures: "*" },
  chfn: { configures: "*" },
  faillock: { reads: { $0: "--user=", "--user": "" }, configures: "--reset" },
  pam_tally2: { reads: { "*": "-u= --user=" }, configures: "-r, --reset" },
  finger: { reads: { "*": "-[lmps]" } },
  lslogins: {
    reads: {
      "*": "-[acefGLmnprsuzZv] -g= -l= -o= --acc-expiration --btmp-file= --colon-separated --export --failed --supp-groups --groups= --last --logins= --newline --noheadings --notruncate --output= --output-all --pwd --raw --system-accs --time-format= --user-accs --wtmp-file= --context --print0 --lastlog= --shell",
    },
  },
  pwck: { reads: { "-r": "-q", "--read-only": "-q" }, configures: "*" },
  grpck: { reads: { "-r": "", "--read-only": "" }, configures: "*" },
  vipw: { configures: "*" },
  vigr: { configures: "*" },
  visudo: { reads: { "-c": "-[sq] -f= --check --strict --quiet --file=", "--check": "-f= -q --file=" }, grants: "*" },
  sudoedit: { writes: "*" },
  sudoreplay: { reads: { "-l": "*" }, executes: "*" },
  // SELinux and AppArmor
  getenforce: { reads: { "*": "" } },
  setenforce: { configures: "*", grave: "*" },
  sestatus: { reads: { "*": "-[vb]" } },
  getsebool: { reads: { "*": "-a" } },
  setsebool: { configures: "*" },
  semanage: {
    reads: {
      "* -l": "-[CnNo] --noheading --locallist -C",
      "* --list": "-C -n --locallist --noheading",
      "* -l -C": "-n",
      "* -E": "",
      "* --extract": "",
    },
    deletes: "* -d, * --delete, * -D, * --deleteall",
    configures: "*",
  },
  semodule: {
    reads: { "-l": "-v", "--list-modules": "", "-lfull": "", "--list": "" },
    configures: "*",
    deletes: "-r, --remove",
  },
  seinfo: { reads: { "*": "*" } },
  sesearch: { reads: { "*": "*" } },
  restorecon: { reads: { "-n": "-[vRrFi]" }, configures: "*" },
  fixfiles: { reads: { "check, verify": "" }, configures: "*" },
  matchpathcon: { reads: { "*": "-[mnNpVfP]" } },
  audit2allow: { reads: { "*": "-[adelmvwrRb] -i= -t= -p=" }, writes: "-M, -o" },
  audit2why: { reads: { "*": "-[adb] -i=" } },
  sealert: { reads: { "*": "-a= -l=" } },
  "aa-status": { reads: { "*": "*" } },
  apparmor_status: { reads: { "*": "*" } },
  "aa-enabled": { reads: { "*": "" } },
  "aa-enforce": { configures: "*" },
  "aa-complain": { configures: "*", grave: "*" },
  "aa-disable": { configures: "*", grave: "*" },
  "aa-logprof": { configures: "*" },
  apparmor_parser: { configures: "*" },
  "aa-exec": { executes: "*" },
  "aa-unconfined": { reads: { "*": "" } },
  getcap: { reads: { "*": "-[rvn]" } },
  setcap: { reads: { "-v": "-q" }, grants: "*" },
  // hardware
  lscpu: {
    reads: {
      "*": "-[aBbcCeJpsxy] -C? -e? -p? --all --bytes --online --offline --caches? --extended? --json --parse? --sysroot= --hex --physical --output-all --hierarchic? --raw",
    },
  },
  lsblk: {
    reads: {
      "*": "-[aAbdDfiIJlmMnNOpPrsStTVvyz] -e= -E= -I= -o= -w= -x= -T? -Q= -H= --all --bytes --nodeps --discard --exclude= --fs --ascii --include= --json --list --merge --perms --noheadings --output= --output-all --paths --pairs --raw --inverse --scsi --topology --tree? --sort= --width= --zoned --dedup= --nvme --virtio --shell --properties-by= --noempty --filter= --ct= --hyperlink?",
    },
  },
  lspci: {
    reads: { "*": "-[bDkmMnPqQtvxvVFG] -A= -d= -H= -i= -O= -p= -s= -mm -nn -vv -vvv -vmm -xxx -xxxx -PP -qq -QQ" },
  },
  lsusb: { reads: { "*": "-[tvV] -d= -D= -s= --verbose --tree" } },
  lshw: {
    reads: {
      "*": "-c= -C= -class= -short -businfo -html -xml -json -numeric -sanitize -quiet -disable= -enable= -notime -version -X",
    },
    style: "single-dash",
    writes: "-dump",
  },
  lsdev: { reads: { "*": "" } },
  lsmem: {
    reads: {
      "*": "-[abJnPrs] -o= -S= -H= --all --bytes --json --noheadings --output= --output-all --pairs --raw --split= --summary?",
    },
  },
  lsmod: { reads: { "*": "" } },
  lsscsi: { reads: { "*": "-[bcCdDghHikKlLNpPsStTuUvwxz0]" } },
  lsirq: { reads: { "*": "-[JnPS] -o= -s= -t=" } },
  lstopo: { reads: { $0: "*" }, writes: "*" },
  hwinfo: { reads: { "*": "* !--log !--save-config" } },
  inxi: { reads: { "*": "* !--export !--output-file !-o !--recommends" } },
  neofetch: { reads: { "*": "--stdout --off --backend= --json" } },
  fastfetch: { reads: { "*": "" } },
  screenfetch: { reads: { "*": "-[nNvE]" } },
  dmidecode: {
    reads: {
      "*": "-[qu] -d= -s= -t= -H= --type= --string= --handle= --quiet --dump --no-sysfs --oem-string= --dev-mem= --from-dump=",
    },
    writes: "--dump-bin",
  },
  biosdecode: { reads: { "*": "-d=" } },
  ipmitool: {
    global: "-[vcg] -I= -H= -U= -P= -f= -p= -L= -C= -E -K -k= -y= -e= -N= -R= -o= -O= -m= -b= -t= -B= -T= -A=",
    reads: {
      "sdr $0, sdr list, sdr elist, sdr type, sdr info, sdr get, sensor $0, sensor list, sensor get, sensor reading, sel $0, sel list, sel elist, sel info, sel get, sel time get, fru $0, fru print, fru list, chassis status, chassis poh, chassis selftest, chassis power status, power status, mc info, mc selftest, mc guid, mc watchdog get, bmc info, lan print, user list, user summary, channel info, channel getaccess, session info, dcmi power reading, dcmi sensors, dcmi discover, pef info, pef status, delloem powermonitor $0, chassis bootparam get, sol info, event --help":
        "",
    },
    stops:
      "chassis power, power, mc reset, bmc reset, chassis bootdev, chassis bootparam set, raw, chassis identify, mc watchdog, sol deactivate, hpm, power cycle, power off, power soft, power reset",
    starts: "chassis power on, power on",
    deletes: "sel clear, sel delete",
    executes: "sol activate, shell, exec, raw, i2c",
    configures: "*",
    undo: { "power off": "power on" },
  },
  ipmi_sel: { reads: { "*": "" } },
  racadm: {
    reads: { "getsysinfo, getsel, getsensorinfo, getversion, getraclog, getsvctag, get, getconfig": "*" },
    stops: "serveraction, racreset, racresetcfg",
    deletes: "clrsel, clrraclog",
    configures: "*",
  },
  hpasmcli: { executes: "*" },
  ssacli: { executes: "*" },
  megacli: { executes: "*" },
  storcli: { reads: { "show, /* show, */show": "*" }, executes: "*" },
  storcli64: { executes: "*" },
  perccli64: { executes: "*" },
  "nvidia-smi": {
    reads: {
      $0: "-[Lq] -i= -l= -lms= -x -d= -B --list-gpus --query --query-gpu= --query-compute-apps= --format= --id= --loop= --display= --query-accounted-apps= --query-retired-pages= --query-remapped-rows= --list-blocks --query-supported-clocks= -lms=",
      "dmon, pmon, topo, nvlink, mig, clocks, drain --help, vgpu, stats": "-m -s= -c= -d= -i= -lgi -lgip -lci -o=",
    },
    writes: "-f, --filename",
    stops: "-r, --gpu-reset",
    configures: "*",
    deletes: "mig -dgi, mig -dci, -dgi, -dci",
  },
  nvtop: { reads: { "*": "-d= -[CpPs]" } },
  "rocm-smi": {
    reads: {
      "*": "-[aitcugfpPbls] --showallinfo --showuse --showmeminfo= --showtemp --showid --showproductname --showdriverversion --json",
    },
    configures: "*",
  },
  radeontop: { reads: { "*": "-c -b= -t=" } },
  intel_gpu_top: { reads: { "*": "-s= -l -J" }, writes: "-o" },
  i2cdetect: { reads: { "-l": "", "-F": "" }, configures: "*" },
  i2cget: { reads: { "*": "-y -f" } },
  i2cset: { writes: "*", grave: "*" },
  setpci: { configures: "*", grave: "*" },
  usbreset: { stops: "*" },
  "usb-devices": { reads: { "*": "" } },
  udevadm: {
    reads: {
      "info, monitor, settle, verify":
        "-[aqnprkuxwN] -n= -p= -q= -d= -a --attribute-walk --query= --name= --path= --root --export-db --export --kernel --udev --property --subsystem-match= --tag-match= --timeout= -t= --tree --json= -E= --exit-if-exists= -s=",
      test: "-[Nv] -a= --action=",
    },
    configures: "trigger, control, lock, wait --help",
  },
  blkid: {
    reads: {
      "*": "-[dikp] -H= -L= -n= -o= -O= -s= -S= -t= -u= -U= --output= --match-tag= --match-token= --list-one --label= --uuid= --list-filesystems --probe --info",
    },
  },
  findmnt: {
    reads: {
      "*": "-[aAbcCDefFijJklmnPprRsuUvVxyO] -d= -F= -M= -N= -o= -O= -p? -S= -t= -T= -w= -Q= --all --bytes --df --json --list --raw --noheadings --output= --source= --target= --types= --fstab --kernel --mtab --poll? --mountpoint= --submounts --verify --tree --pairs --real --pseudo --uniq --options= --tab-file= --notruncate --canonicalize --first-only --nofsroot --output-all --direction= --evaluate --shadow --hyperlink? --verbose --ascii --invert --si --shell --id= --filter= -v",
    },
  },
  mountpoint: { reads: { "*": "-[dqx] --fs-devno --quiet --devno --nofollow" } },
  mount: { reads: { $0: "-[lv] -t= --show-labels --types= --verbose", "-V": "", "--version": "" }, configures: "*" },
  umount: { configures: "*", grave: "*" },
  "mount.cifs": { configures: "*" },
  "mount.nfs": { configures: "*" },
  "mount.ddi": { configures: "*" },
  "mount.fuse": { configures: "*" },
  "mount.smb3": { configures: "*" },
  fusermount: { configures: "*" },
  fusermount3: { configures: "*" },
  pmount: { configures: "*" },
  udisksctl: {
    reads: { "status, info, dump, monitor": "-[bdop] -b= -d= -o= -p= --block-device= --drive=" },
    configures: "*",
    stops: "power-off",
  },
  swapon: {
    reads: { "-s": "", "--summary": "", "--show": "--noheadings --raw --bytes --output-all", $0: "" },
    configures: "*",
  },
  swapoff: { configures: "*", grave: "-a, --all" },
  mkswap: { deletes: "*" },
  zramctl: {
    reads: { $0: "-[bnr] -o= --output= --output-all --bytes --raw --noheadings", $1: "-[bnr] -o=" },
    configures: "-f, --find, -s, --size, -a, --algorithm",
    deletes: "-r, --reset",
  },
  fdisk: {
    reads: {
      "-l": "-[uxo] -o= -u? --list --list-details -t= --bytes --color?",
      "--list": "-o= -u? --bytes",
      "-x": "",
      "-s": "",
    },
    deletes: "*",
  },
  cfdisk: { deletes: "*" },
  sfdisk: {
    reads: {
      "-l": "-[qVo] -o= --list --verify --quiet",
      "--list": "-o= --verify",
      "-d": "",
      "--dump": "",
      "-J": "",
      "--json": "",
      "-s": "",
      "--show-size": "",
      "-g": "",
      "--show-geometry": "",
      "-F": "",
      "--list-free": "",
      "-V": "",
      "--verify": "",
      "-T": "",
      "--list-types": "",
    },
    deletes: "*",
  },
  gdisk: { reads: { "-l": "" }, deletes: "*" },
  sgdisk: {
    reads: { "-p": "", "--print": "", "-i": "", "--info": "", "-v": "", "--verify": "", "-L": "", "--list-types": "" },
    writes: "-b, --backup",
    deletes: "*",
  },
  cgdisk: { deletes: "*" },
  parted: {
    reads: {
      "-l": "-[sm] --list --script --machine",
      "--list": "-[sm] --script --machine",
      "* print $1": "-[sm] --script --machine",
      "* unit * print $1": "-[sm] --script",
      "* align-check $2": "-[sm] -a=",
      "-v": "",
      "--version": "",
    },
    deletes: "*",
  },
  partprobe: { reads: { "-d": "-s", "-s": "-d", "--dry-run": "" }, configures: "*" },
  partx: {
    reads: { "-s": "-[bgPr] -n= -o= --show", "--show": "-[bgPr] -n= -o=", "-l": "", "--list": "" },
    configures: "*",
    deletes: "-d, --delete",
  },
  kpartx: { reads: { "-l": "-v" }, configures: "*" },
  blockdev: {
    reads: {
      "--report, --getsize64, --getsz, --getsize, --getss, --getbsz, --getro, --getra, --getpbsz, --getiomin, --getioopt, --getalignoff, --getdiscardzeroes, --getfra, --getmaxsect, --getdiskseq, --getzonesz":
        "-q -v",
    },
    configures: "*",
    deletes: "--flushbufs, --rereadpt",
  },
  blkdiscard: { deletes: "*" },
  blkzone: { reads: { "report, capacity": "*" }, deletes: "*" },
  wipefs: {
    reads: { "*": "-[inOpqJ] -o= -t= --json --noheadings --no-act --parsable --types= --output=" },
    deletes: "-a, --all, -f, --force, -o, --offset",
  },
  badblocks: { reads: { "*": "-[svXB] -b= -c= -d= -e= -i= -p= -t=" }, deletes: "-w, -n", writes: "-o" },
  hdparm: {
    reads: { "*": "-[giIktTcdaAmMrQq] --direct --fibmap= --identify -C -H -v -V" },
    stops: "-y, -Y, -Z, -f, -F, -b, -D, -x, -X",
    deletes:
      "--security-erase, --security-erase-enhanced, --trim-sector-ranges, --write-sector, --make-bad-sector, --fwdownload, --sanitize-block-erase, --sanitize-crypto-scramble, --sanitize-overwrite, --yes-i-know-what-i-am-doing, --please-destroy-my-drive, -N, --dco-restore",
    configures:
      "-B, -K, -L, -n, -P, -p, -R, -S, -s, -u, -U, -w, -W, -z, --security-set-pass, --security-unlock, --security-disable, --security-freeze",
  },
  sdparm: {
    reads: { "*": "-[aiIlqvH] --all --inquiry --long --get= -g= --page= -p=" },
    configures: "--set, -s, --clear, -c, --command, -C, --defaults, -D",
  },
  smartctl: {
    reads: {
      "*": "-[aixHcAlj] -d= -l= -n= -r= -T= -b= -q= -f= -v= -P= -F= -g= -B= -i -y= --all --xall --info --health --capabilities --attributes --log= --device= --scan --scan-open --json? --nocheck= --tolerance= --format= --get= --identify? --drivedb= --quietmode= --report= --version",
    },
    configures: "-s, --smart, -o, --offlineauto, -S, --saveauto, --set",
    starts: "-t, --test",
    stops: "-X, --abort",
  },
  nvme: {
    reads: {
      "list, list-subsys, id-ctrl, id-ns, list-ns, list-ctrl, smart-log, error-log, fw-log, get-feature, get-log, get-ns-id, show-regs, show-topology, effects-log, endurance-log, self-test-log, device-self-test --help, telemetry-log --help, ana-log, changed-ns-list-log, sanitize-log, id-uuid, discover, nvm-id-ctrl, primary-ctrl-caps, list-secondary, ns-descs, id-nvmset, id-iocs, resv-report, version, help, intel smart-log-add":
        "-[vHbo] -n= -o= -f= -s= -l= -i= -t= -a= -q= -w= --output-format= --verbose --human-readable --namespace-id= --log-id= --log-len= --feature-id= --sel= --raw-binary --transport= --traddr= --trsvcid= --hostnqn=",
    },
    deletes:
      "format, sanitize, delete-ns, write, write-zeroes, dsm, fw-download, fw-commit, fw-activate, write-uncor, detach-ns, zns reset-zone, disconnect-all",
    stops: "reset, subsystem-reset, disconnect",
    configures: "*",
  },
  mdadm: {
    reads: {
      "-D": "-[vsQ] --scan --verbose --brief --export",
      "--detail": "-[vs] --scan --verbose --brief --export --test",
      "-E": "-[vs] --scan --brief --export",
      "--examine": "-[vs] --scan --brief --export",
      "-Q": "",
      "--query": "",
      "-X": "",
      "--examine-bitmap": "",
      "-V": "",
      "--version": "",
      "--detail-platform": "",
      "-Ds": "-v",
      "-Es": "-v",
    },
    deletes:
      "--zero-superblock, --create, -C, --stop, -S, --fail, -f, --set-faulty, --remove, -r, --build, -B, --kill-subarray, --grow, -G",
    configures: "*",
  },
  // LVM
  lvs: { reads: { "*": "* !--config !--profile !--commandprofile !--devicesfile !--lockopt" } },
  vgs: { reads: { "*": "* !--config !--profile !--commandprofile" } },
  pvs: { reads: { "*": "* !--config !--profile !--commandprofile" } },
  lvdisplay: { reads: { "*": "* !--config !--profile" } },
  vgdisplay: { reads: { "*": "* !--config !--profile" } },
  pvdisplay: { reads: { "*": "* !--config !--profile" } },
  lvscan: { reads: { "*": "* !--config !--profile !--cache" } },
  vgscan: {
    reads: { "*": "-[vqtP] --verbose --quiet --test --reportformat= --readonly" },
    configures: "--mknodes, --cache",
  },
  pvscan: {
    reads: {
      "*": "-[vqtPnesu] --verbose --quiet --test --reportformat= --readonly --short --uuid --exported --novolumegroup",
    },
    configures: "--cache, --activate, -a",
  },
  lvmdiskscan: { reads: { "*": "-[lv]" } },
  pvck: { reads: { "*": "-v --dump=" }, deletes: "--repair, --repairtype" },
  vgck: { reads: { "*": "-v" }, configures: "--updatemetadata" },
  lvm: {
    reads: {
      "version, formats, segtypes, tags, fullreport, lvs, vgs, pvs, help, lvdisplay, vgdisplay, pvdisplay, dumpconfig, lvmconfig, devtypes":
        "",
    },
    executes: "*",
  },
  lvmconfig: { reads: { "*": "*" }, writes: "-f, --file" },
  lvmdump: { writes: "*" },
  lvcreate: { writes: "*" },
  lvextend: { writes: "*" },
  lvresize: { writes: "*", grave: "*" },
  lvreduce: { deletes: "*" },
  lvremove: { deletes: "*" },
  lvrename: { configures: "*" },
  lvchange: { configures: "*" },
  lvconvert: { writes: "*", grave: "--merge, --uncache, --repair" },
  vgcreate: { writes: "*" },
  vgextend: { writes: "*" },
  vgreduce: { deletes: "*" },
  vgremove: { deletes: "*" },
  vgrename: { configures: "*" },
  vgchange: { configures: "*" },
  vgexport: { configures: "*" },
  vgimport: { configures: "*" },
  vgmerge: { writes: "*" },
  vgsplit: { writes: "*" },
  vgcfgbackup: { writes: "*" },
  vgcfgrestore: { reads: { "-l": "", "--list": "" }, deletes: "*" },
  pvcreate: { deletes: "*" },
  pvremove: { deletes: "*" },
  pvmove: { writes: "*" },
  pvresize: { writes: "*" },
  pvchange: { configures: "*" },
  dmsetup: {
    reads: {
      "ls, info, status, table, deps, targets, version, report, stats list, stats report, splitname":
        "-[cvCo] -o= --tree --target= --noheadings --columns --showkeys=false --options=",
      udevcookies: "",
    },
    deletes: "remove, remove_all, clear, wipe_table",
    stops: "suspend",
    reveals: "table --showkeys",
    configures: "*",
    executes: "ls --exec",
    undo: { suspend: "resume" },
  },
  cryptsetup: {
    reads: {
      "status, luksDump, isLuks, luksUUID, tcryptDump, bitlkDump, benchmark, --version, --help, fvault2Dump":
        "-[vq] --type= --header= --debug",
    },
    reveals: "luksDump --dump-master-key, luksDump --dump-volume-key",
    deletes: "luksFormat, luksErase, erase, luksRemoveKey, luksKillSlot, luksHeaderRestore, reencrypt",
    configures: "*",
  },
  dmstats: { reads: { "list, report, help, version": "*" }, configures: "*" },
  multipath: {
    reads: { "-l": "-v=", "-ll": "-v=", "-t": "", "-T": "", "-d": "-v= -l" },
    configures: "*",
    deletes: "-F, -f, -w, -W",
  },
  multipathd: { reads: { "show, list": "", "-v": "" }, executes: "*" },
  iscsiadm: {
    reads: {
      "-m session": "-P= -s -r= --print=",
      "-m node": "-P= -o=show -T= -p=",
      "-m iface": "-P=",
      "-m fw": "",
      "-m host": "-P=",
      "-m session -P": "",
    },
    configures: "*",
    stops: "-u, --logout, -U, --logoutall",
    deletes: "-o delete",
  },
  targetcli: { reads: { "ls, version, /* ls": "" }, deletes: "clearconfig, delete, /* delete", configures: "*" },
  "rescan-scsi-bus.sh": { configures: "*" },
  sg_inq: { reads: { "*": "*" } },
  sg_scan: { reads: { "*": "*" } },
  sg_map: { reads: { "*": "*" } },
  losetup: {
    reads: {
      $0: "-[alLJnO] -j= -O= --all --list --json --noheadings --output= --raw --associated= --output-all",
      "-a": "",
      "--all": "",
      "-l": "-O= -J -n --raw -j= -a",
      "--list": "-O= -J -n -a --raw",
      "-j": "",
      $1: "",
    },
    configures: "*",
    deletes: "-d, --detach, -D, --detach-all",
  },
  // file systems
  mkfs: { deletes: "*" },
  mke2fs: { reads: { "-n": "*" }, deletes: "*" },
  fsck: { reads: { "-N": "-[ACTVtrslM] -t=" }, deletes: "*" },
  e2fsck: { reads: { "-n": "-[fvtC] -C= -b=" }, deletes: "*" },
  dumpe2fs: { reads: { "*": "-[bfghixV] -o= -i" } },
  tune2fs: { reads: { "-l": "" }, configures: "*", deletes: "-U, -O, -I, -Q" },
  e2label: { reads: { "*$1": "" }, configures: "*" },
  debugfs: { executes: "*", deletes: "-w" },
  resize2fs: { reads: { "-P": "" }, writes: "*", grave: "-M, -f" },
  e2freefrag: { reads: { "*": "-c=" } },
  filefrag: { reads: { "*": "-[bBeksvVxXP]" } },
  e4defrag: { reads: { "-c": "-v" }, writes: "*" },
  e2image: { writes: "*" },
  findfs: { reads: { "*": "" } },
  xfs_info: { reads: { "*": "-t=" } },
  xfs_admin: { reads: { "-l": "", "-u": "" }, configures: "*" },
  xfs_repair: { reads: { "-n": "-[fPvV] -l= -o= -t=" }, deletes: "*" },
  xfs_growfs: { reads: { "-n": "" }, writes: "*" },
  xfs_db: { reads: { "-V": "" }, deletes: "*" },
  xfs_quota: { executes: "*" },
  xfs_freeze: { stops: "*" },
  xfs_bmap: { reads: { "*": "-[adelpvx] -n=" } },
  xfs_fsr: { writes: "*" },
  xfs_spaceman: { executes: "*" },
  xfs_metadump: { writes: "*" },
  xfsdump: { writes: "*" },
  xfsrestore: { reads: { "-t": "-f= -I", "-I": "" }, deletes: "*" },
  fsfreeze: { stops: "*" },
  fstrim: { reads: { "-n": "-[avA]", "--dry-run": "-[avA]" }, deletes: "*" },
  btrfs: {
    reads: {
      "filesystem show, filesystem df, filesystem usage, filesystem du, fi show, fi df, fi usage, fi du, f show, f df, f usage, subvolume list, subvolume show, subvolume get-default, subvolume find-new, sub list, sub show, su list, su show, su li, device stats, device usage, device ready, dev stats, dev usage, device scan --help, scrub status, balance status, qgroup show, property get, property list, inspect-internal, inspect, help, version, quota status, replace status, filesystem label $1, rescue --help, check --readonly, check":
        "-[AabcdefghHiklmnopqrstuvTRzw] --human-readable --raw --iec --si --kbytes --mbytes --gbytes --tbytes --sort= --format= --all-devices --mounted --summarize -s -h --readonly --check-data-csum --progress --super= --mode= --offset=",
    },
    deletes:
      "subvolume delete, sub delete, su delete, device remove, device delete, dev remove, dev delete, check --repair, rescue, filesystem resize, fi resize, replace start, qgroup destroy, balance start, device stats -z, check --init-csum-tree, check --init-extent-tree, restore",
    stops: "scrub cancel, balance cancel, balance pause, replace cancel, quota disable",
    configures: "*",
    undo: { "balance pause": "balance resume", "quota enable": "quota disable" },
  },
  zfs: {
    global: "",
    reads: {
      "list, get, mount $0, share --help, holds, diff, userspace, groupspace, projectspace, project -c, version, allow $1, send -n, send -nv, bookmark --help, program --help":
        "-[HprdtosSDnvPiceFjhl] -o= -s= -S= -t= -d= -r -H -p --json --json-int",
    },
    deletes:
      "destroy, rollback, promote, receive, recv, unload-key, inherit, unshare, unmount, umount, redact, release",
    sends: "send",
    configures: "*",
    executes: "program",
    undo: { mount: "unmount", snapshot: "rollback", hold: "release", "load-key": "unload-key" },
  },
  zpool: {
    reads: {
      "status, list, iostat, get, history, events, version, wait":
        "-[HLPTpgvxilrqDtfyjnsSwe] -o= -T= -t= --json --json-int",
      "import $0": "-d= -D",
      "upgrade $0": "-v",
    },
    deletes:
      "destroy, remove, detach, labelclear, split, import -F, offline, export, reguid, events -c, clear, import -D",
    stops: "scrub -s, scrub -p, offline, initialize -c, trim",
    executes: "status -c, list -c, iostat -c",
    configures: "*",
    undo: { offline: "online", import: "export", export: "import", attach: "detach" },
    writes: "create",
  },
  zdb: { reads: { "*": "*" } },
  arcstat: { reads: { "*": "*" }, writes: "-o" },
  arc_summary: { reads: { "*": "*" } },
  quota: { reads: { "*": "-[FgiulmpPqQsvwA] -f=" } },
  repquota: { reads: { "*": "-[acgiInpPqstTuvC] -F= -O=" } },
  quotacheck: { configures: "*" },
  quotaon: { reads: { "-p": "-a" }, configures: "*" },
  quotaoff: { configures: "*" },
  setquota: { configures: "*" },
  edquota: { configures: "*" },
  ceph: {
    global: "-[f] -f= --format= -c= --conf= -n= --name= --cluster= --connect-timeout= -k= --id= -m=",
    reads: {
      "$0, -s, --status, status, health, health detail, health mute --help, df, df detail, osd tree, osd df, osd stat, osd dump, osd perf, osd pool ls, osd pool get, osd pool stats, osd pool get-quota, osd find, osd metadata, osd crush rule ls, osd crush rule dump, osd crush tree, osd crush dump, osd blocked-by, osd utilization, osd ls, osd lspools, osd getmaxosd, osd status, osd versions, osd ok-to-stop, osd safe-to-destroy, osd erasure-code-profile ls, osd erasure-code-profile get, osd map, osd blocklist ls, osd pool autoscale-status, osd host-status, osd device ls, osd get-require-min-compat-client, mon stat, mon dump, mon versions, mon metadata, mon ok-to-stop, quorum_status, pg stat, pg dump, pg dump_stuck, pg ls, pg map, pg * query, pg ls-by-pool, pg ls-by-osd, pg dump_json, mds stat, mds metadata, fs ls, fs status, fs dump, fs get, fs volume ls, fs subvolume ls, mgr stat, mgr dump, mgr module ls, mgr services, mgr versions, versions, version, features, report, time-sync-status, crash ls, crash info, crash stat, crash ls-new, log last, config dump, config get, config show, config ls, config log, config help, device ls, device info, device get-health-metrics, balancer status, balancer eval, progress $0, progress json, orch status, orch ls, orch ps, orch host ls, orch device ls, orch upgrade status, orch upgrade check, node ls, osd set --help, service dump, service status, telemetry status, telemetry show, insights $0, iostat, rbd mirror --help, tell * version, nfs cluster ls, nfs export ls, -v, --version, -w, --watch":
        "",
    },
    reveals:
      "auth get, auth list, auth ls, auth get-key, auth export, auth print-key, config-key get, config-key dump, auth get-or-create, auth get-or-create-key",
    deletes:
      "osd rm, osd purge, osd destroy, osd lost, osd pool delete, osd pool rm, osd crush remove, osd crush rm, auth del, auth rm, fs rm, fs volume rm, mon remove, mon rm, config rm, config-key rm, crash rm, crash prune, osd out, osd down, orch rm, orch osd rm, orch host rm, pg force-recovery --help, mds rm, fs fail, osd erasure-code-profile rm, osd force-create-pg, osd crush rule rm, fs subvolume rm, crash archive-all, osd zap, orch device zap, osd purge-new, osd crush unlink",
    stops:
      "orch restart, orch stop, orch daemon restart, orch daemon stop, orch upgrade start, orch upgrade stop, orch pause, mgr fail, mds fail, osd set pause, osd pause, balancer off, osd stop, orch host drain, orch daemon redeploy, orch redeploy, mon scrub --help, osd set-full-ratio, osd reweight, osd crush reweight, mgr module disable",
    configures: "*",
    executes: "daemon, tell, orch apply",
    undo: { "osd set": "osd unset", "osd unset": "osd set", "osd out": "osd in", "orch pause": "orch resume" },
  },
  "ceph-volume": {
    reads: { "lvm list, inventory, simple scan --help": "--format=" },
    deletes: "lvm zap",
    configures: "*",
  },
  cephadm: {
    reads: { "ls, version, check-host, gather-facts, inspect-image, list-networks": "" },
    executes: "*",
    deletes: "rm-cluster, rm-daemon, zap-osds",
  },
  rados: {
    global: "-p= --pool= -n= -c= --id= -N=",
    reads: {
      "lspools, df, ls, stat, listxattr, listomapkeys, listsnaps, list-inconsistent-pg, list-inconsistent-obj, getxattr, lssnap, lock list, lock info":
        "--format= -f= --all",
    },
    reveals: "get, listomapvals, getomapval",
    deletes: "rm, purge, rmpool, rmxattr, rmomapkey, clearomap, truncate, rmsnap, rollback",
    writes: "*",
  },
  rbd: {
    global: "-p= --pool= -n= -c= --id= --namespace= --image=",
    reads: {
      "ls, list, info, du, disk-usage, status, snap ls, snap list, showmapped, device list, device ls, children, diff, lock ls, lock list, mirror pool info, mirror pool status, mirror image status, image-meta list, image-meta get, trash ls, trash list, perf image iostat, perf image iotop, pool stats, feature --help, namespace ls, watch, group ls, group list, config global list, config pool list":
        "-[l] --format= --pretty-format --long --all -a --verbose --exact",
    },
    deletes:
      "rm, remove, snap rm, snap purge, snap rollback, snap remove, trash rm, trash purge, mv, lock rm, resize, flatten, unmap, trash mv, trash move, mirror image demote, namespace rm",
    configures: "*",
  },
  "radosgw-admin": {
    reads: {
      "bucket list, bucket stats, bucket limit check, user list, user stats, usage show, zone get, zonegroup get, zone list, zonegroup list, realm list, period get, sync status, quota get, gc list, lc list, metadata list, log list, sync error list, bucket sync status, data sync status, metadata sync status, datalog list, bilog list, realm get, reshard list, reshard status":
        "*",
    },
    reveals: "user info, metadata get",
    deletes:
      "bucket rm, user rm, object rm, gc process, usage trim, key rm, subuser rm, caps rm, quota disable, bucket unlink, orphans find, log rm, zone delete, realm delete",
    configures: "*",
  },
  gluster: {
    reads: {
      "volume info, volume status, volume list, peer status, pool list, volume heal * info, volume heal * statistics, volume heal * info split-brain, volume heal * info summary, volume quota * list, volume get, snapshot list, snapshot info, snapshot status, volume rebalance * status, volume profile * info, --version, volume geo-replication status":
        "--xml --mode=script",
    },
    deletes:
      "volume delete, volume remove-brick, snapshot delete, peer detach, snapshot restore, volume reset, volume clear-locks, volume heal * split-brain",
    stops: "volume stop, volume replace-brick, volume reset-brick, snapshot deactivate",
    configures: "*",
    undo: { "volume stop": "volume start" },
  },
  drbdadm: {
    reads: { "status, dump, cstate, dstate, role, sh-*, dump-md, get-gi, show-gi": "*" },
    deletes: "create-md, wipe-md, invalidate, invalidate-remote, secondary, down, disconnect, detach",
    configures: "*",
  },
  pcs: {
    reads: {
      "status, config $0, resource status, resource config, resource show, node attribute $0, cluster status, cluster config, constraint $0, constraint list, constraint config, property $0, property list, property config, stonith status, stonith config, quorum status, quorum config, resource list, resource describe, alert $0, resource failcount show, stonith history show, cluster corosync, resource defaults $0, resource op defaults $0, node utilization $0":
        "--full --hide-inactive --all --output-format= --wait?",
    },
    stops:
      "cluster stop, resource disable, resource restart, node standby, cluster standby, resource move, resource ban, stonith fence, node maintenance, cluster kill, property set, resource unmanage, quorum unblock, resource relocate",
    starts:
      "cluster start, resource enable, node unstandby, resource cleanup, resource refresh, node unmaintenance, resource manage",
    deletes:
      "resource delete, cluster destroy, constraint delete, constraint remove, stonith delete, cluster node remove, cib-push, resource remove, cluster remove-node",
    configures: "*",
    undo: {
      "node standby": "node unstandby",
      "resource disable": "resource enable",
      "cluster stop": "cluster start",
      "node maintenance": "node unmaintenance",
      "resource unmanage": "resource manage",
      "resource ban": "resource clear",
      "resource move": "resource clear",
    },
  },
  crm: {
    reads: {
      "status, configure show, node show, node status, resource status, resource show, ra list, ra info, cluster status, cluster health, configure verify, configure property --list, resource list, corosync status":
        "",
    },
    stops:
      "resource stop, resource restart, node standby, node fence, cluster stop, resource move, resource ban, resource migrate, node maintenance, cluster restart, maintenance on",
    deletes: "configure delete, configure erase, node delete, cluster remove",
    configures: "*",
    undo: { "node standby": "node online", "resource stop": "resource start" },
  },
  crm_mon: {
    reads: {
      "*": "-[1rnfAtcQVbBDNRlLoxX] -i= --one-shot --inactive --group-by-node --failcounts --show-node-attributes --output-as= --exclude= --include= --node= --resource= --timing-details --interval= --as-xml",
    },
    executes: "-E, --external-agent",
    writes: "-h, --as-html, --output-to",
  },
  crm_resource: {
    reads: {
      "-l, --list-raw, -L, --list, -q, --query-xml, -W, --locate, -O, --list-operations, -o, --list-all-operations, -c, --list-cts, -a, --constraints, -A, --stack, --why, -Y":
        "-r= --resource= -N= --node= --output-as=",
    },
    stops: "-B, --ban, -M, --move, --restart, --force-stop, -F, --fail, --force-demote",
    deletes: "-D, --delete",
    configures: "*",
  },
  crm_verify: { reads: { "*": "-[LVS] -x= --live-check --verbose" } },
  crm_node: { reads: { "-l, -p, -n, -q, -i, -N, --list, --partition, --name, --quorum": "" }, deletes: "-R, --remove" },
  "corosync-quorumtool": { reads: { "*": "-[siplmaV] -n=" }, configures: "-e, -v" },
  "corosync-cfgtool": { reads: { "-s": "-[b] -i=", "-n": "" }, stops: "-H, -R, -k, -r" },
  "corosync-cmapctl": { reads: { $0: "-[bp]", "-g": "" }, configures: "*", deletes: "-d, -D, -C" },
  stonith_admin: {
    reads: {
      "-l, -L, --list, --list-registered, --list-installed, -I, --history, -H, --metadata, -M, --query, -Q": "-a= -V",
    },
    stops: "*",
  },
  fence_ipmilan: { reads: { "-o status": "*", "--action=status": "*" }, stops: "*" },
  // kernel
  modinfo: {
    reads: {
      "*": "-[adlpn0V] -F= -k= -b= --field= --author --description --license --parameters --filename --set-version= --basedir=",
    },
  },
  modprobe: {
    reads: {
      "-n": "-[vDR] --show-depends --dry-run",
      "-c": "",
      "--showconfig": "",
      "--show-depends": "",
      "-D": "",
      "--dry-run": "-v",
      "--resolve-alias": "",
      "-R": "",
      "-V": "",
    },
    configures: "*",
    grave: "-r, --remove",
  },
  insmod: { configures: "*" },
  rmmod: { configures: "*", grave: "*" },
  depmod: { reads: { "-n": "-[aevAw]", "--dry-run": "" }, writes: "*" },
  dkms: { reads: { status: "-[mkva] -m= -v= -k= -a=" }, deletes: "remove, uninstall, unbuild", writes: "*" },
  kmod: { reads: { "list, static-nodes, help": "" }, executes: "*" },
  bpftool: {
    style: "single-dash",
    reads: {
      "prog show, prog list, map show, map list, net show, net list, cgroup show, cgroup list, cgroup tree, perf show, perf list, btf show, btf list, link show, link list, feature, version, prog dump, map dump, map lookup, btf dump, struct_ops show, prog tracelog":
        "-j -p -d -f -m -n --json --pretty",
    },
    executes: "*",
  },
  kdumpctl: {
    reads: { "status, showmem, estimate, get-default-crashkernel": "" },
    starts: "start",
    stops: "stop, restart, propagate, reset-crashkernel, rebuild, reload",
  },
  crash: { executes: "*" },
  sysrq: { stops: "*" },
  dmeventd: { starts: "*" },
  irqbalance: { reads: { "--version": "" }, starts: "*" },
  setterm: { configures: "*" },
  loadkeys: { configures: "*" },
  setfont: { configures: "*" },
  ldconfig: { reads: { "-p": "", "--print-cache": "", "-N": "-[Xv]" }, writes: "*" },
  ldd: { executes: "*" },
  nm: {
    reads: {
      "*": "-[aACDeghiIjlnNoprsSuUvWX] -f= -t= --demangle? --dynamic --defined-only --undefined-only --extern-only --size-sort --numeric-sort --line-numbers",
    },
  },
  readelf: {
    reads: {
      "*": "-[aAcdDeghHilnrsStuvVwWz] -p= -R= -x= --all --headers --file-header --sections --symbols --segments --notes --dynamic --relocs --wide --dyn-syms --string-dump= --hex-dump= --program-headers --section-headers",
    },
  },
  objdump: {
    reads: {
      "*": "-[aCdDeEfFghilprRsStTvVwxXzW] -b= -j= -m= -M= --disassemble? --all-headers --section-headers --private-headers --syms --source --architecture= --section= --demangle? --dynamic-syms",
    },
  },
  size: { reads: { "*": "-[ABGdoxtV] --format= --totals" } },
  addr2line: { reads: { "*": "-[aCfipsVb] -e= -j= -b=" } },
  pldd: { reads: { "*": "" } },
  patchelf: { reads: { "--print-rpath, --print-needed, --print-interpreter, --print-soname": "" }, writes: "*" },
  strip: { writes: "*" },
  getopt: { reads: { "*": "*" } },
  mcookie: { reads: { "*": "" } },
  uuidgen: { reads: { "*": "-[rtmsx67] -n= -N= --random --time --md5 --sha1 --namespace= --name=" } },
  uuidparse: { reads: { "*": "" } },
  ddrescue: { deletes: "*" },
  partclone: { writes: "*" },
  fsarchiver: { reads: { "probe, archinfo": "*" }, writes: "*", deletes: "restfs" },
  testdisk: { deletes: "*", reads: { "/list": "" } },
  photorec: { writes: "*" },
  extundelete: { writes: "*" },
  dcfldd: { deletes: "*" },
  scrub: { deletes: "*" },
  eject: { configures: "*" },
  mkisofs: { writes: "*" },
  genisoimage: { writes: "*" },
  xorriso: { writes: "*" },
  growisofs: { writes: "*" },
  wodim: { writes: "*" },
  isoinfo: { reads: { "*": "-[dlfJRx] -i= -x=" } },
  exiftool: {
    reads: {
      "*": "-s -s1 -s2 -s3 -S -G -G1 -n -json -j -a -u -U -r -ee -lang= -h -t -T -c= -d= -csv -list -ver -fast",
    },
    style: "single-dash",
    executes: "-if, -p, -config, -execute, -stay_open",
  },
  identify: { reads: { "*": "-verbose -format= -quiet -ping" }, style: "single-dash" },
  ffprobe: { reads: { "*": "* !-report !-o" }, style: "single-dash" },
  ffmpeg: { writes: "*" },
  convert: { writes: "*" },
  mogrify: { writes: "*" },
  mediainfo: { reads: { "*": "* !--LogFile" } },
  sox: { writes: "*" },
  soxi: { reads: { "*": "*" } },
  amixer: {
    reads: { $0: "-c= -D=", "scontrols, contents, controls, get, sget, cget, info, scontents": "-c= -D=" },
    configures: "*",
  },
  pactl: { reads: { "list, info, stat, get-*, subscribe": "-s= -f=" }, configures: "*", stops: "exit" },
  wpctl: { reads: { "status, get-volume, inspect": "*" }, configures: "*" },
  aplay: { reads: { "-l": "", "-L": "", "--list-devices": "", "--list-pcms": "" }, executes: "*" },
  xrandr: {
    reads: { $0: "-q --query --listmonitors --listactivemonitors --current --verbose --prop --listproviders" },
    configures:
      "--output, --mode, --off, --auto, --newmode, --addmode, --delmode, --rmmode, --brightness, -s, --scale, --rotate, -o, --setmonitor, --primary, --setprovideroutputsource, --fb, --dpi",
  },
  xdpyinfo: { reads: { "*": "*" } },
  xwininfo: { reads: { "*": "*" } },
  xprop: {
    reads: { "*": "-root -id= -name= -spy -notype -len= -display= -frame" },
    style: "single-dash",
    configures: "-set, -remove",
  },
  xset: { reads: { "q, -q": "" }, configures: "*" },
  xlsclients: { reads: { "*": "*" } },
  xdotool: { executes: "*" },
  wmctrl: { reads: { "-l": "-[GpxFu]", "-d": "", "-m": "" }, configures: "*" },
  lpstat: { reads: { "*": "*" } },
  lpq: { reads: { "*": "-[aElP] -P= -h=" } },
  lpinfo: { reads: { "*": "*" } },
  lp: { sends: "*" },
  lpr: { sends: "*" },
  lprm: { deletes: "*" },
  cancel: { deletes: "*" },
  lpadmin: { configures: "*", deletes: "-x" },
  lpoptions: { reads: { "-l": "-p=", $0: "-p=" }, configures: "*" },
  cupsenable: { starts: "*" },
  cupsdisable: { stops: "*" },
  gsettings: {
    reads: {
      "get, list-schemas, list-keys, list-recursively, list-children, range, describe, monitor, writable, list-relocatable-schemas":
        "",
    },
    configures: "*",
  },
  dconf: { reads: { "read, list, dump, watch": "-d" }, deletes: "reset", configures: "*" },
  "xdg-mime": { reads: { query: "" }, configures: "*" },
  "xdg-settings": { reads: { "get, check": "--list" }, configures: "*" },
  "xdg-open": { executes: "*" },
  "xdg-user-dir": { reads: { "*": "" } },
  "notify-send": { sends: "*" },
  "dbus-send": { executes: "*" },
  "dbus-monitor": { reads: { "*": "*" } },
  gdbus: { reads: { "introspect, monitor, wait": "*" }, executes: "*" },
};
for (const kind of [
  "ext2",
  "ext3",
  "ext4",
  "xfs",
  "btrfs",
  "vfat",
  "fat",
  "msdos",
  "exfat",
  "ntfs",
  "f2fs",
  "minix",
  "cramfs",
  "erofs",
  "reiserfs",
  "jfs",
  "bfs",
  "udf",
]) {
  Object.assign(system, {
    [`mkfs.${kind}`]: { deletes: "*" },
    [`fsck.${kind}`]: { reads: { "-n": "-[fv]" }, deletes: "*" },
  });
}
Object.assign(system, { mkdosfs: { deletes: "*" }, mkntfs: { deletes: "*" }, mkexfatfs: { deletes: "*" } });
