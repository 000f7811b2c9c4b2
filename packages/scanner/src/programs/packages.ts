import type { Family, Program } from "./program.ts";

const apt: Program = {
  global: "-[qyV] -t= -a= --quiet --no-show-upgraded --assume-no --target-release= --all-versions --verbose-versions",
  reads: {
    "show, search, list, policy, depends, rdepends, showsrc, showpkg, dump, dumpavail, stats, unmet, pkgnames, dotty, madison, xvcg, changelog, check, --version, -v, help, rdepends, download --print-uris, indextargets, contains, file --help":
      "-[anr] --installed --upgradable --upgradeable --manual-installed --all-versions --names-only --full --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances --important --generate --installed",
    "-s": "-V --simulate --just-print --dry-run",
    "--simulate": "",
    "--dry-run": "",
    "remove -s, remove --simulate, remove --dry-run, remove --just-print, purge -s, purge --simulate, purge --dry-run, purge --just-print, autoremove -s, autoremove --simulate, autoremove --dry-run, autoremove --just-print, autopurge -s, autopurge --simulate, autopurge --dry-run, autopurge --just-print, dist-upgrade -s, dist-upgrade --simulate, dist-upgrade --dry-run, dist-upgrade --just-print, full-upgrade -s, full-upgrade --simulate, full-upgrade --dry-run, full-upgrade --just-print, upgrade -s, upgrade --simulate, upgrade --dry-run, upgrade --just-print, install -s, install --simulate, install --dry-run, install --just-print":
      "-[syVq] --simulate --dry-run --just-print --purge --auto-remove --no-install-recommends --yes",
  },
  // What is not simulated by -s, whatever stands in front.
  sends: "update, source, download, build-dep, edit-sources",
  deletes:
    "remove, purge, autoremove, auto-remove, autopurge, clean, autoclean, dist-clean, distclean, install --purge, full-upgrade, dist-upgrade",
  writes: "*",
  executes: "-c, --config-file, -o, --option",
  undo: { install: "remove $* drop(--no-install-recommends)", remove: "install $*" },
  reach: {
    many: "autoremove, auto-remove, autopurge, clean, autoclean",
    all: "upgrade, full-upgrade, dist-upgrade, update",
  },
};

const dnf: Program = {
  global:
    "-[qCyv] -d= -e= --quiet --cacheonly --enablerepo= --disablerepo= --repo= --repoid= --releasever= --color= --refresh --assumeno --exclude= -x= --verbose --showduplicates --advisory= --security --bugfix --disableplugin= --allmatches",
  reads: {
    "list, info, search, provides, whatprovides, repolist, repoinfo, repoquery, history $0, history list, history info, check, check-update, check-upgrade, deplist, group list, group info, group summary, group summary, grouplist, groupinfo, groups list, groups info, group $0, updateinfo, updateinfo list, updateinfo info, updateinfo summary, advisory list, advisory info, advisory summary, module list, module info, module provides, versionlock $0, versionlock list, --version, help, alias list, needs-restarting, changelog, config-manager --dump, environment list, environment info, mark --help, repo list, repo info, leaves, offline status, download --url, download --urls, config-manager --dump-variables, copr list, list updates":
      "-[aCilsrqhv] --installed --available --updates --upgrades --extras --obsoletes --recent --autoremove --all --enabled --disabled --list --requires --provides --whatprovides= --whatrequires= --resolve --qf= --queryformat= --latest-limit= --changelogs --hidden --summary --sec-severity= --cve= --exact --deplist --tree --recursive --userinstalled --unneeded --duplicates --whatdepends= --conflicts --requires-pre --location --source --file= --arch= --dump --ids --contains-pkgs= --with-cve --reverse -f= --description --nvr",
  },
  deletes:
    "copr remove, remove, erase, autoremove, clean, history undo, history rollback, group remove, groupremove, module remove, module reset, versionlock delete, versionlock clear, distro-sync, downgrade, swap, system-upgrade, history redo, offline reboot, history delete",
  executes: "shell, offline-upgrade reboot, system-upgrade reboot, -c, --config, --setopt, --installroot",
  writes: "*, update, upgrade",
  undo: {
    install: "remove $* drop(--best --allowerasing)",
    remove: "install $*",
    "group install": "group remove $*",
    "versionlock add": "versionlock delete $*",
    "module enable": "module disable $*",
    "copr enable": "copr disable $*",
  },
  reach: {
    many: "autoremove, clean, history undo, history rollback, group remove",
    all: "upgrade $0, update $0, distro-sync, system-upgrade, clean all",
  },
};

