import type { Family } from "./program.ts";

/** Documents, fonts, sound, cameras, radios, terminals: what an engineer's own machine has. */
export const desktop: Family = {
  pdfinfo: {
    reads: {
      "*": "-f= -l= -box -meta -custom -js -struct -struct-text -url -isodates -rawdates -dests -enc= -listenc -opw= -upw= -v",
    },
    style: "single-dash",
  },
  pdffonts: { reads: { "*": "-f= -l= -subst -opw= -upw=" }, style: "single-dash" },
  pdfimages: { reads: { "-list": "-f= -l= -opw= -upw=" }, writes: "*", style: "single-dash" },
  pdftotext: { writes: "*" },
  qpdf: {
    reads: {
      "--check": "--password=",
      "--show-npages": "",
      "--show-encryption": "",
      "--show-xref": "",
      "--check-linearization": "",
    },
    executes: "@*",
    writes: "*",
  },
  hexyl: {
    reads: {
      "*": "-[vCpPi] -n= -s= -c= -l= -o= --color= --border= --length= --skip= --plain --panels= --no-squeezing",
    },
  },
  dircolors: { reads: { "*": "-[bcp] --sh --csh --bourne-shell --c-shell --print-database --print-ls-colors" } },
  pinky: { reads: { "*": "-[lbhpsfwiq]" } },
  "fc-list": { reads: { "*": "-[vq] -f= --verbose --quiet --format=" } },
  "fc-match": { reads: { "*": "-[savb] -f= --sort --all --verbose --format= --brief" } },
  "fc-pattern": { reads: { "*": "-[cd] -f=" } },
  "fc-cache": { writes: "*" },
  arecord: { reads: { "-l": "", "-L": "", "--list-devices": "", "--list-pcms": "" }, writes: "*" },
  "pw-cli": { reads: { "info, list-objects, ls, list-remotes, enum-params, dump": "*" }, configures: "*" },
  "pw-top": { reads: { "*": "-b -n=" } },
  "v4l2-ctl": {
    reads: {
      "*": "-[DlL] -d= --device= --list-devices --list-formats --list-formats-ext --list-ctrls --list-ctrls-menus --all --info --get-ctrl= --list-inputs --list-outputs --list-standards --get-fmt-video",
    },
  },
  bluetoothctl: {
    reads: { "list, devices, show, info, paired-devices, version": "" },
    executes: "$0",
    stops: "disconnect, remove, power off",
    configures: "*",
  },
  hcitool: { reads: { "dev, scan, inq, name, con, info, lescan": "" }, configures: "*" },
  rfcomm: { reads: { show: "", $0: "-a" }, configures: "*" },
  xinput: {
    reads: { "list, --list, list-props, --list-props, test, --version": "--id-only --name-only --short --long" },
    configures: "*",
  },
  setxkbmap: { reads: { "-query": "", "-print": "-verbose" }, style: "single-dash", configures: "*" },
  x86info: { reads: { "*": "-a -c -f -mp -r -v --all --cacheinfo --flags --all-cpus" } },
  "edid-decode": { reads: { $1: "-[cCsp] --check --extract --hide-serial-numbers --short-timings" }, writes: "-o, *" },
  resolveip: { reads: { "*": "-s --silent" } },
  "avahi-browse": {
    reads: { "*": "-[atvrclpkfdb] -d= --all --terminate --verbose --resolve --cache --parsable --no-db-lookup" },
  },
  "avahi-resolve": { reads: { "*": "-[nav46] --name --address --verbose" } },
  "avahi-resolve-host-name": { reads: { "*": "-[46v]" } },
  "avahi-resolve-address": { reads: { "*": "-v" } },
  "avahi-publish": { sends: "*" },
  sdptool: { reads: { "browse, search, records": "*" }, configures: "*" },
  tmux: {
    reads: {
      // Another command may follow after ";", and a format (-F) may run a program.
      "ls $0, list-sessions $0, list-windows $0, lsw $0, list-panes $0, lsp $0, list-clients $0, lsc $0, list-keys $0, lsk $0, list-commands $0, lscm $0, list-buffers $0, lsb $0, has-session $0, has $0, show-options $0, show $0, info $0, show-messages $0, -V $0":
        "-[agsJpx] -t= -T= -L=",
    },
    stops: "kill-session, kill-server, kill-window, kill-pane, killp, killw, detach-client, detach",
    executes: "*",
    reach: { many: "kill-session", all: "kill-server" },
  },
  screen: {
    reads: { "-ls": "", "-list": "", "--version": "", "-v": "-X= -S= -p=" },
    style: "single-dash",
    stops: "-X=quit, -X=kill, -wipe, -X quit, -X kill",
    executes: "*",
  },
  zellij: {
    reads: { "list-sessions, ls, setup --check, list-aliases, --version": "-n -s -r" },
    stops: "kill-session, kill-all-sessions",
    deletes: "delete-session, delete-all-sessions",
    executes: "*",
  },
  hdfs: {
    reads: {
      "dfs -ls, dfs -du, dfs -df, dfs -count, dfs -stat, dfs -test, dfs -checksum, dfs -getfacl, dfs -find, dfs -tail, dfs -head, dfs -cat, dfs -text, dfsadmin -report, dfsadmin -printTopology, haadmin -getServiceState, haadmin -getAllServiceState, haadmin -checkHealth, getconf -namenodes, getconf -confKey, version, dfsadmin -safemode get, fsck -files":
        "-h -R -d -t -s -x -e -z -f -C -r -S -u -q -v -files -blocks -locations -racks -list-corruptfileblocks -live -dead -decommissioning",
    },
    style: "single-dash",
    deletes: "dfs -rm, dfs -rmr, dfs -rmdir, dfs -expunge, fsck -delete, fsck -move, namenode -format, dfs -truncate",
    stops:
      "haadmin -failover, haadmin -transitionToStandby, haadmin -transitionToActive, dfsadmin -safemode, dfsadmin -shutdownDatanode, dfsadmin -decommission, balancer",
    writes: "*",
  },
  hadoop: {
    reads: {
      "version, classpath, fs -ls, fs -du, fs -df, fs -count, fs -stat, fs -cat, fs -tail, checknative, envvars":
        "-h -R -s -v -q",
    },
    style: "single-dash",
    deletes: "fs -rm, fs -rmr, fs -rmdir, fs -expunge",
    executes: "*",
  },
  airflow: {
    reads: {
      "dags list, dags details, dags list-runs, dags list-import-errors, dags state, dags next-execution, dags show, tasks list, tasks state, pools list, pools get, users list, variables list, version, info, jobs check, db check, providers list, roles list, cheat-sheet, plugins":
        "-[ov] -o= -d= --output= --dag-id= --state= --no-backfill --tree -S= --verbose --start-date= --end-date=",
    },
    reveals:
      "config list, config get-value, variables get, variables export, connections list, connections get, connections export",
    deletes:
      "dags delete, db clean, db reset, pools delete, users delete, variables delete, connections delete, tasks clear, db downgrade",
    stops: "dags pause, tasks failed-deps --help",
    starts: "dags trigger, dags unpause, scheduler, webserver, celery, tasks run, tasks test, dags backfill, dags test",
    configures: "*",
    undo: { "dags pause": "dags unpause", "dags unpause": "dags pause" },
  },
  "spark-submit": { reads: { "--status": "--master=", "--version": "" }, stops: "--kill", executes: "*" },
  hbase: { reads: { "version, classpath, hbck": "" }, executes: "*" },
  "kadmin.local": { executes: "*" },
  kadmin: { executes: "*" },
  chef: { reads: { "--version, env, describe-cookbook, show-policy": "" }, executes: "*" },
  aspell: {
    reads: { "list, dump, dicts, config": "-[aHt] -d= -l= --lang= --master= --mode= --ignore-case --encoding=" },
    writes: "*",
  },
  hunspell: { reads: { "-l": "-d= -i=", "-D": "", "-a": "-d=" }, writes: "*" },
  units: { reads: { "*": "-[qsv1tec]" } },
  dict: { reads: { "*": "* !-c !--config !--pager !-P" } },
  trans: { sends: "*" },
  asciinema: { reads: { "play, cat, --version": "-[s] -i= -s=" }, sends: "upload", executes: "*" },
  whatweb: { sends: "*" },
  cheat: { reads: { "*": "-[ldtcrs] --list --tags --search= --path= --tag=" }, writes: "-e, --edit", deletes: "--rm" },
  navi: { executes: "*" },
  duf: { reads: { "*": "*" } },
  dust: { reads: { "*": "*" } },
  ncdu: { reads: { "*": "-r -x -q -e --exclude= -rr --color=" }, writes: "-o" },
  dua: { reads: { "*": "-[fx] --format=", aggregate: "-f=" }, executes: "interactive, i" },
  tailspin: { reads: { "*": "" } },
  tspin: { reads: { "*": "-f --follow" } },
  goaccess: { reads: { "*": "-[acfm] -f= --log-format= --no-global-config" }, writes: "-o, --output" },
  pv: {
    reads: {
      "*": "-[pterabTWnqfckl] -i= -w= -H= -N= -s= -S -L= --progress --timer --eta --rate --bytes --size= --name= --line-mode --wait --quiet",
    },
    configures: "-R, --remote",
  },
  mbuffer: { writes: "*" },
  progress: { reads: { "*": "-[qdwmM] -c= -p= -i= -o= -a=" } },
  hyperfine: { executes: "*" },
  entr: { executes: "*" },
  jwt: { reads: { decode: "-[j] -A= --json" }, reveals: "encode" },
  base58: { reads: { "*": "-[d]" } },
  uuid: { reads: { "*": "-[m1] -v= -n= -d= -F=" } },
  hashid: { reads: { "*": "-[emj]" } },
  haste: { sends: "*" },
  exif: {
    reads: { "*": "-[lmix] -t= --list-tags --show-mnote --machine-readable --tag= --ifd= --ids --xml-output" },
    deletes: "--remove, --remove-thumbnail, -r",
    writes: "--set-value, -o, --output, -e, --extract-thumbnail, --create-exif, --insert-thumbnail, -n",
  },
  exiv2: {
    reads: { "$1, pr, print": "-[vqbu] -P= -p= -g= -K= -n=" },
    deletes: "rm, delete, -d",
    writes: "*",
  },
  eyeD3: { reads: { $1: "-[v] --verbose --no-color" }, writes: "*" },
  gifsicle: { reads: { "-I": "", "--info": "--color-info --extension-info --size-info" }, writes: "*" },
  jpeginfo: { reads: { "*": "-[chilmqsSv15]" }, deletes: "-d, --delete" },
  jp2a: {
    reads: {
      "*": "-[zbix] --width= --height= --size= --colors --color --term-width --term-height --term-fit --background= --invert --chars= --fill --grayscale",
    },
    writes: "--output, --html",
  },
  "gnome-extensions": {
    reads: {
      "list, info, show, version":
        "-d --enabled --disabled --user --system --details --updates --prefs --active --inactive",
    },
    deletes: "uninstall, reset",
    stops: "disable",
    configures: "*",
    undo: { enable: "disable", disable: "enable" },
  },
  ibus: {
    reads: { "list-engine, engine $0, version, address, read-config": "--name-only" },
    stops: "restart, exit",
    configures: "*",
  },
  "kdeconnect-cli": {
    reads: {
      "-l, -a, --list-devices, --list-available, --list-notifications, --list-commands":
        "-d= --device= --id-only --name-only",
    },
    sends: "*",
  },
  "keepassxc-cli": {
    reads: { "ls, search, db-info": "-[qRf] -k=" },
    reveals: "show, clip, export, analyze",
    deletes: "rm, rmdir, db-merge",
    writes: "*",
  },
  mpc: {
    reads: {
      "$0, status, current, playlist, ls, listall, stats, version, outputs, search, find, list, lsplaylists, queued":
        "-f= --format= -h= --host= -p= --port= -q",
    },
    deletes: "clear, del, rm, crop",
    stops: "stop",
    configures: "*",
    undo: { pause: "play $0", play: "pause $0" },
  },
  kreadconfig5: { reads: { "*": "--file= --group= --key= --default= --type=" } },
  kreadconfig6: { reads: { "*": "--file= --group= --key= --default= --type=" } },
  kwriteconfig5: { configures: "*", deletes: "--delete" },
  kwriteconfig6: { configures: "*", deletes: "--delete" },
  module: {
    reads: { "list, avail, av, spider, show, display, whatis, keyword, help, is-loaded": "-[lt]" },
    executes: "*",
  },
  ml: { reads: { $0: "", "list, avail, spider": "" }, executes: "*" },
  "trash-list": { reads: { "*": "--trash-dir= --all-users --size" } },
  trash: { deletes: "*" },
  "trash-put": { deletes: "*" },
  "trash-rm": { deletes: "*" },
  "trash-empty": { deletes: "*" },
  "trash-restore": { writes: "*" },
  "restore-trash": { writes: "*" },
  rmtrash: { deletes: "*" },
  gio: {
    reads: {
      "list, info, cat, tree, monitor, version, help, mime $1, mount -l, mount --list, trash --list":
        "-[halufLndw] --hidden --long --attributes= --print-display-names --print-uris --query-writable --filesystem --nofollow-symlinks --follow-symlinks --list --detail",
    },
    deletes: "remove, trash, trash --empty",
    stops: "mount -u, mount --unmount, mount -e, mount --eject, mount -s, mount --stop",
    executes: "open, launch",
    writes: "*",
  },
  mp3info: { reads: { $1: "-[xFG] -p= -f= -r=" }, deletes: "-d", writes: "*" },
  pngcheck: { reads: { "*": "-[cfpqtv7]" } },
  zbarimg: { reads: { "*": "-[q] --raw --quiet --xml" } },
  chafa: {
    reads: {
      "*": "-f= -s= -c= -d= --size= --format= --colors= --symbols= --duration= --fill= --animate= --scale= --dither=",
    },
  },
  dunstctl: {
    reads: { "is-paused, count, debug, history": "" },
    deletes: "close-all, history-clear, history-rm",
    configures: "*",
  },
  khal: {
    reads: { "list, calendar, at, search, printcalendars, printformats": "-[ad] -a= -d= --format=" },
    writes: "*",
  },
  notmuch: {
    reads: { "search, count, show, address, config list": "--output= --format= --limit= --sort= --exclude=" },
    writes: "*",
  },
  zoxide: {
    reads: { query: "-[lsai] --list --score --all --interactive" },
    deletes: "remove",
    executes: "init",
    writes: "*",
  },
  atuin: {
    reads: { "stats, status, info, doctor, history last, history list": "" },
    deletes: "history prune, account delete, search --delete",
    executes: "*",
  },
};

