import type { Family } from "./program.ts";

const ipFlags =
  "-4 -6 -B -M -N -0 -D -s -d -h -o -r -j -p -t -c -a -I -n= -netns= -f= -l= -rc= -br -brief -json -pretty -stats -statistics -details -human -human-readable -iec -oneline -resolve -family= -loops= -color? -timestamp -ts -tshort -Numeric -all -echo";
const shows = ["show", "sho", "sh", "list", "lis", "lst", "ls"];

/**
 * `ip` takes any prefix of its words, in an order of its own: `ip a s` shows, but `ip link s` sets. So the
 * short verbs are given object by object.
 */
function ipReads(objects: readonly string[], verbs: readonly string[]): Record<string, string> {
  const paths = objects.flatMap((name) => [`${name} $0`, ...[...shows, ...verbs].map((verb) => `${name} ${verb}`)]);
  return { [paths.join(", ")]: ipFlags };
}

const ipAddress = ["address", "addres", "addr", "add", "ad", "a"];
const ipLink = ["link", "lin", "li", "l"];
const ipRoute = ["route", "rout", "rou", "ro", "r"];
const ipNeigh = ["neighbour", "neighbor", "neigh", "nei", "ne", "n"];
const ipRule = ["rule", "rul", "ru"];
const ipOther = [
  "netns",
  "maddress",
  "maddr",
  "mroute",
  "tunnel",
  "tuntap",
  "xfrm policy",
  "addrlabel",
  "ntable",
  "token",
  "macsec",
  "netconf",
  "vrf",
  "tcp_metrics",
  "nexthop",
  "fou",
  "sr",
  "mptcp endpoint",
  "mptcp limits",
  "ioam",
];