/** Package managers of systems and languages. Installing runs code of the package. */
export const packages: Family = {
  apt,
  "apt-get": apt,
  aptitude: {
    ...apt,
    reads: { "show, search, versions, why, why-not, changelog": "* !-o !--log-file !-u !-i !-S" },
    executes: "$0, -o",
  },
  "apt-cache": {
    reads: {
      "*": "-[agiqhvf] -c= -p= -s= -n --names-only --full --installed --important --recurse --no-recommends --no-suggests --no-conflicts --all-versions",
    },
    executes: "-o, -c",
    writes: "gencaches",
  },
  "apt-mark": {
    reads: { "showmanual, showauto, showhold, showinstall, showremove, showpurge, minimize-manual --help": "" },
    configures: "*",
    undo: { hold: "unhold $*", unhold: "hold $*", auto: "manual $*", manual: "auto $*" },
  },
  "apt-key": { reads: { "list, finger, fingerprint": "" }, deletes: "del, remove", grants: "*" },
  "apt-file": {
    reads: { "search, list, show, find": "-[xlFiD] -a= -x --fixed-string --package-only" },
    writes: "update",
    deletes: "purge",
  },
  "apt-config": { reads: { "dump, shell": "" } },
  "apt-add-repository": { reads: { "-L": "", "--list": "" }, writes: "*" },
  "add-apt-repository": { reads: { "-L": "", "--list": "" }, writes: "*" },
  "apt-show-versions": { reads: { "*": "-[uabirR] -p=" } },
  "apt-cdrom": { writes: "*" },
  dpkg: {
    reads: {
      "-l": "--no-pager",
      "--list": "--no-pager",
      "-L": "",
      "--listfiles": "",
      "-s": "",
      "--status": "",
      "-S": "",
      "--search": "",
      "-p": "",
      "--print-avail": "",
      "-I": "",
      "--info": "",
      "-c": "",
      "--contents": "",
      "--get-selections": "",
      "-C": "",
      "--audit": "",
      "--print-architecture": "",
      "--print-foreign-architectures": "",
      "-V": "",
      "--verify": "",
      "--compare-versions": "",
      "--version": "",
      "-W": "",
      "--show": "",
      "-f": "",
      "--field": "",
      "--yet-to-unpack": "",
    },
    deletes: "-r, --remove, -P, --purge, --clear-avail, --forget-old-unavail, --clear-selections",
    writes: "*",
  },
  "dpkg-query": {
    reads: {
      "*": "-[lLsSWpcf] -f= --show --list --listfiles --search --status --showformat= --no-pager --control-list --control-path --control-show --print-avail",
    },
  },
  "dpkg-deb": {
    reads: { "-I": "", "--info": "", "-c": "", "--contents": "", "-f": "", "--field": "", "-W": "", "--show": "" },
    writes: "*",
  },
  "dpkg-reconfigure": { configures: "*" },
  "dpkg-divert": { reads: { "--list": "", "--listpackage": "", "--truename": "" }, configures: "*" },
  "dpkg-architecture": { reads: { "*": "-[aAtLs] -q= -i=" } },
  debsums: { reads: { "*": "-[aeclsx] --all --changed --silent --config" } },
  deborphan: { reads: { "*": "-[ansz] --guess-all --libdevel" } },
  aptly: {
    reads: {
      "repo list, repo show, mirror list, mirror show, snapshot list, snapshot show, publish list, package search, package show, repo search, config show, version, snapshot diff, snapshot search":
        "*",
    },
    deletes: "repo drop, mirror drop, snapshot drop, publish drop, repo remove, db cleanup, task",
    writes: "*",
  },
  reprepro: { reads: { "list, ls, check": "*" }, deletes: "remove, clearvanished, deleteunreferenced", writes: "*" },
  unattended_upgrades: { writes: "*" },
  "unattended-upgrade": { reads: { "--dry-run": "-[dv] --debug --verbose" }, writes: "*" },
  dnf,
  yum: dnf,
  dnf5: dnf,
  microdnf: dnf,
  tdnf: dnf,
  "dnf-automatic": { writes: "*" },
  rpm: {
    reads: {
      "-q": "-[acdfgilpRsvVLh] --all --changelog --conflicts --file --group --info --list --last --package --provides --requires --scripts --state --triggers --whatprovides= --whatrequires= --queryformat= --qf= --filesbypkg --obsoletes --docfiles --configfiles --dump --suggests --recommends --supplements --enhances --nosignature --nodigest --root=/ --querytags --licensefiles --provides --pkgid= --filecaps --filetriggers --triggerscripts --xml",
      "-V": "-[af] --nofiles --nodeps --all --noconfig --nomd5 --nodigest",
      "--verify": "-[af] --all",
      "--query":
        "-[acdfgilpRsvVL] --all --changelog --conflicts --file --group --info --list --last --package --provides --requires --scripts --whatprovides= --whatrequires= --queryformat= --docfiles --configfiles",
      "-K": "-v",
      "--checksig": "-v",
      "--showrc": "",
      "--version": "",
      "-qa": "--last --qf= --queryformat=",
      "--querytags": "",
    },
    deletes: "-e, --erase",
    executes: "-E, --eval, --define, -D, --pipe, --rcfile, --macros, --load",
    writes: "*",
  },
  rpm2cpio: { reads: { "*": "" } },
  rpmkeys: { reads: { "-K": "-v", "--checksig": "-v" }, grants: "*" },
  rpmbuild: { executes: "*" },
  rpmdb: { writes: "*" },
  repoquery: { reads: { "*": "* !-c !--config !--setopt !--installroot" } },
  "package-cleanup": { reads: { "--leaves": "", "--problems": "", "--dupes": "", "--orphans": "" }, deletes: "*" },
  "yum-config-manager": { reads: { $0: "" }, configures: "*" },
  "subscription-manager": {
    reads: {
      "status, list, identity, version, repos --list, repos --list-enabled, facts, orgs --help, release $0, release --list, syspurpose, config --list, plugins --list":
        "--available --consumed --installed --all --matches= --pool-only --no-overlap",
    },
    deletes: "unregister, remove, clean, unsubscribe",
    grants: "register",
    configures: "*",
  },
  zypper: {
    global: "-[qvnA] --quiet --verbose --non-interactive --no-color --no-refresh --xmlout --table-style= -s=",
    reads: {
      "search, se, info, if, list-updates, lu, list-patches, lp, packages, pa, patterns, pt, products, pd, repos, lr, services, ls, locks, ll, what-provides, wp, patch-check, pchk, patch-info, product-info, pattern-info, targetos, tos, verify --dry-run, needs-rebooting, ps, licenses, system-architecture, help, --version, versioncmp, patches, pch, dup --dry-run, up --dry-run":
        "-[siutrdEaPpUnCxc] -t= -r= --installed-only --not-installed-only --type= --repo= --details --uri --provides --requires --match-exact --match-substrings --search-descriptions --sort-by-name --sort-by-repo --all --orphaned --suggested --unneeded --recommended --show-enabled-only --refresh",
    },
    deletes:
      "remove, rm, clean, cc, removerepo, rr, removelock, rl, removeservice, rs, dup, dist-upgrade, purge-kernels, cleanlocks, cl",
    executes: "shell, sh, -c, --config, --root, -R",
    writes: "*, update, up, repos -e, repos --export, lr -e, lr --export",
    undo: {
      install: "remove $*",
      in: "remove $*",
      addlock: "removelock $*",
      al: "removelock $*",
      addrepo: "removerepo $2",
      ar: "removerepo $2",
    },
    reach: { many: "clean, purge-kernels", all: "update $0, up $0, dup, dist-upgrade, patch" },
  },
  rug: { writes: "*" },
  pacman: {
    reads: {
      "-Q, --query":
        "-[acdeghikKlmnopqstTuv] -b= --changelog --deps --explicit --groups --info --check --list --foreign --native --owns --file --quiet --search --unrequired --upgrades --color= --verbose",
      "-S -s, -S --search, --sync --search, --sync -s, -S -i, -S --info, --sync --info, --sync -i, -S -l, -S --list, --sync --list, -S -g, -S --groups, --sync --groups, -S -p, -S --print, --sync --print":
        "-[silgqpv] --search --info --list --groups --quiet --print --print-format= --color= --verbose",
      "-F, --files": "-[lxqv] --list --regex --machinereadable --quiet --color=",
      "-D -k, --database --check, -D --check": "-q --quiet",
      "-T, --deptest, -V, --version": "",
    },
    deletes: "-R, --remove, -S -c, -S --clean, --sync --clean, --sync -c",
    writes: "*",
    undo: { "-S": "-R $*", "--sync": "--remove $*" },
    reach: { many: "-R -s, -S -c", all: "-S -u, --sync --sysupgrade" },
  },
  "pacman-key": {
    reads: { "-l, --list-keys, -f, --finger, --list-sigs, -v, --verify, -V, --version": "" },
    deletes: "-d, --delete",
    grants: "*",
  },
  "pacman-conf": { reads: { "*": "*" } },
  pacdiff: { reads: { "-o": "-[fpl]", "--output": "" }, writes: "*" },
  pactree: { reads: { "*": "-[abcglrsu] -d= -o? --color --reverse --depth= --linear --unique --optional? --sync" } },
  paccache: { reads: { "-d": "-[vquz] -k= -c=" }, deletes: "*" },
  checkupdates: { reads: { $0: "-n -c --nocolor" }, writes: "-d, --download" },
  makepkg: { executes: "*" },
  yay: {
    reads: {
      "-Q": "-[acdegikKlmnopqstu]",
      "-S -s, -S -i, -S -l, -S -g": "-[silgq] -a --aur --repo",
      "-P, -P -s, -P -u, -P -w": "-[suwgc] --stats --upgrades --news",
      "-T, -V, --version": "",
    },
    deletes: "-R, -S -c, -Y -c, -c, --clean",
    executes: "*",
  },
  paru: {
    reads: {
      "-Q": "-[acdegikKlmnopqstu]",
      "-S -s, -S -i, -S -l, -S -g": "-[silgq] -a --aur --repo",
      "-P, -P -s, -P -u, -P -w": "-[suwgc] --stats --upgrades --news",
      "-T, -V, --version": "",
    },
    deletes: "-R, -S -c, -Y -c, -c, --clean",
    executes: "*",
  },
  apk: {
    global: "-[qv] --quiet --verbose --no-cache --no-progress --repository= -X= --no-network",
    reads: {
      "info, search, list, version, policy, stats, dot, audit, verify, --version, -V, cache --help, manifest, query":
        "-[aedLPprRstwWvIiuoxkldC] --installed --available --upgradable --upgradeable --all --description --contents --depends --exact --origin --who-owns --size --webpage --provides --rdepends --orphaned --providers --license --packages --recursive",
    },
    deletes: "del, fix, cache clean, cache purge, cache --purge",
    writes: "*",
    undo: { add: "del $*" },
    reach: { all: "upgrade" },
  },
  emerge: {
    reads: {
      "-p": "* !--config !--regen !--metadata !--sync !--unmerge !--depclean !--prune !--rage-clean !--deselect !--resume",
      "--pretend":
        "* !--config !--regen !--metadata !--sync !--unmerge !--depclean !--prune !--rage-clean !--deselect !--resume",
      "-s": "",
      "--search": "",
      "-S": "",
      "--searchdesc": "",
      "--info": "",
      "-V": "",
      "--version": "",
    },
    deletes: "-C, --unmerge, -c, --depclean, --prune, -P",
    writes: "*",
  },
  equery: { reads: { "*": "*" } },
  eix: { reads: { "*": "*" } },
  "xbps-query": {
    reads: {
      "*": "-[lLmoOHRsSxXfipdv] -r= -C= -c= --regex --list-pkgs --search= --show= --files= --deps= --revdeps= --ownedby= --property= --repository?",
    },
  },
  "xbps-install": { reads: { "-n": "-[Suy]" }, writes: "*" },
  "xbps-remove": { deletes: "*" },
  snap: {
    reads: {
      "list, info, find, search, changes, tasks, change, connections, interfaces, interface, services, logs, version, warnings, known, model, whoami, refresh --list, refresh --time, get --help, debug confinement, saved, aliases, components, quotas, quota $1, validate $0":
        "-[lnfd] --all --unicode= --color= --channel= --narrow --private --section? --verbose --abs-time --last= -n=",
    },
    starts: "start, enable, run",
    stops: "stop, restart, disable, revert, abort, reboot",
    deletes: "remove, forget, unalias, disconnect, remove-quota",
    writes: "*, refresh",
    executes: "run, try, debug",
    reveals: "get",
    undo: {
      install: "remove $* drop(--classic --channel= --edge --beta --candidate --stable --devmode)",
      enable: "disable",
      disable: "enable",
      start: "stop",
      stop: "start",
      connect: "disconnect $*",
      "refresh --hold": "refresh --unhold $*",
      refresh: "revert $1",
      revert: "refresh $1",
    },
    reach: { all: "refresh $0" },
  },
  flatpak: {
    reads: {
      "list, info, search, history, remotes, remote-ls, remote-info, ps, documents, permissions, permission-show, --version, config --list, config --get, mask $0, pin $0":
        "-[dambv] --app --runtime --columns= --show-details --user --system --all --updates --arch= --show-ref --show-commit --show-permissions --cached",
    },
    deletes: "uninstall, remove, remote-delete, permission-remove, permission-reset, document-unexport, repair",
    executes: "run, enter, build",
    stops: "kill",
    writes: "*, update",
    undo: {
      install: "uninstall $2 keep(--user --system) drop(-y --noninteractive --assumeyes)",
      "remote-add": "remote-delete $1 keep(--user --system) drop(--if-not-exists)",
      mask: "mask --remove $*",
      pin: "pin --remove $*",
    },
    reach: { many: "uninstall --unused", all: "update $0" },
  },
  brew: {
    reads: {
      "list, ls, info, search, outdated, deps, uses, leaves, config, doctor, desc, home --help, log, cat, --version, -v, --prefix, --cellar, --cache, --repository, --repo, --caskroom, --env, tap $0, tap-info, services $0, services list, services info, missing, options, bundle list, bundle check, commands, formulae, casks, shellenv, analytics $0, analytics state, livecheck, formula, pin --help, which-formula, readall, style, audit, bundle env, autoremove --dry-run, cleanup --dry-run, cleanup -n, docs --help, source --help, command":
        "-[1lrtvqsg] --versions --full-name --pinned --formula --formulae --cask --casks --json? --installed --all --tree --include-build --include-optional --installed-on-request --verbose --quiet --eval-all --desc --multiple --greedy --include-test --direct --topological --union --annotate --github --analytics --brews --taps --mas --vscode --global --no-upgrade --whalebrew --tap --list --plain --shell --recursive --missing --skip-recommended --online --strict --new",
    },
    deletes: "uninstall, remove, rm, cleanup, autoremove, untap, bundle cleanup, zap, services kill, bundle remove",
    starts: "services start, services run",
    stops: "services stop, services restart",
    executes: "sh, test, irb, ruby, bundle exec, bundle sh, edit, create, postinstall, prof, tests, bundle edit",
    writes: "*, update, upgrade",
    undo: {
      install: "uninstall $* drop(--cask --formula -q --quiet)",
      "services start": "services stop $1",
      "services stop": "services start $1",
      tap: "untap $1",
      untap: "tap $1",
      pin: "unpin $*",
      unpin: "pin $*",
      link: "unlink $*",
      unlink: "link $*",
    },
    reach: { many: "cleanup $0, autoremove", all: "upgrade $0, update" },
  },
  port: {
    reads: {
      "list, info, installed, search, outdated, deps, dependents, contents, provides, variants, version, echo, notes, livecheck":
        "*",
    },
    deletes: "uninstall, clean, reclaim",
    writes: "*",
  },
  choco: {
    reads: { "list, search, info, outdated, source list, feature list, config list": "* !--log-file" },
    deletes: "uninstall",
    writes: "*",
  },
  winget: { reads: { "list, search, show, source list": "* !-o !--log" }, deletes: "uninstall", writes: "*" },
  nix: {
    executes: "*",
    reads: {
      "--version, flake metadata, flake show, store ping, path-info, search, profile list, hash file, config show, derivation show, why-depends, registry list, profile history, log, nar ls, store ls, store diff-closures, flake info":
        "-[rsSvqLh] --json --all --all-systems --recursive --size --closure-size --human-readable --offline --no-write-lock-file --refresh --verbose --quiet --legacy --show-trace --profile= --extra-experimental-features= --experimental-features= --type= --base16 --base32 --base64 --sri --long --derivation --exclude= -e= -R -l",
    },
    deletes: "store gc, profile remove, store delete, profile wipe-history",
  },
  "nix-env": {
    reads: {
      "-q": "-[aPs] --installed --available --description --status --attr-path --out-path",
      "--query": "-[aPs] --installed --available --description --status --attr-path --out-path",
      "--list-generations": "-p= --profile=",
    },
    deletes: "-e, --uninstall, --delete-generations",
    writes: "*",
  },
  "nix-collect-garbage": { deletes: "*", reach: { many: "*" } },
  "nix-store": {
    reads: {
      "-q": "-R -d -a --requisites --references --referrers --referrers-closure --deriver --outputs --tree --graph --roots --hash --size --binding= -b= --resolve --valid-derivers --include-outputs",
      "--query":
        "-R -d -a --requisites --references --referrers --referrers-closure --deriver --outputs --tree --graph --roots --hash --size --binding= -b= --resolve --valid-derivers --include-outputs",
      "--verify": "--check-contents",
      "--print-dead": "",
      "-l": "",
    },
    deletes: "--gc, --delete",
    writes: "*",
  },
  "nix-channel": { reads: { "--list": "", "--list-generations": "" }, writes: "*", deletes: "--remove" },
  "nix-build": { executes: "*" },
  "nix-instantiate": { executes: "*" },
  "nixos-rebuild": { stops: "*", reads: { "list-generations": "" } },
  guix: {
    reads: {
      "search, show, describe, size, lint, graph, refresh, weather, package --list-installed, package -I, system list-generations":
        "",
    },
    deletes: "gc, remove",
    executes: "*",
  },
  pkg: {
    reads: {
      "info, search, query, rquery, audit, stats, version, which, config, shlib, repos, leaf, updating":
        "-[aflqosrgixdeDRvnuIQLBCFOPtb] -e -q --quiet",
      "check -s, check -n": "-[aqgixdn]",
    },
    deletes: "delete, remove, autoremove, clean, unlock --help",
    writes: "*",
  },
  pkg_info: { reads: { "*": "*" } },
  pkg_add: { writes: "*" },
  pkg_delete: { deletes: "*" },
  opkg: {
    reads: {
      "list, list-installed, list-upgradable, info, status, search, files, find, depends, whatdepends, print-architecture, compare-versions, list-changed-conffiles":
        "*",
    },
    deletes: "remove",
    writes: "*",
  },
  swupd: {
    reads: { "bundle-list, bundle-info, info, diagnose, check-update, search": "* !--fix !--picky" },
    deletes: "bundle-remove, clean",
    writes: "*",
  },
  rpm_ostree: { writes: "*" },
  "rpm-ostree": {
    reads: {
      "status, db list, db diff, db version, kargs $0, search, --version":
        "-[vbj] --json --advisories --jsonpath= --verbose --booted",
    },
    stops: "rollback, reset, cleanup",
    deletes: "uninstall, override remove, cleanup",
    writes: "*",
    undo: { install: "uninstall $*", uninstall: "install $*", upgrade: "rollback $0", rollback: "rollback $0" },
  },
  bootc: { reads: { status: "--format= --json" }, stops: "rollback", writes: "*" },
  ostree: {
    reads: {
      "log, show, ls, diff, refs, rev-parse, summary --view, admin status, remote list, remote refs, remote show-url, cat, config get, fsck":
        "* !--repair !--delete !--add-tombstones !--create !--alias !--force !-u !--update",
    },
    deletes: "prune, refs --delete, admin undeploy, admin cleanup, remote delete, reset",
    writes: "*",
  },
  fwupdmgr: {
    reads: {
      "get-devices, get-updates, get-history, get-remotes, get-details, get-plugins, get-topology, get-releases, security, get-upgrades, get-blocked-firmware, get-results, get-approved-firmware, get-bios-setting, hwids, device-test --help":
        "-[yv] --json --show-all --no-unreported-check --no-metadata-check --no-remote-check --version",
    },
    deletes: "clear-history, clear-results",
    writes: "*",
  },
  // languages
  npm: {
    reads: {
      "ls, list, la, ll, view, info, show, v, search, s, find, outdated, audit $0, ping, whoami, root, bin, prefix, version $0, config list, config ls, config get --help, get --help, fund, explain, why, doctor, help, -v, --version, query, pkg get, owner ls, dist-tag ls, team ls, access list, profile get, cache ls, cache verify --help, org ls, docs --help, diff, sbom, token list, audit signatures, stars, run $0, run-script $0, repo --help":
        "-[gla] --json --depth= --global --long --all --parseable --production --prod --dev --only= --omit= --workspace= -w= --workspaces --registry=https://registry.npmjs.org --audit-level= --prefix= --size --package-lock-only --link --no-audit --searchlimit= --no-color",
    },
    deletes:
      "config delete, config rm, uninstall, remove, rm, r, un, unlink, unpublish, prune, cache clean, logout, dist-tag rm, owner rm, token revoke, team rm, team destroy, deprecate, dedupe, hook rm, access revoke, org rm, ci, clean-install",
    sends: "publish, star",
    grants: "login, adduser, token create, owner add, access, team add, org set",
    executes:
      "run, run-script, exec, x, start, test, t, tst, stop, restart, rebuild, rb, install, i, in, add, ci, explore, init, create, edit, install-test, it, install-ci-test, cit, update, up, upgrade, link, ln, pack",
    writes: "*",
    reveals: "config get, get",
    undo: {
      install: "uninstall $* keep(-g --global) drop(-D -S --save --save-dev)",
      i: "uninstall $* keep(-g --global) drop(-D -S --save --save-dev)",
      add: "uninstall $* keep(-g --global) drop(-D -S --save --save-dev)",
      "config set": "config set",
    },
    reach: { many: "prune, ci, dedupe, update $0, audit fix" },
  },
  pnpm: {
    reads: {
      "ls, list, ll, la, outdated, why, audit, root, bin, licenses list, licenses ls, --version, -v, store path, store status, config list, cat-file --help, patch --help":
        "-[rgDP] --json --depth= --long --recursive --filter= --prod --dev -r",
    },
    deletes: "remove, rm, uninstall, un, prune, store prune, unlink",
    sends: "publish",
    executes: "*",
    undo: { add: "remove $* keep(-g --global) drop(-D --dev)" },
  },
  yarn: {
    reads: {
      "list, info, why, outdated, audit, versions, licenses list, licenses ls, config list, global list, --version, -v, workspaces info, workspaces list, bin, global dir, npm info, npm audit, npm whoami, help":
        "--json --depth= --pattern= --groups --recursive -R -A --all --verbose",
    },
    deletes: "remove, cache clean, unlink, global remove",
    sends: "publish, npm publish",
    executes: "*",
    undo: { add: "remove $* keep(-g --global) drop(-D --dev)" },
  },
  bun: {
    reads: { "--version, -v, pm ls, pm bin, pm hash, pm cache $0, outdated, pm whoami": "--all -g" },
    deletes: "remove, rm, pm cache rm",
    executes: "*",
    undo: { add: "remove $* keep(-g --global) drop(-D --dev)" },
  },
  pip: {
    reads: {
      "list, show, freeze, check, config list, config get --help, config debug, debug, cache dir, cache info, cache list, index versions, help, --version, -V, inspect, hash, search":
        "-[olufv] --outdated --uptodate --editable --local --user --format= --not-required --include-editable --all --files --verbose --exclude= --path= --no-color --disable-pip-version-check --pre",
    },
    deletes: "uninstall, cache purge, cache remove",
    executes: "install, wheel, download, completion --help, lock",
    configures: "config",
    writes: "*",
    reveals: "config get",
    undo: { install: "uninstall $* drop(-q --quiet --user --no-cache-dir)" },
    reach: { many: "-r, --requirement" },
  },
  pipx: {
    reads: { "list, environment, --version": "--json --short --include-injected --value=" },
    deletes: "uninstall, uninstall-all, uninject",
    executes: "*",
    undo: { install: "uninstall $1" },
  },
  pipenv: {
    reads: { "graph, --venv, --where, --py, --version, check, verify, scripts": "--json --json-tree --bare --reverse" },
    deletes: "uninstall, clean, --rm",
    executes: "*",
  },
  poetry: {
    reads: {
      "show, check, env info, env list, version $0, config --list, about, search, --version, source show, self show":
        "-[tloa] --tree --latest --outdated --all --no-dev --only= --without= --with= --full-path -s --short -p --path",
    },
    deletes: "remove, env remove, cache clear",
    sends: "publish",
    executes: "*",
    undo: { add: "remove $* drop(--dev)" },
  },
  uv: {
    reads: {
      "pip list, pip show, pip freeze, pip tree, pip check, tree, version, python list, python find, tool list, tool dir, cache dir, python dir, --version, -V":
        "--outdated --format= -v --frozen --depth=",
    },
    deletes: "remove, pip uninstall, cache clean, cache prune, tool uninstall, python uninstall",
    sends: "publish",
    executes: "*",
    undo: { add: "remove $* drop(--dev)", "tool install": "tool uninstall $1", "pip install": "pip uninstall $*" },
  },
  conda: {
    reads: {
      "list, info, search, env list, config --show, config --show-sources, config --get, --version, -V, env export --help, compare, doctor, package --which":
        "-[aefn] -n= -p= --envs --json --name= --prefix= --all --export --show-channel-urls -c= --channel= --revisions --full-name",
    },
    deletes: "remove, uninstall, clean, env remove",
    executes: "run, install, create, update, env create, env update, init, activate, build",
    configures: "*",
    undo: {
      install: "remove $* keep(-n= -p= --name= --prefix=) drop(-y --yes -c= --channel=)",
      create: "env remove $0 keep(-n= -p= --name= --prefix=) drop(-y --yes -c= --channel=)",
    },
    reach: { many: "clean, env remove" },
  },
  mamba: {
    reads: { "list, info, search, env list, repoquery": "*" },
    deletes: "remove, clean, env remove",
    executes: "*",
  },
  gem: {
    reads: {
      "list, search, info, specification, which, environment, env, outdated, contents, dependency, query, sources $0, sources --list, help, --version, -v, stale, check, rdoc --help":
        "-[adirlbqv] --local --remote --both --all --details --prerelease --exact --versions --version= --pipe --reverse-dependencies",
    },
    deletes: "uninstall, cleanup, yank",
    sends: "push",
    grants: "owner, signin",
    executes: "install, exec, update, build, unpack, open, pristine",
    writes: "*",
    undo: { install: "uninstall $*" },
    reach: { many: "cleanup $0, update $0" },
  },
  bundle: {
    reads: {
      "list, show, info, outdated, check, version, --version, -v, licenses, platform, env, doctor, config list, config get --help, viz --help":
        "--paths --path --parseable --only-explicit --group= --strict --name-only --only-group= --without-group=",
    },
    deletes: "clean, remove",
    executes: "*",
  },
  cargo: {
    reads: {
      "help, tree, metadata, search, --version, -V, --list, version, locate-project, pkgid, verify-project, owner --list, info, read-manifest, audit $0, outdated, deny check, install --list, fmt --check, report future-incompatibilities, report future-incompat":
        "-[qvdeip] -p= -i= -e= --workspace --depth= --duplicates --format-version= --no-deps --invert= --package= --features= --all-features --no-default-features --target= --limit= --edges= --format= --prefix= --offline --locked --frozen --manifest-path= --all -- --check",
    },
    deletes: "clean, uninstall, remove, rm, yank",
    sends: "publish",
    grants: "login, owner",
    executes: "*",
    undo: { install: "uninstall $* drop(--locked -q)", add: "remove $*" },
  },
  rustup: {
    reads: {
      "show, doc --path, toolchain list, target list, component list, which, --version, check, override list, doc --help":
        "--installed -v --toolchain= --verbose",
    },
    deletes: "toolchain uninstall, target remove, component remove, self uninstall, override unset, toolchain remove",
    executes: "run",
    writes: "*",
  },
  go: {
    reads: {
      "version, env $0, env GOPATH, env GOROOT, env GOOS, env GOARCH, env GOPROXY, env GOMODCACHE, env GOBIN, env GOVERSION, env GOFLAGS, list, doc, mod graph, mod why, mod verify, help, tool $0, version -m":
        "-m -u -json -f= -deps -e -versions -retracted -find -test -all -short -src -cmd -C= -c -v",
    },
    style: "single-dash",
    deletes: "clean",
    executes: "run, test, build, generate, install, tool, vet, get, list -toolexec, work, fix, list -export, bug",
    writes: "*",
  },
  composer: {
    reads: {
      "show, info, outdated, search, validate, status, licenses, license, depends, why, prohibits, why-not, diagnose, about, --version, -V, check-platform-reqs, audit, fund, suggests, home --help, list, config --list":
        "-[tliaopDNsv] --tree --latest --installed --all --direct --outdated --format= --no-dev --locked --no-plugins --no-interaction -n --strict",
    },
    deletes: "remove, clear-cache, clearcache, uninstall, rm, r",
    executes: "*",
    undo: { require: "remove $* keep(--dev)" },
  },
  mix: { executes: "*" },
  dotnet: {
    reads: {
      "--version, --info, --list-sdks, --list-runtimes, list package, list reference, nuget list, tool list, sln list, workload list, nuget locals --list, sdk check, package search":
        "-g --global --outdated --vulnerable --include-transitive --deprecated",
    },
    deletes: "clean, remove, tool uninstall, nuget delete, workload uninstall",
    sends: "nuget push",
    executes: "*",
  },
  mvn: { reads: { "-v": "", "--version": "" }, executes: "*" },
  gradle: { reads: { "-v": "", "--version": "" }, executes: "*" },
  luarocks: {
    reads: { "list, search, show, which, doc --help, config $1, path": "* !--unset !--lua-dir !--tree" },
    deletes: "remove, purge",
    executes: "*",
  },
  cpan: { reads: { "-l": "", "-D": "", "-v": "" }, executes: "*" },
  cpanm: { reads: { "--info": "", "-V": "" }, executes: "*" },
  ghcup: { reads: { "list, whereis, --version": "*" }, deletes: "rm, gc, nuke", writes: "*" },
  opam: {
    reads: {
      "list, show, search, info, switch list, repo list, config env, --version, pin list, env, tree":
        "* !--json !--solver !--root !--criteria",
    },
    deletes: "remove, uninstall, switch remove, clean",
    executes: "*",
  },
  helmify: { writes: "*" },
  krew: { reads: { "list, search, info, version": "" }, deletes: "uninstall", writes: "*" },
  asdf: {
    reads: {
      "list, current, which, where, plugin list, plugin-list, list all, list-all, latest, info, --version, version, plugin list all":
        "",
    },
    deletes: "uninstall, plugin remove",
    executes: "*",
  },
  mise: {
    reads: {
      "ls, list, current, which, where, doctor, ls-remote, outdated, plugins ls, --version, version, registry, settings ls, cfg ls, config ls":
        "*",
    },
    deletes: "uninstall, prune, implode",
    executes: "*",
  },
  pyenv: {
    reads: {
      "versions, version, which, whence, root, --version, install --list, install -l, commands, prefix, version-name, version-origin, help":
        "--bare",
    },
    deletes: "uninstall",
    executes: "exec",
    writes: "*",
  },
  rbenv: {
    reads: { "versions, version, which, whence, root, --version, install -l, install --list, prefix": "--bare" },
    deletes: "uninstall",
    executes: "exec",
    writes: "*",
  },
  nvm: {
    reads: {
      "ls, list, current, ls-remote, version, which, --version, version-remote, cache dir, alias $0":
        "--lts? --no-colors",
    },
    deletes: "uninstall, cache clear, unalias",
    executes: "run, exec",
    writes: "*",
  },
  fnm: {
    reads: { "list, ls, current, list-remote, ls-remote, --version": "*" },
    deletes: "uninstall",
    executes: "exec",
    writes: "*",
  },
  nodenv: { reads: { "versions, version": "" }, writes: "*" },
  tfenv: { reads: { "list, list-remote, version-name, --version": "" }, deletes: "uninstall", writes: "*" },
  sdk: { reads: { "list, current, version": "" }, deletes: "uninstall, flush", writes: "*" },
  direnv: { reads: { "status, version": "" }, reveals: "dump", executes: "*" },
  virtualenv: { writes: "*" },
  nuget: { reads: { "list, search, sources list, locals all -list": "*" }, deletes: "delete", writes: "*" },
  twine: { reads: { check: "*" }, sends: "*" },
  eopkg: {
    reads: {
      "list-installed, li, search, sr, info, list-available, la, list-upgrades, lu, history, hs, check, blame, bl, list-repo, lr, list-pending, list-newest":
        "-[lasc] --long --short --installed --install-date",
    },
    deletes: "remove, rm, remove-orphans, rmo, remove-repo, rr, delete-cache, dc",
    writes: "*",
    undo: { install: "remove $*" },
  },
  expac: {
    reads: {
      "*": "-[QSsv1Np] -H= -d= -l= -t= --sync --query --humansize= --readone --search --timefmt= --listdelim= --delim=",
    },
  },
  pikaur: {
    reads: {
      "-Q": "-[acdegikKlmnopqstu]",
      "-S -s, -S -i, -S -l, -S -g": "-[silgq] -a --aur --repo",
      "-P, -P -s, -P -u, -P -w": "-[suwgc] --stats --upgrades --news",
      "-T, -V, --version": "",
    },
    deletes: "-R, -S -c, -Y -c, -c, --clean",
    executes: "*",
  },
  trizen: {
    reads: {
      "-Q": "-[acdegikKlmnopqstu]",
      "-S -s, -S -i, -S -l, -S -g": "-[silgq] -a --aur --repo",
      "-P, -P -s, -P -u, -P -w": "-[suwgc] --stats --upgrades --news",
      "-T, -V, --version": "",
    },
    deletes: "-R, -S -c, -Y -c, -c, --clean",
    executes: "*",
  },
  aura: {
    reads: {
      "-Q": "-[acdegikKlmnopqstu]",
      "-S -s, -S -i, -S -l, -S -g": "-[silgq] -a --aur --repo",
      "-P, -P -s, -P -u, -P -w": "-[suwgc] --stats --upgrades --news",
      "-T, -V, --version": "",
    },
    deletes: "-R, -S -c, -Y -c, -c, --clean",
    executes: "*",
  },
  nala: {
    reads: {
      "list, search, show, history $0, history info": "-[iuNaF] --installed --upgradable --all-versions --full --names",
    },
    deletes: "remove, purge, autoremove, autopurge, clean, history undo, history clear",
    writes: "*",
    undo: { install: "remove $*" },
  },
  pamac: {
    reads: {
      "list, search, info, checkupdates, --version":
        "-[iaeomqr] --installed --explicitly-installed --orphans --foreign --groups --repos --aur --files",
    },
    deletes: "remove, clean",
    writes: "*",
    undo: { install: "remove $*" },
  },
  eselect: { reads: { "list, * list, * show, --version": "--brief" }, configures: "*" },
  qlist: { reads: { "*": "-[ISRUCcDeadovtqm]" } },
  qfile: { reads: { "*": "-[eqvodSx]" } },
  slackpkg: {
    reads: { "search, file-search, info, check-updates, show-changelog": "" },
    deletes: "remove, clean-system",
    writes: "*",
  },
  "slapt-get": {
    reads: { "--search, --show, --installed, --available, --list, --filelist": "" },
    deletes: "--remove, --clean, --autoclean",
    writes: "*",
  },
  urpmq: {
    reads: {
      "*": "-[acdfgilPpRruyY] --list --list-media --requires --whatrequires --sources --summary --fuzzy --list-url --list-nodes",
    },
  },
  urpmf: { reads: { "*": "-[filqum] --files --summary --provides --requires --name --url" } },
  urpmi: { writes: "*" },
  urpme: { deletes: "*" },
  pkgrm: { deletes: "*" },
  removepkg: { deletes: "*" },
  pkgadd: { writes: "*" },
  installpkg: { writes: "*" },
  upgradepkg: { writes: "*" },
  pkginfo: { reads: { "*": "-[iofldxq]" } },
  pkgfile: {
    reads: {
      "*": "-[lsvbdgirqw] -R= --list --search --verbose --binaries --glob --regex --raw --quiet --repo= --directories --ignore-case --color=",
    },
    writes: "-u, --update",
  },
  "xbps-checkvers": { reads: { "*": "-[disI] -f= -R= -D=" } },
  "xbps-pkgdb": { writes: "*" },
  "xbps-reconfigure": { configures: "*" },
  "pacman-mirrors": { reads: { "--status, --get-branch, --country-list, --version": "-q" }, writes: "*" },
  reflector: {
    reads: {
      "*": "-l= -c= -p= -f= -a= -n= --list-countries --latest= --sort= --country= --protocol= --fastest= --age= --score= --number= --verbose --url= --threads= --cache-timeout= --completion-percent= --ipv4 --info",
    },
    executes: "@*",
    writes: "--save",
  },
  paccheck: {
    reads: {
      "*": "--md5sum --sha256sum --files --file-properties --depends --opt-depends --quiet --require-mtree --db-files --backup --list-broken --recursive",
    },
  },
  pacstrap: { writes: "*" },
  "nixos-option": { reads: { "*": "" } },
  "nixos-version": { reads: { "*": "--hash --revision --json --configuration-revision" } },
  "nixos-container": {
    reads: { "list, status, show-ip, show-host-key": "" },
    starts: "start",
    stops: "stop, terminate, restart",
    deletes: "destroy",
    executes: "run, root-login, login",
    writes: "*",
    undo: { start: "stop", stop: "start", create: "destroy $1 drop(*)" },
  },
  "home-manager": {
    reads: { "generations, packages, news, --version": "" },
    deletes: "remove-generations, expire-generations, uninstall",
    executes: "*",
  },
  micromamba: {
    reads: {
      "list, info, search, env list, repoquery, config list, config sources, --version":
        "-[q] -n= --name= -p= --prefix= --json -r= --root-prefix= -c=",
    },
    deletes: "remove, uninstall, clean, env remove",
    executes: "*",
  },
  n: {
    reads: { "ls, list, lsr, ls-remote, --version, which, bin, doctor, --latest, --lts": "--all" },
    deletes: "rm, -, prune, uninstall",
    executes: "*",
  },
  goenv: {
    reads: { "versions, version, which, whence, root, --version, install --list, install -l, prefix": "--bare" },
    deletes: "uninstall",
    executes: "*",
  },
  jenv: {
    reads: { "versions, version, which, whence, root, --version, doctor, prefix": "--bare --verbose" },
    deletes: "remove",
    executes: "*",
  },
  volta: {
    reads: { "list, ls, which, --version": "-[cd] --format= --current --default" },
    deletes: "uninstall",
    executes: "*",
  },
  gofmt: { style: "single-dash", reads: { "*": "-d -e -l -s -r=" }, writes: "-w, --w" },
  rustc: {
    reads: {
      "-V, --version": "--print= -v --verbose",
      "--explain": "",
      "--print=target-list, --print=cfg, --print=sysroot, --print=target-cpus, --print=target-features, --print=host-tuple, --print=relocation-models, --print=code-models, --print=tls-models, --print=split-debuginfo":
        "--target=",
    },
    executes: "*",
  },
  cmake: {
    // After the names a file may follow that the help is written to.
    reads: {
      "--help-command-list $0, --help-module-list $0, --help-variable-list $0, --help-policy-list $0, --help-property-list $0, --help-manual-list $0, --help-command $1, --help-module $1, --help-variable $1, --help-policy $1, --help-property $1, --help-manual $1, --list-presets":
        "",
    },
    executes: "*",
  },
  cabal: {
    reads: { "list, info, path, --version, --numeric-version": "--installed --simple-output -i" },
    executes: "*",
  },
  meson: {
    reads: {
      introspect:
        "-[afi] --targets --tests --benchmarks --buildoptions --installed --projectinfo --dependencies --all --indent --scan-dependencies --buildsystem-files",
      "--version": "",
    },
    executes: "*",
  },
  "deb-get": {
    reads: { "list, search, show, csv, --version, version": "--raw --installed --not-installed" },
    deletes: "remove, purge, clean",
    writes: "*",
    undo: { install: "remove $*" },
  },
  debsecan: { reads: { "*": "--suite= --format= --only-fixed --no-obsolete" } },
  dpigs: { reads: { "*": "-[HS] -n= -s=" } },
  "check-support-status": { reads: { "*": "--list= --type= --no-heading" } },
  "check-language-support": { reads: { "*": "-[al] -l= --show-installed --language=" } },
  vrms: { reads: { "*": "-q --quiet --sparse" } },
  tasksel: {
    reads: { "--list-tasks, --task-packages, --task-desc": "" },
    deletes: "remove",
    writes: "*",
    undo: { install: "remove $1" },
  },
  tlmgr: {
    reads: {
      "list, info, search, show, conf $0, version, option $0, repository list, print-platform, --version":
        "--only-installed --file --global --list --json",
    },
    deletes: "remove, uninstall, restore",
    writes: "*",
    undo: { install: "remove $*" },
  },
  "pkg-config": {
    reads: {
      "*": "--cflags --libs --modversion --exists --list-all --variable= --print-errors --static --libs-only-l --libs-only-L --libs-only-other --cflags-only-I --cflags-only-other --print-variables --print-requires --print-provides --atleast-version= --exact-version= --max-version= --version --short-errors",
    },
  },
  pixi: {
    reads: {
      "list, tree, info, search, --version, task list, global list, config list, workspace channel list":
        "-[ev] --json -e= --explicit",
    },
    deletes: "remove, clean, global uninstall",
    executes: "*",
  },
  ollama: {
    reads: { "list, ls, ps, show, --version": "--modelfile --license --parameters --system --template -v --verbose" },
    deletes: "rm",
    stops: "stop",
    sends: "push",
    starts: "serve, run",
    writes: "*",
  },
  rvm: {
    reads: { "list, info, current, version, --version": "" },
    deletes: "uninstall, remove, implode, cleanup",
    executes: "*",
  },
};