/** Programs of which nothing but their name is told apart: what they make, play, show or run. */
const byName: Readonly<Record<"writes" | "starts" | "sends" | "executes", string>> = {
  writes: `animate bison cdrdao checkinstall cliphist cwebp debchange debootstrap debtap debuild djxl dwebp dot ect enca flac flite foremost fswebcam gcov gdebi gif2webp gifski gimp
    gnome-screenshot gocryptfs grim groff gs guetzli img2pdf import inkscape iso-read jadx jpegoptim jpegtran libreoffice lrztar lzip magick maim mkdocs mkfile mkhomedir_helper mklost+found 
    mkosi montage mutool neato ocrmypdf ogr2ogr optipng oxipng paperkey pdfattach pdfcrop pdfjam pdflatex pdfseparate pdftk pdftocairo pdftohtml pdfunite pngcrush pngquant pw-dot pw-record qrencode
    rst2html scrot slurp svgo tcpflow tesseract unlzma unoconv upx weasyprint wf-recorder xdg-user-dirs-update xelatex yt-dlp you-get youtube-dl zint zipcloak zipsplit znew zforce zopflipng lame
    oggenc exiftran fontforge ebook-convert yacc lex tcc ld gold autopep8 isort yapf clang-format rustfmt uncrustify indent dprint nixfmt`,
  starts: `adguardhome agetty alacritty audacious audacity cmus clementine darkhttpd deluge dunst ffplay firefox gitk gitui guake i3 i3lock i3status kitty knockd konsole mpd mplayer mpv picom pppd
    screenkey startx sway swaybg swayidle swaylock sxhkd thunderbird tinyproxy tio tor transmission-daemon ttyd updog vlc vncserver waybar wayvnc x0vncserver x11vnc xscreensaver conky minicom picocom
    gnome-terminal xfce4-terminal nautilus thunar dolphin mangohud beep espeak aplaymidi mpg321 ogg123`,
  sends:
    "httping httpx imapsync mbsync nexttrace rcp s-nail speed-test tmate wormhole croc ffsend dirb gobuster ffuf enum4linux rustscan subfinder theharvester netselect dhcping",
  executes: `apport-bug ubuntu-bug c99 ccache concurrently distcc dialog eqn fakechroot guestfish ifne iptraf-ng irssi jhsdb lighthouse memusage mpicc mpiexec mitmproxy mitmdump mitmweb npm-check-updates
    nnn qdbus qemu radare2 ranger reptyr rlogin rpcclient rpmspec runcon schroot scapy spack spectre-meltdown-checker swipl task tmuxinator tmuxp tracexec truss vifm virt-qemu-run watson whiptail wine xa
    xxh yadm zeek zenity elinks dbclient tsp bioawk cmus-remote`,
};
for (const [effect, names] of Object.entries(byName))
  for (const name of names.split(/\s+/)) if (!(name in desktop)) Object.assign(desktop, { [name]: { [effect]: "*" } });