/** Looking at, reaching and changing the network. */
export const network: Family = {
  ip: {
    style: "single-dash",
    global: ipFlags,
    reads: {
      ...ipReads(ipAddress, ["s", "l"]),
      ...ipReads(ipLink, ["l"]),
      ...ipReads(ipRoute, ["s", "l", "get", "ge", "g"]),
      ...ipReads(ipNeigh, ["s", "l", "get", "g"]),
      ...ipReads(ipRule, ["s", "l"]),
      ...ipReads(ipOther, []),
      "monitor, mon, netns identify, netns pids, netns list-id, link help, help, -V, -Version": ipFlags,
    },
    configures: "*, link set * up, link set dev * up",
    stops: "link set * down, link set dev * down, l set * down, l set dev * down, link s * down, l s * down",
    deletes:
      "address flush, address del, address delete, addr flush, addr del, addr delete, addr d, a del, a d, a flush, a f, link del, link delete, link d, l del, l d, route flush, route del, route delete, route d, r del, r d, r flush, r f, neigh flush, neigh del, neighbor flush, neighbor del, n f, n del, n d, n flush, rule del, rule delete, rule flush, netns del, netns delete, tunnel del",
    reveals: "xfrm state",
    executes: "netns exec, vrf exec, -b, -batch, -force",
    undo: {
      "address add": "address del $*",
      "address del": "address add $*",
      "addr add": "addr del $*",
      "addr del": "addr add $*",
      "a add": "a del $*",
      "a del": "a add $*",
      "route add": "route del $*",
      "route del": "route add $*",
      "route replace": "route replace",
      "r add": "r del $*",
      "r del": "r add $*",
      "r replace": "r replace",
      "rule add": "rule del $*",
      "rule del": "rule add $*",
      "neigh add": "neigh del $*",
      "netns add": "netns del $1",
      "tunnel add": "tunnel del $1",
      "link set * down": "link set * up",
      "link set * up": "link set * down",
      "link set dev * down": "link set dev * up",
      "link set dev * up": "link set dev * down",
    },
    reach: { many: "route flush, r flush, address flush, addr flush, a flush, a f, neigh flush, n flush, rule flush" },
  },
  ss: {
    reads: {
      "*": "-[abdeEfHhiIlmnNoOpQrSstTuUwWxzZ0246MBV] -A= -f= -F= -D= -N= --all --listening --numeric --resolve --options --extended --memory --processes --threads --info --tos --bpf --contexts --net= --summary --ipv4 --ipv6 --packet --tcp --sctp --mptcp --udp --dccp --raw --unix --tipc --vsock --family= --query= --socket= --no-header --oneline --events --no-queues",
    },
    stops: "-K, --kill",
    writes: "-D, --diag",
    reach: { many: "-K, --kill" },
  },
  netstat: {
    reads: {
      "*": "-[46aAbcCeFgiIlMmnNoOpPrRsStTuUvVWwxXZf] -I? --all --listening --numeric --numeric-hosts --numeric-ports --numeric-users --tcp --udp --udplite --sctp --raw --unix --route --groups --interfaces? --masquerade --statistics --verbose --wide --extend --program --programs --timers --continuous --fib --cache --protocol= --inet --inet6 --symbolic --l2cap --rfcomm -f=",
    },
  },
  ifconfig: {
    reads: { "$0, * $0": "-[asvlmLu] -short" },
    configures: "*, up, * up",
    stops: "* down, down",
    deletes: "* delete, * -alias, * destroy",
    undo: { "* up": "* down", "* down": "* up" },
  },
  iwconfig: { reads: { $1: "" }, configures: "*" },
  ifstat: { reads: { "*": "-[aAbehjlnpqstTSwWz] -d= -i=" } },
  iftop: { reads: { "*": "-[bBlLnNpPtcs] -i= -f= -F= -G= -s= -o= -m=" } },
  nethogs: { reads: { "*": "-[abhlpstvVC] -d= -c= -f= -v=" } },
  bmon: { reads: { "*": "-p= -o= -b -a" } },
  vnstat: {
    reads: {
      "*": "-[dhmtwylqs5] -i= -hg --days? --hours? --months? --years? --top? --live? --json? --xml? --oneline? --short --iflist? --iface= --fiveminutes? --hoursgraph --query -tr --traffic? -ru",
    },
    configures: "--add, --create, -u, --update, --setalias, --rename",
    deletes: "--remove, --delete, --reset",
  },
  ifup: { starts: "*", undo: { "*": "!ifdown $*" }, reach: { all: "-a" } },
  ifdown: { stops: "*", undo: { "*": "!ifup $*" }, reach: { all: "-a" } },
  ifquery: { reads: { "*": "*" } },
  nload: { reads: { "*": "-m -t= -u= -i= -o= -a=" } },
  speedometer: { reads: { "*": "" } },
  "speedtest-cli": { sends: "*", reads: { "--list": "--secure" } },
  speedtest: { sends: "*" },
  fast: { sends: "*" },
  route: {
    reads: { $0: "-[nevFCA46]", get: "-n" },
    configures: "*",
    deletes: "del, delete, flush",
    undo: { add: "del $*", del: "add $*" },
  },
  arp: {
    reads: { "*": "-[avneD] -i= -H= -t= --all --verbose --numeric --device=" },
    configures: "-s, --set, -f, --file",
    deletes: "-d, --delete",
    undo: { "-s": "-d $1" },
  },
  arping: { reads: { "*": "-[bDfqPrRv0] -c= -w= -I= -i= -C= -W=" }, sends: "-A, -U, -s, -S" },
  arptables: { reads: { "-L": "-[nv] -t= --line-numbers", "--list": "" }, configures: "*", deletes: "-F, -X, -D" },
  bridge: {
    style: "single-dash",
    global: "-s -d -o -j -p -c -n= -json -pretty -stats -details -color? -compressvlans -netns=",
    reads: {
      "link $0, link show, link list, fdb $0, fdb show, fdb get, mdb $0, mdb show, vlan $0, vlan show, vlan tunnelshow, vni show, monitor":
        "",
    },
    configures: "*",
  },
  brctl: {
    reads: { "show, showmacs, showstp": "" },
    configures: "*",
    deletes: "delbr, delif",
    undo: { addbr: "delbr $1", addif: "delif $1 $2", delif: "addif $1 $2" },
  },
  ethtool: {
    reads: {
      "*": "-[iSkgaTcPlxnmude] -i= --driver --statistics --show-features --show-offload --show-ring --show-coalesce --show-pause --show-time-stamping --show-channels --show-permaddr --show-module --module-info --show-eee --show-fec --show-priv-flags --phy-statistics --register-dump --json --all-groups --groups --show-rxfh --show-nfc --show-ntuple --show-tunnels --debug=",
    },
    configures:
      "-s, --change, -K, --features, --offload, -G, --set-ring, -A, --pause, -C, --coalesce, -L, --set-channels, -N, -U, --config-nfc, --config-ntuple, -X, --set-rxfh-indir, --set-priv-flags, --set-eee, --set-fec, -E, --change-eeprom",
    stops: "-r, --negotiate, -t, --test, -p, --identify, -f, --flash, --reset",
  },
  "mii-tool": { reads: { "*": "-[vwlV]" }, configures: "-F, -A, -r, -R" },
  iw: {
    reads: {
      $0: "",
      "dev $0, dev * info, dev * link, dev * station dump, dev * station get, dev * survey dump, dev * get, list, phy $0, phy * info, reg get, event, features":
        "-[ftr]",
    },
    configures: "*",
  },
  iwlist: { reads: { "*": "" } },
  iwgetid: { reads: { "*": "-[arspcm]" } },
  rfkill: {
    reads: { "$0, list, event": "-[Jnr] -o= --output= --json --noheadings --output-all" },
    configures: "block, unblock, toggle",
    undo: { block: "unblock", unblock: "block" },
  },
  nmcli: {
    global:
      "-[tapcewo] -f= -m= -g= -c= -e= -w= --terse --pretty --mode= --colors= --fields= --get-values= --escape= --wait= --overview -a",
    reads: {
      "$0, general $0, general status, general hostname $0, general permissions, general logging $0, g $0, g status, networking $0, networking connectivity, n $0, n connectivity, radio $0, radio all $0, radio wifi $0, radio wwan $0, r $0, r all $0, r wifi $0, connection $0, connection show, connection monitor, con $0, con show, c $0, c show, c s, con s, device $0, device status, device show, device monitor, device wifi $0, device wifi list, device lldp $0, device lldp list, dev $0, dev status, dev show, dev wifi $0, dev wifi list, d $0, d status, d show, d wifi $0, d wifi list, monitor, m":
        "--active --order= --rescan=",
    },
    reveals: "-s, --show-secrets, device wifi show-password, dev wifi show-password",
    configures: "*",
    stops:
      "networking off, n off, connection down, con down, c down, device disconnect, dev disconnect, d disconnect, device down, d down, radio all off, radio wifi off",
    deletes:
      "connection delete, connection del, con delete, con del, c delete, c del, c d, device delete, device del, dev delete, dev del, d delete",
    undo: {
      "connection up": "connection down $*",
      "connection down": "connection up $*",
      "connection modify": "connection modify",
      "con up": "con down $*",
      "con down": "con up $*",
      "con modify": "con modify",
      "c up": "c down $*",
      "c down": "c up $*",
      "c modify": "c modify",
      "device connect": "device disconnect $1",
      "device disconnect": "device connect $1",
      "networking off": "networking on $0",
      "networking on": "networking off $0",
      "radio wifi off": "radio wifi on $0",
      "radio wifi on": "radio wifi off $0",
      "radio all off": "radio all on $0",
    },
    reach: { all: "networking off, networking on, n off, radio all off" },
  },
  nmtui: { executes: "*" },
  "nm-online": { reads: { "*": "-[qxs] -t=" } },
  wpa_cli: {
    reads: { "status, list_networks, scan_results, interface, ping, mib, help, signal_poll": "-i= -p=" },
    configures: "*",
  },
  ping: {
    reads: { "*": "-[46aAbBCdDhLnOqrRUvVfoH3] -c= -e= -F= -i= -I= -l= -m= -M= -N= -p= -Q= -s= -S= -t= -T= -w= -W=" },
    sends: "-f",
  },
  ping6: { reads: { "*": "-[aADhLnOqrRUvV] -c= -i= -I= -s= -w= -W= -t=" } },
  fping: {
    reads: { "*": "-[46aAdDehjJlmnNqRsuvo] -b= -B= -c= -C= -f= -H= -i= -I= -O= -p= -P= -r= -S= -t= -T= -x= -X= -g" },
  },
  hping: { sends: "*" },
  gping: { reads: { "*": "-[46s] -n= -b= -i=" }, executes: "--cmd" },
  mtr: {
    reads: {
      "*": "-[46bwrTuzenjlCxptg] -a= -B= -c= -f= -F= -G= -i= -I= -L= -m= -M= -N= -o= -P= -Q= -s= -S= -U= -y= -Z= --report --report-wide --report-cycles= --tcp --udp --no-dns --show-ips --json --xml --csv --raw --interval= --psize= --max-ttl= --first-ttl= --port= --aslookup --interface= --address= --timeout= --order= --curses --split --ipinfo= --displaymode= --mpls",
    },
  },
  traceroute: {
    reads: {
      "*": "-[46dFIneArTUDbv] -f= -g= -i= -l= -m= -N= -p= -q= -s= -t= -w= -z= -M= -P= -O= --icmp --tcp --udp --mtu --max-hops= --port= --queries= --wait= --interface= --source= --as-path-lookups --back",
    },
  },
  traceroute6: { reads: { "*": "-[nIv] -m= -q= -w=" } },
  tcptraceroute: { reads: { "*": "-[nNFASEd] -f= -i= -l= -m= -p= -q= -w=" } },
  tracert: { reads: { "*": "-d -h=" } },
  dig: { reads: { "*": "-[46imrvu] -b= -c= -k= -p= -q= -t= -x= -f=" } },
  kdig: { reads: { "*": "-[46dv] -b= -c= -p= -q= -t= -x=" } },
  drill: { reads: { "*": "-[46aDSTVuQxz] -b= -c= -p= -t=" } },
  delv: { reads: { "*": "-[46imv] -a= -b= -c= -d= -p= -q= -t= -x=" } },
  dog: { reads: { "*": "*" } },
  doggo: { reads: { "*": "*" } },
  host: { reads: { "*": "-[46aACdilrsTUvVw] -c= -D= -m= -N= -p= -R= -t= -W=" } },
  nslookup: {
    reads: { "*": "-type= -query= -port= -timeout= -debug -class= -retry= -querytype=" },
    style: "single-dash",
  },
  whois: {
    reads: { "*": "-[aAbBcdFGHIKlLmMQRrSx] -h= -p= -i= -T= -s= -g= -t= -v= --verbose --host= --port= --no-recursion" },
  },
  getent: {
    reads: {
      "ahosts, ahostsv4, ahostsv6, aliases, ethers, group, hosts, initgroups, netgroup, networks, passwd, protocols, rpc, services":
        "-[iA] -s= --service= --no-idn",
    },
    reveals: "shadow, gshadow",
  },
  ipcalc: { reads: { "*": "*" } },
  sipcalc: { reads: { "*": "*" } },
  ipcount: { reads: { "*": "*" } },
  subnetcalc: { reads: { "*": "*" } },
  nmap: { sends: "*" },
  masscan: { sends: "*" },
  zmap: { sends: "*" },
  nbtscan: { sends: "*" },
  "arp-scan": { sends: "*" },
  netdiscover: { sends: "*" },
  tcpdump: {
    reads: {
      "*": "-[AbdDeEfHJKlLnNOpqStuUvxX#] -B= -c= -E= -F= -i= -j= -m= -M= -Q= -r= -s= -T= -V= -y= --count --direction= --interface= --list-interfaces --number --packet-buffered --snapshot-length= --version --immediate-mode --lengths --print --no-promiscuous-mode",
    },
    writes: "-w",
    executes: "-z",
    configures: "-Z, --relinquish-privileges",
  },
  tshark: {
    reads: {
      "*": "-[npPqQlVxDSL2] -a= -c= -d= -e= -E= -f= -i= -j= -J= -n -N= -r= -R= -s= -t= -T= -u= -y= -Y= -z= -O= --color",
    },
    writes: "-w, -b, --export-objects",
    executes: "-X, -o",
  },
  dumpcap: { writes: "*", reads: { "-D": "", "-L": "" } },
  capinfos: { reads: { "*": "*" } },
  editcap: { writes: "*" },
  mergecap: { writes: "*" },
  conntrack: {
    reads: {
      "-L": "* !-z !--zero !--delete !--flush !--create !--update !--load-file !--add-label !--del-label",
      "--dump": "* !-z !--zero !--delete !--flush !--create !--update !--load-file !--add-label !--del-label",
      "-C": "",
      "--count": "",
      "-S": "",
      "--stats": "",
      "-E": "* !-z !--zero !--delete !--flush !--create !--update !--load-file !--add-label !--del-label",
      "--event": "* !-z !--zero !--delete !--flush !--create !--update !--load-file !--add-label !--del-label",
      "-G": "* !-z !--zero !--delete !--flush !--create !--update !--load-file !--add-label !--del-label",
      "--get": "* !-z !--zero !--delete !--flush !--create !--update !--load-file !--add-label !--del-label",
    },
    deletes: "-D, --delete, -F, --flush, -z, --zero",
    configures: "*",
    reach: { many: "-D, --delete", all: "-F, --flush" },
  },
  iptables: {
    reads: {
      "-L": "-[nvx] -t= --line-numbers --numeric --verbose --exact -w? --wait? --table=",
      "--list": "-[nvx] -t= --line-numbers --numeric --verbose -w? --table=",
      "-S": "-[nv] -t= -w? --table=",
      "--list-rules": "-t= -v --table=",
      "-C": "* !--modprobe !-M !--flush !--delete !--delete-chain !--zero !--policy !--append !--insert !--replace !--new-chain !--rename-chain",
      "--check":
        "* !--modprobe !-M !--flush !--delete !--delete-chain !--zero !--policy !--append !--insert !--replace",
      "-V": "",
      "--version": "",
    },
    deletes: "-F, --flush, -X, --delete-chain, -D, --delete, -Z, --zero",
    grave: "-P, --policy",
    configures: "*",
    reach: { all: "-F $0, --flush $0, -X $0, -P" },
  },
  ip6tables: {
    reads: {
      "-L": "-[nvx] -t= --line-numbers --numeric --verbose -w? --table=",
      "--list": "-[nv] -t= --line-numbers",
      "-S": "-t= -v -w?",
      "--list-rules": "-t=",
    },
    deletes: "-F, --flush, -X, --delete-chain, -D, --delete, -Z, --zero",
    grave: "-P, --policy",
    configures: "*",
    reach: { all: "-F $0, --flush $0, -X $0, -P" },
  },
  "iptables-save": { reads: { "*": "-[c] -t= --counters --table=" }, writes: "-f, --file", executes: "-M, --modprobe" },
  "ip6tables-save": { reads: { "*": "-c -t= --counters --table=" }, writes: "-f, --file" },
  "iptables-restore": { configures: "*", grave: "*", reach: { all: "*" } },
  "ip6tables-restore": { configures: "*", grave: "*", reach: { all: "*" } },
  "iptables-apply": { configures: "*" },
  "iptables-translate": { reads: { "*": "*" } },
  ebtables: { reads: { "-L": "-t= --Lc --Ln --Lx" }, deletes: "-F, -X, -D", configures: "*" },
  nft: {
    // Its words are one text in which ";" begins another command, so nothing may follow what is listed.
    reads: {
      "list ruleset $0, list ruleset ip $0, list ruleset ip6 $0, list ruleset inet $0, list tables $0, list tables ip $0, list tables ip6 $0, list tables inet $0, list tables bridge $0, list tables netdev $0, list tables arp $0, list chains $0, list chains ip $0, list chains ip6 $0, list chains inet $0, list sets $0, list maps $0, list counters $0, list quotas $0, list limits $0, list flowtables $0, list hooks $0, list meters $0, list table ip filter $0, list table ip nat $0, list table ip mangle $0, list table ip raw $0, list table ip6 filter $0, list table ip6 nat $0, list table inet filter $0, list table inet nat $0, list table inet firewalld $0, list table ip kube-proxy $0, list table inet fw4 $0, list table filter $0, list table nat $0, list chain ip filter INPUT $0, list chain ip filter FORWARD $0, list chain ip filter OUTPUT $0, list chain ip nat POSTROUTING $0, list chain ip nat PREROUTING $0, list chain inet filter input $0, list chain inet filter forward $0, list chain inet filter output $0, -v $0, --version $0, monitor $0":
        "-[ajnNpSstTyuY] --handle --json --numeric --stateless --numeric-priority --numeric-protocol --numeric-time --guid --service --terse --reversedns",
    },
    deletes: "flush, delete, destroy, reset",
    configures: "*",
    executes: "-f, --file, -i, --interactive, list, describe, get",
    undo: { "add table": "delete table $*", "add chain": "delete chain $1 $2 $3", "add set": "delete set $1 $2 $3" },
    reach: { many: "flush table, flush chain, delete table", all: "flush ruleset" },
  },
  ufw: {
    reads: { "status, version, show, app list, app info": "" },
    configures: "*",
    stops: "disable, reset, --force reset",
    deletes: "delete, route delete",
    undo: {
      enable: "disable $0",
      disable: "enable $0",
      allow: "delete allow $*",
      deny: "delete deny $*",
      reject: "delete reject $*",
      limit: "delete limit $*",
    },
    reach: { all: "enable, disable, reset, reload, default" },
  },
  "firewall-cmd": {
    reads: {
      "--state, --list-all, --list-all-zones, --list-services, --list-ports, --list-rich-rules, --list-interfaces, --list-sources, --list-protocols, --list-forward-ports, --list-source-ports, --list-icmp-blocks, --get-zones, --get-services, --get-active-zones, --get-default-zone, --get-icmptypes, --get-zone-of-interface, --get-zone-of-source, --info-zone, --info-service, --info-ipset, --info-icmptype, --query-masquerade, --query-panic, --query-service, --query-port, --query-interface, --query-source, --query-rich-rule, --get-ipsets, --get-log-denied, --version, -V, --get-policies, --info-policy, --list-all-policies, --check-config, --get-helpers, --get-target, --get-description, --get-short, --query-forward-port, --query-icmp-block, --get-entries":
        "--zone= --permanent --policy= --ipset= -q --quiet",
    },
    configures: "*",
    deletes:
      "--complete-reload, --panic-on, --delete-zone, --delete-service, --delete-ipset, --load-zone-defaults, --reset-to-defaults",
    undo: { "--panic-on": "--panic-off $0" },
    reach: { all: "--reload, --complete-reload, --panic-on, --reset-to-defaults" },
  },
  ipset: {
    reads: { "list, -L, save, -S, test, -T, version, help, --list": "-[ntsq] -o= -name -terse -sorted -output=" },
    deletes: "destroy, -X, flush, -F, del, -D",
    configures: "*",
    undo: { create: "destroy $1", add: "del $1 $2", del: "add $1 $2" },
    reach: { all: "flush $0, destroy $0, -F $0, -X $0" },
  },
  ipvsadm: {
    reads: {
      "-L": "-[nct] --stats --rate --timeout --daemon --sort --exact --connection --numeric --persistent-conn",
      "-l": "-n --stats --rate",
      "--list": "-n --stats --rate",
      "-S": "-n",
      "--save": "-n",
      $0: "",
    },
    deletes: "-C, --clear, -D, --delete-service, -d, --delete-server, -Z, --zero",
    configures: "*",
    reach: { all: "-C, --clear, -Z, --zero" },
  },
  tc: {
    style: "single-dash",
    global:
      "-s -d -r -p -i -g -j -n= -nm -c -o -t -b= -statistics -details -raw -pretty -json -graph -color? -netns= -iec -ts -timestamp -oneline",
    reads: {
      "qdisc $0, qdisc show, qdisc list, class show, class list, filter show, filter list, filter get, action show, action list, action ls, action get, chain show, chain list, monitor, qdisc ls, class ls":
        "",
      "qdisc get, chain get": "",
    },
    configures: "*",
    deletes:
      "qdisc del, qdisc delete, class del, class delete, filter del, filter delete, action del, action delete, action flush, chain del, q del, c del, f del, qdisc d",
    executes: "-b, -batch, -force",
    undo: { "qdisc add": "qdisc del $*", "class add": "class del $*", "filter add": "filter del $*" },
  },
  wg: {
    reads: {
      "$0, show * endpoints, show * peers, show * latest-handshakes, show * transfer, show * allowed-ips, show * persistent-keepalive, show * listen-port, show * fwmark, show * public-key, show interfaces, show $1, pubkey":
        "",
    },
    reveals: "genkey, genpsk, showconf, show * dump, show * private-key, show * preshared-keys, show",
    configures: "*",
  },
  "wg-quick": { starts: "up", stops: "down", configures: "*", undo: { up: "down", down: "up" } },
  tailscale: {
    reads: {
      "status, ip, netcheck, ping, version, whois, exit-node list, exit-node suggest, dns status, dns query, metrics print, licenses, lock status":
        "* !--update !--web",
    },
    starts: "up",
    stops: "down, logout",
    configures: "set, login, switch, update, lock, drive, configure, cert, web",
    sends: "file, serve, funnel, bugreport, status --web",
    executes: "ssh, nc",
    undo: { up: "down $0 drop(*)", down: "up $0", set: "set" },
    reach: { all: "down, logout" },
  },
  zerotier: { configures: "*" },
  "zerotier-cli": {
    reads: { "info, status, listpeers, peers, listnetworks, listmoons, get": "-j -D=" },
    configures: "*",
  },
  openconnect: { starts: "*" },
  strongswan: {
    reads: { "status, statusall, version, listall, listcerts": "" },
    starts: "start, up",
    stops: "stop, restart, down, reload, update, rereadall, purge",
    undo: { start: "stop", stop: "start", up: "down", down: "up" },
  },
  ipsec: {
    reads: {
      "status, statusall, version, listall, listcerts, listcacerts, listpubkeys, verify, barf, trafficstatus": "",
    },
    starts: "start, up",
    stops: "stop, restart, down",
    undo: { start: "stop", stop: "start", up: "down", down: "up" },
  },
  swanctl: {
    reads: {
      "--list-sas, -l, --list-pols, -P, --list-conns, -L, --list-certs, -x, --list-pools, -A, --list-algs, -g, --stats, -S, --version, -v, --log, -T":
        "--raw --pretty -r -P",
    },
    starts: "--initiate, -i",
    stops: "--terminate, -t",
    configures: "*",
  },
  stunnel: { starts: "*" },
  sshuttle: { starts: "*" },
  autossh: { executes: "*" },
  mosh: { executes: "*" },
  "ssh-keyscan": { reads: { "*": "-[46cDHqv] -f= -O= -p= -T= -t=" } },
  "ssh-keygen": {
    reads: {
      "-l": "-[v] -f= -E=",
      "-F": "-f= -l -v",
      "-B": "-f=",
      "-L": "-f=",
      "-e": "-f= -m=",
      "-y": "-f=",
    },
    reveals: "-y",
    writes: "*",
    deletes: "-R, -k, -p",
  },
  "ssh-add": { reads: { "-l": "-E= -v", "-L": "", "-T": "" }, configures: "*", deletes: "-D, -d" },
  "ssh-agent": { executes: "*" },
  "ssh-copy-id": { grants: "*" },
  sshd: { reads: { "-t": "-f= -[Dq]", "-T": "-f= -C=" }, starts: "*" },
  scp: { sends: "*" },
  sftp: { executes: "*" },
  sshfs: { configures: "*" },
  sshpass: { executes: "*" },
  curlie: { sends: "*" },
  http: { sends: "*", deletes: "DELETE, delete" },
  https: { sends: "*", deletes: "DELETE, delete" },
  httpie: { sends: "*" },
  xh: { sends: "*", deletes: "DELETE, delete" },
  xhs: { sends: "*", deletes: "DELETE, delete" },
  grpcurl: {
    reads: {
      "list, * list, describe, * describe":
        "-[v] -plaintext -insecure -proto= -import-path= -max-time= -connect-timeout= -format=",
    },
    style: "single-dash",
    sends: "*",
  },
  grpc_health_probe: {
    style: "single-dash",
    reads: {
      "*": "-addr= -service= -connect-timeout= -rpc-timeout= -tls -tls-no-verify -tls-ca-cert= -tls-server-name= -v",
    },
  },
  "grpc-health-probe": {
    style: "single-dash",
    reads: { "*": "-addr= -service= -connect-timeout= -rpc-timeout= -tls" },
  },
  websocat: { sends: "*" },
  wscat: { sends: "*" },
  aria2c: { writes: "*" },
  axel: { writes: "*" },
  lwp: { sends: "*" },
  "lwp-request": { sends: "*" },
  rclone: {
    global:
      "-[vqPiL] --verbose --quiet --log-level= --fast-list --checkers= --transfers= --include= --exclude= --filter= --max-depth= --min-size= --max-size= --min-age= --max-age= --files-from= --progress --stats= --one-line --human-readable --use-json-log --timeout= --retries= --no-check-certificate --s3-region= --drive-shared-with-me",
    reads: {
      "ls, lsd, lsl, lsf, lsjson, tree, size, about, check, md5sum, sha1sum, hashsum, version, listremotes, cryptcheck, config file, config paths, config providers, ncdu, help, checksum":
        "--long -R --recursive --dirs-only --files-only --format= --separator= --json --full --hash --hash-type= --stat --original -F -M --metadata --absolute --csv -d --dir-slash --no-modtime --no-mimetype --encrypted -E --one-way --download --size-only -C -s -t -u -p --noindent --sort= --sort-modtime --level= -a --all --human --base64 --checksum",
      cat: "--head= --tail= --offset= --count= --discard",
    },
    reveals: "config show, config dump, config userinfo, obscure, reveal, link",
    deletes:
      "delete, deletefile, purge, rmdir, rmdirs, cleanup, sync, move, moveto, dedupe, bisync, config delete, backend",
    writes: "copy, copyto, copyurl, mkdir, touch, rcat, settier, archive, config",
    starts: "mount, serve, rcd, rc, nfsmount, mount2, selfupdate, test, gendocs, authorize, completion",
    // A remote spelled out in the address (":sftp,ssh=...:") may name a program to run, and so may a configuration.
    executes:
      "@=, --config, ls :*, lsd :*, lsl :*, lsf :*, lsjson :*, tree :*, size :*, about :*, check :*, check * :*, md5sum :*, sha1sum :*, hashsum * :*, cryptcheck :*, cryptcheck * :*, cat :*, ncdu :*, checksum * * :*",
    reach: { many: "purge, delete, sync, move, rmdirs, cleanup, dedupe" },
  },
  rsync: {
    writes: "*",
    deletes:
      "--delete, --delete-before, --delete-after, --delete-during, --del, --delete-excluded, --delete-delay, --remove-source-files, --force, --delete-missing-args",
    executes: "-e, --rsh, --rsync-path, --daemon, --server",
    reach: {
      many: "--delete, --delete-before, --delete-after, --delete-during, --del, --delete-excluded, --delete-delay, --remove-source-files",
    },
  },
  rsyncd: { starts: "*" },
  unison: { writes: "*" },
  csync2: { writes: "*" },
  smbclient: {
    reads: { "-L": "-[NgkP] -U= -I= -p= -m= -W= -A= --list= --no-pass --user=", "--list": "-N -U= --user=" },
    executes: "*",
  },
  smbstatus: { reads: { "*": "-[pSLbdvBfnRNsujP] -u=" } },
  smbtree: { reads: { "*": "-[bDSNU]" } },
  testparm: {
    reads: { "*": "-[sv] -l -t= --section-name= --parameter-name= --suppress-prompt --verbose --show-all-parameters" },
  },
  pdbedit: {
    reads: { "-L": "-v", "--list": "-v" },
    reveals: "-w, --smbpasswd-style",
    configures: "*",
    deletes: "-x, --delete",
  },
  smbpasswd: { configures: "*" },
  net: {
    reads: {
      "ads info, ads testjoin, ads status, ads lookup, ads search, usershare list, usershare info, time $0": "*",
    },
    configures: "*",
  },
  wbinfo: {
    reads: {
      "*": "-[ugtpmPD] -n= -i= -s= -S= -G= -U= -r= -I= --ping --online-status --own-domain --all-domains --trusted-domains",
    },
    reveals: "-a, --authenticate, -K",
  },
  showmount: { reads: { "*": "-[ade] --all --directories --exports --no-headers" } },
  exportfs: { reads: { $0: "-[sv]", "-s": "", "-v": "" }, configures: "*", stops: "-u" },
  rpcinfo: { reads: { "*": "-[pmslbtuTn] -a= -n=" }, deletes: "-d" },
  nfsidmap: { reads: { "-l": "", "-d": "" }, configures: "*" },
  snmpwalk: { reads: { "*": "-v= -c= -O= -C= -t= -r= -l= -u= -a= -A= -x= -X= -m= -M= -n= -I=" } },
  snmpget: { reads: { "*": "-v= -c= -O= -t= -r= -l= -u= -a= -A= -x= -X= -m= -M= -n=" } },
  snmpgetnext: { reads: { "*": "-v= -c= -O=" } },
  snmpbulkwalk: { reads: { "*": "-v= -c= -O= -C= -t= -r=" } },
  snmptable: { reads: { "*": "-v= -c= -O= -C=" } },
  snmpstatus: { reads: { "*": "-v= -c=" } },
  snmptranslate: { reads: { "*": "-T= -O= -I= -m= -M= -R" } },
  snmpset: { configures: "*" },
  snmptrap: { sends: "*" },
  ldapsearch: {
    reads: {
      "*": "-[xLnuvZWcCAk] -LL -LLL -b= -s= -D= -H= -h= -p= -l= -z= -f= -a= -S= -o= -d= -P= -Y= -U= -R= -E= -F= -e= -w= -y= -Q -I -N",
    },
    writes: "-t, -T",
  },
  ldapwhoami: { reads: { "*": "-[xvZW] -D= -H= -h= -p= -w= -y=" } },
  ldapcompare: { reads: { "*": "-[xvzZW] -D= -H= -w=" } },
  ldapadd: { configures: "*" },
  ldapmodify: { configures: "*" },
  ldapmodrdn: { configures: "*" },
  ldapdelete: { deletes: "*" },
  ldappasswd: { configures: "*" },
  slapcat: { reveals: "*" },
  slapadd: { writes: "*" },
  slaptest: { reads: { "*": "-[uvQ] -f= -d=" }, writes: "-F" },
  kinit: { grants: "*" },
  klist: { reads: { "*": "-[AaCcefiklnst] -k" } },
  kdestroy: { deletes: "*" },
  rndc: {
    reads: { "status, zonestatus, nta -dump, showzone, managed-keys status": "-[qV] -c= -k= -s= -p= -y=" },
    stops: "stop, halt",
    deletes: "flush, flushname, flushtree, delzone",
    configures: "*",
    undo: { freeze: "thaw $*", thaw: "freeze $*" },
    reach: { all: "flush, reload $0, stop, halt" },
  },
  "named-checkconf": { reads: { "*": "-[hjlvpxzi] -t=" } },
  "named-checkzone": { reads: { "*": "-[dhjqvjD] -c= -f= -F= -i= -k= -m= -n= -r= -t= -W= -l= -L=" }, writes: "-o" },
  unbound: { starts: "*" },
  "unbound-checkconf": { reads: { "*": "-[fq] -o=" } },
  "unbound-control": {
    reads: {
      "status, stats_noreset, list_stubs, list_forwards, list_insecure, list_local_zones, list_local_data, lookup, dump_cache, dump_requestlist, dump_infra, list_auth_zones, get_option":
        "-c= -s= -q",
    },
    stops: "stop, reload",
    deletes:
      "flush, flush_zone, flush_type, flush_bogus, flush_negative, flush_infra, flush_requestlist, flush_stats, stats",
    configures: "*",
  },
  nsupdate: { configures: "*" },
  dnsmasq: { reads: { "--test": "-C=" }, starts: "*" },
  resolvconf: { reads: { "-l": "", "-i": "" }, configures: "*" },
  dhclient: { configures: "*", deletes: "-r, -x" },
  dhcpcd: { configures: "*" },
  lldpcli: { reads: { show: "-f= details summary" }, configures: "*" },
  lldpctl: { reads: { "*": "-f=" } },
  vtysh: { executes: "*" },
  birdc: { reads: { show: "-[rv] -s=" }, configures: "*", stops: "down, restart, disable, reload, graceful restart" },
  "ovs-vsctl": {
    // "--" begins another command after any of these, so their words are counted.
    reads: {
      "show $0, list-br $0, get-manager $0, get-ssl $0, list-ports * $0, list-ifaces * $0, br-exists * $0, port-to-br * $0, iface-to-br * $0, get-controller * $0, get-fail-mode * $0, br-to-vlan * $0, br-to-parent * $0, list * $0, find * $0, get * * $0, get * * * $0":
        "--format= --data= --columns= -f= -d= --no-headings --if-exists --db= --oneline --timeout= -t=",
    },
    deletes:
      "del-br, del-port, destroy, clear, del-controller, emer-reset, remove, del-manager, del-ssl, get * emer-reset, get * del-manager, get * del-ssl, get * * emer-reset, get * * del-manager, get * * del-ssl, show del-br, show del-port, list * del-br, list * del-port",
    configures: "*",
    undo: { "add-br": "del-br $1", "add-port": "del-port $1 $2" },
  },
  "ovs-ofctl": {
    reads: {
      "show, dump-flows, dump-ports, dump-tables, dump-ports-desc, dump-groups, dump-meters, dump-desc, dump-aggregate, snoop, monitor, dump-group-stats, meter-stats, queue-stats, get-frags, queue-get-config, dump-table-features":
        "-O= --protocols= --names --no-names --no-stats --rsort? --sort?",
    },
    deletes: "del-flows, del-groups, del-meters",
    configures: "*",
  },
  "ovs-dpctl": {
    reads: { "show, dump-dps, dump-flows, dump-conntrack": "-[sm] --statistics --names" },
    configures: "*",
    deletes: "del-dp, del-if, del-flow, del-flows, flush-conntrack",
  },
  "ovs-appctl": {
    reads: {
      "fdb/show, ofproto/trace, bond/show, lacp/show, coverage/show, version, vlog/list, dpif/show, dpctl/dump-flows, dpctl/show, list-commands":
        "-t= --target=",
    },
    executes: "*",
  },
  "ovn-nbctl": {
    reads: {
      "show $0, ls-list $0, lr-list $0, lsp-list * $0, lrp-list * $0, lb-list $0, acl-list * $0, list * $0, lr-route-list * $0, lr-nat-list * $0, lr-lb-list * $0, ls-lb-list * $0":
        "--db= --format= --columns=",
    },
    configures: "*",
    deletes: "ls-del, lr-del, lsp-del, lrp-del, lb-del, acl-del",
  },
  "ovn-sbctl": {
    reads: {
      "show $0, list * $0, lflow-list $0, dump-flows $0, count-flows $0": "--db= --format= --columns= --vflows --ovs",
    },
    configures: "*",
  },
  cilium: {
    reads: {
      "status, version, config view, connectivity perf --help, endpoint list, endpoint get, bpf ct list, bpf lb list, bpf policy get, identity list, identity get, node list, policy get, policy selectors, policy trace, service list, service get, metrics list, monitor, encrypt status, clustermesh status, hubble list, sysdump --help, endpoint log, endpoint health, ip list, map list, map get, fqdn cache list":
        "-[onv] -o= -n= --verbose --output= --namespace= --wait --brief --all-addresses --all-controllers --all-health --all-nodes --all-redirects --context= --interactive=",
    },
    configures: "*",
    deletes: "uninstall, cleanup, policy delete, endpoint disconnect, bpf ct flush",
  },
  hubble: {
    reads: { "observe, status, list, version, config view, config get": "* !--config !--tls-client-key-file" },
    configures: "config set, config reset",
  },
  calicoctl: {
    reads: {
      "get, node status, node checksystem, version, ipam show, ipam check, cluster info":
        "-[Aah] -o= -n= --output= --namespace= --all-namespaces --ip= --show-blocks --show-borrowed --show-configuration --allow-version-mismatch --export",
    },
    deletes: "delete, ipam release",
    configures: "*",
  },
  haproxy: { reads: { "-c": "-[V] -f= -L=", "-v": "", "-vv": "" }, starts: "*" },
  nginx: {
    reads: { "-t": "-[qT] -c= -p=", "-T": "-q -c= -p=", "-v": "", "-V": "", "-h": "" },
    style: "gnu",
    executes: "-g",
    starts: "*",
    stops: "-s",
  },
  openresty: { reads: { "-t": "-q -c=", "-v": "", "-V": "" }, starts: "*", stops: "-s" },
  apachectl: {
    reads: { "configtest, status, fullstatus, -t, -S, -M, -V, -v, -l, -L": "-D=" },
    starts: "start",
    stops: "stop, restart, graceful, graceful-stop",
    undo: { start: "stop", stop: "start" },
  },
  apache2ctl: {
    reads: { "configtest, status, fullstatus, -t, -S, -M, -V, -v, -l, -L": "-D=" },
    starts: "start",
    stops: "stop, restart, graceful, graceful-stop",
    undo: { start: "stop", stop: "start" },
  },
  httpd: { reads: { "-t": "-f= -D=", "-S": "", "-M": "", "-v": "", "-V": "", "-l": "" }, starts: "*", stops: "-k" },
  apache2: { reads: { "-t": "", "-v": "", "-V": "" }, starts: "*", stops: "-k" },
  a2ensite: { configures: "*", undo: { "*": "!a2dissite $*" } },
  a2dissite: { configures: "*", undo: { "*": "!a2ensite $*" } },
  a2enmod: { configures: "*", undo: { "*": "!a2dismod $*" } },
  a2dismod: { configures: "*", undo: { "*": "!a2enmod $*" } },
  a2query: { reads: { "*": "-[mscaMd]" } },
  caddy: {
    reads: {
      "validate, version, list-modules, build-info, adapt":
        "--config= --adapter= -c= -a= --pretty -p --packages --versions --validate",
    },
    reveals: "environ",
    starts: "start, run, file-server, reverse-proxy, respond",
    stops: "stop",
    configures: "reload, fmt, trust, untrust, upgrade, add-package, remove-package",
  },
  traefik: { reads: { "version, healthcheck": "" }, starts: "*" },
  envoy: { reads: { "--version": "", "--mode=validate": "-c=" }, starts: "*" },
  varnishadm: {
    reads: {
      "status, ping, banner, backend.list, ban.list, panic.show, param.show, vcl.list, vcl.show, storage.list, pid, help":
        "-n= -T= -S= -t=",
    },
    stops: "stop",
    deletes: "ban, vcl.discard, panic.clear",
    configures: "*",
    reach: { many: "ban", all: "stop" },
  },
  varnishstat: { reads: { "*": "-[1jlxV] -f= -I= -X= -n= -t=" } },
  varnishlog: { reads: { "*": "-[1abcCdEuv] -g= -i= -I= -k= -n= -N= -q= -t= -x= -X= -r=" }, writes: "-w, -D, -P" },
  varnishncsa: { reads: { "*": "-[1abcCdEk] -f= -F= -g= -n= -q= -r=" }, writes: "-w" },
  varnishtop: { reads: { "*": "-[1bcCdf] -i= -I= -n= -p= -q= -x= -X=" } },
  varnishhist: { reads: { "*": "*" } },
  varnishreload: { configures: "*" },
  squid: {
    reads: { "-k=check, -k=parse": "-f= -n=", "-v": "-k=" },
    starts: "*",
    stops: "-k=shutdown, -k=interrupt, -k=kill, -k=restart",
    configures: "-k=reconfigure, -k=rotate, -k=debug",
    deletes: "-z",
  },
  squidclient: { sends: "*" },
  lsyncd: { starts: "*" },
  postqueue: { reads: { "-p": "", "-j": "" }, sends: "*" },
  mailq: { reads: { "*": "-[v]" } },
  postsuper: { deletes: "*", reach: { all: "-d ALL, -r ALL, -h ALL" } },
  postconf: {
    reads: {
      $0: "-[dnfhmMPpx] -c=",
      "-n": "-[fhx] -c=",
      "-d": "-h",
      "-m": "",
      "-a": "",
      "-A": "",
      "-M": "",
      "-P": "",
      "-h": "",
      "*": "-[dnhxfp] -c=",
    },
    configures: "@=, -e, -#, -E, -F",
    deletes: "-X, -MX",
  },
  postmap: { reads: { "-q": "-[hmv] -c=", "-s": "" }, writes: "*", deletes: "-d" },
  postcat: { reads: { "*": "-[bdehnovq] -c=" } },
  postfix: {
    reads: { "status, check": "-c= -v" },
    starts: "start",
    stops: "stop, abort, flush, drain, reload",
    undo: { start: "stop", stop: "start" },
  },
  newaliases: { writes: "*" },
  sendmail: { reads: { "-bp": "", "-bv": "" }, sends: "*" },
  mail: { sends: "*" },
  mailx: { sends: "*" },
  mutt: { sends: "*" },
  msmtp: { sends: "*" },
  swaks: { sends: "*" },
  exim: {
    reads: {
      "-bp": "",
      "-bpc": "",
      "-bpr": "",
      "-bpu": "",
      "-bV": "",
      "-bt": "",
      "-bP": "",
      "-Mvh": "",
      "-Mvb": "",
      "-Mvl": "",
      "-Mvc": "",
    },
    style: "single-dash",
    sends: "*",
    deletes: "-Mrm",
  },
  exim4: {
    reads: { "-bp": "", "-bpc": "", "-bV": "", "-bt": "", "-Mvh": "", "-Mvb": "", "-Mvl": "" },
    style: "single-dash",
    sends: "*",
    deletes: "-Mrm",
  },
  exiqgrep: { reads: { "*": "-[ixzcRlhab] -f= -r= -s= -y= -o=" } },
  exiqsumm: { reads: { "*": "" } },
  doveadm: {
    reads: {
      "who, quota get, mailbox list, mailbox status, user, log find, log errors, config, index --help, replicator status, director status, stats dump, proxy list, search, fetch":
        "* !-c !-o !--reset !-r",
    },
    deletes: "expunge, kick, purge, mailbox delete",
    configures: "*",
    stops: "stop, reload",
  },
  dovecot: { reads: { "-n": "", "-a": "", "--version": "" }, starts: "*", stops: "stop, reload" },
  doveconf: { reads: { "*": "-[nadNS] -f= -h -m=" }, reveals: "-P" },
  asterisk: { executes: "*" },
  "fail2ban-client": {
    reads: { "status, ping, version, -V, --version, -t, --test, banned, get, --dp, -d, statistics": "" },
    starts: "start",
    stops: "stop, restart, reload, unban",
    configures: "set, add, flushlogs",
    undo: { start: "stop", stop: "start" },
    reach: { all: "stop $0, restart $0, reload $0, unban --all" },
  },
  "fail2ban-regex": { reads: { "*": "*" } },
  cscli: {
    reads: {
      "decisions list, alerts list, alerts inspect, bouncers list, machines list, metrics, hub list, collections list, collections inspect, parsers list, parsers inspect, scenarios list, scenarios inspect, version, lapi status, capi status, config show, postoverflows list, explain":
        "-[oa] -o= --output= --all --color= --since= --ip= --scope=",
    },
    deletes: "decisions delete, alerts delete, alerts flush, bouncers delete, machines delete, machines prune",
    configures: "*",
  },
  telnet: { sends: "*" },
  nc: { sends: "*", reads: { "-z": "-[46nuvw] -w= -p= -s= -X= -x= -i=" }, executes: "-e, -c, -l, --exec, --sh-exec" },
  ncat: {
    sends: "*",
    reads: { "-z": "-[46nuv] -w= -i=" },
    executes: "-e, -c, -l, --exec, --sh-exec, --lua-exec, --listen",
  },
  netcat: { sends: "*", reads: { "-z": "-[46nuv] -w= -i=" }, executes: "-e, -c, -l" },
  ngrep: {
    reads: { "*": "-[hNXViwqpevxlDtTRMk] -d= -n= -s= -I= -F= -A= -c= -P= -S= -W=" },
    writes: "-O",
    stops: "-K",
  },
  "firewall-offline-cmd": {
    reads: {
      "--list-all, --list-all-zones, --list-services, --list-ports, --get-zones, --get-services, --get-default-zone, --info-zone, --info-service":
        "--zone=",
    },
    configures: "*",
  },
  sockstat: { reads: { "*": "-[46clLnqsSuUvC] -p= -P= -j=" } },
  nmblookup: { reads: { "*": "-[ARSMrT] -U= -B= -d=" } },
  ippfind: { reads: { "*": "-[lpqs] -T= --ls --print --quiet --local --remote" }, executes: "-x, --exec" },
  "samba-tool": {
    reads: {
      "user list, user show, group list, group listmembers, group show, computer list, computer show, ou list, gpo list, gpo listall, gpo show, domain info, domain level show, domain passwordsettings show, dns query, dns zonelist, dns zoneinfo, drs showrepl, fsmo show, sites list, ntacl get, processes, contact list, delegation show, spn list":
        "-H= -U= -k= -N -P --full-dn --verbose -v",
    },
    deletes: "* delete, dns zonedelete, domain demote, group removemembers, user disable, dbcheck --fix, * * delete",
    grants: "*",
    undo: {
      "user enable": "user disable $1",
      "user disable": "user enable $1",
      "group addmembers": "group removemembers $*",
      "group removemembers": "group addmembers $*",
    },
  },
  nordvpn: {
    reads: { "status, account, countries, cities, groups, settings, version": "" },
    starts: "connect, c",
    stops: "disconnect, d",
    configures: "*",
    undo: { connect: "disconnect $0" },
  },
  "warp-cli": {
    reads: { "status, settings, account, warp-stats, registration show, network": "" },
    starts: "connect",
    stops: "disconnect",
    deletes: "delete, registration delete",
    configures: "*",
    undo: { connect: "disconnect $0", disconnect: "connect $0" },
  },
  wpa_passphrase: { reveals: "*" },
  wpa_supplicant: { starts: "*" },
  "transmission-remote": {
    style: "single-dash",
    global: "-t= --torrent= -n= --auth= -N=",
    reads: {
      "-l, --list, -si, --session-info, -st, --session-stats, -i, --info, -if, --info-files, -ip, --info-peers, -it, --info-trackers, -ic":
        "",
    },
    deletes: "-rad, --remove-and-delete, -r, --remove",
    stops: "-S, --stop, --exit",
    configures: "*",
  },
  conan: {
    reads: {
      "search, list, inspect, remote list, profile list, profile show, cache path, --version":
        "-[fr] -f= -r= --format= --remote=",
    },
    deletes: "remove, cache clean, remote remove",
    executes: "*",
  },
  mutagen: {
    reads: { "sync list, sync monitor, forward list, forward monitor, project list, version": "-l --long --template=" },
    stops:
      "sync pause, sync terminate, forward pause, forward terminate, daemon stop, project terminate, project pause",
    deletes: "sync reset",
    executes: "*",
    undo: { "sync pause": "sync resume $*", "sync resume": "sync pause $*", "forward pause": "forward resume $*" },
  },
};
