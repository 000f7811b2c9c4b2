import type { Family } from "./program.ts";

/** Text and file tools of every Unix. What only prints is listed by the flags that keep it so. */
export const coreutils: Family = {
  arch: { reads: { "*": "" } },
  b2sum: {
    reads: {
      "*": "-[abctwz] -l= --binary --check --tag --text --zero --length= --quiet --status --strict --warn --ignore-missing",
    },
  },
  base32: { reads: { "*": "-[di] -w= --decode --ignore-garbage --wrap=" } },
  base64: { reads: { "*": "-[diD] -w= -b= --decode --ignore-garbage --wrap=" } },
  basename: { reads: { "*": "-[az] -s= --multiple --suffix= --zero" } },
  basenc: {
    reads: {
      "*": "-[di] -w= --decode --wrap= --base64 --base64url --base32 --base32hex --base16 --base2msbf --base2lsbf --z85",
    },
  },
  cat: {
    reads: {
      "*": "-[AbeEnstTuv] --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting",
    },
  },
  tac: { reads: { "*": "-[br] -s= --before --regex --separator=" } },
  cksum: {
    reads: {
      "*": "-a= --algorithm= -l= --length= --tag --untagged -[cz] --check --base64 --raw --debug --zero --strict --quiet --status --warn",
    },
  },
  clear: { reads: { "*": "-[xV] -T=" } },
  cmp: { reads: { "*": "-[bls] -i= -n= --print-bytes --ignore-initial= --verbose --bytes= --silent --quiet" } },
  comm: { reads: { "*": "-[123z] --check-order --nocheck-order --output-delimiter= --total --zero-terminated" } },
  cut: {
    reads: {
      "*": "-[snz] -b= -c= -d= -f= --bytes= --characters= --delimiter= --fields= --complement --only-delimited --output-delimiter= --zero-terminated",
    },
  },
  df: {
    reads: {
      "*": "-[aHhiIklmPTv] -B= -t= -x= --all --block-size= --human-readable --si --inodes --local --no-sync --portability --print-type --total --type= --exclude-type= --output?",
    },
  },
  diff: {
    reads: {
      "*": "-[aBbcdEeilNnpqrsTtuwyZ] -C= -U= -I= -x= -X= -W= -L= -F= --normal --brief --report-identical-files --context? --unified? --ed --rcs --side-by-side --width= --left-column --suppress-common-lines --show-c-function --show-function-line= --label= --expand-tabs --initial-tab --tabsize= --recursive --no-dereference --new-file --unidirectional-new-file --ignore-file-name-case --exclude= --exclude-from= --starting-file= --from-file= --to-file= --ignore-case --ignore-tab-expansion --ignore-trailing-space --ignore-space-change --ignore-all-space --ignore-blank-lines --ignore-matching-lines= --text --strip-trailing-cr --minimal --horizon-lines= --speed-large-files --color? --palette=",
    },
  },
  diff3: { reads: { "*": "-[aAeEx3XmiT] -L= --show-all --ed --merge --text --label=" } },
  dir: { reads: { "*": "-[aAbBcCdfFgGhHiIklLmnNopqQrRsStuUvxXZ1] -I= -w= -T= --all --color?" } },
  dirname: { reads: { "*": "-z --zero" } },
  du: {
    reads: {
      "*": "-[aAbcDhHklmsLPSx0] -d= -t= -B= -X= -I= --all --apparent-size --block-size= --bytes --total --dereference-args --max-depth= --human-readable --inodes --dereference --count-links --no-dereference --separate-dirs --si --summarize --threshold= --time? --time-style= --exclude-from= --exclude= --one-file-system --files0-from= --null",
    },
  },
  echo: { reads: { "*": "*" } },
  expand: { reads: { "*": "-i -t= --initial --tabs=" } },
  unexpand: { reads: { "*": "-a -t= --all --first-only --tabs=" } },
  expr: { style: "words", reads: { "*": "*" } },
  factor: { reads: { "*": "-h --exponents" } },
  false: { reads: { "*": "*" } },
  file: {
    reads: {
      "*": "-[bcEhiIkLlNnprsSvzZ0] -e= -F= -f= -m= -P= --brief --mime --mime-type --mime-encoding --dereference --no-dereference --separator= --exclude= --keep-going --raw --special-files --uncompress --no-pad --extension --files-from= --apple --print0",
    },
    writes: "-C, --compile",
  },
  fmt: {
    reads: {
      "*": "-[cstu] -p= -w= -g= --crown-margin --prefix= --split-only --tagged-paragraph --uniform-spacing --width= --goal=",
    },
  },
  fold: { reads: { "*": "-[bs] -w= --bytes --spaces --width=" } },
  getconf: { reads: { "*": "-a -v=" } },
  groups: { reads: { "*": "" } },
  head: { reads: { "*": "-[qvz0123456789] -n= -c= --bytes= --lines= --quiet --silent --verbose --zero-terminated" } },
  hexdump: {
    reads: {
      "*": "-[bcCdovx] -e= -f= -n= -s= --canonical --length= --skip= --no-squeezing --one-byte-octal --one-byte-char --two-bytes-decimal --two-bytes-octal --two-bytes-hex --color?",
    },
  },
  hd: { reads: { "*": "-[bcCdovx] -n= -s=" } },
  hostid: { reads: { "*": "" } },
  id: { reads: { "*": "-[aGgnruzZpP] --group --groups --name --real --user --zero --context" } },
  join: {
    reads: {
      "*": "-[iz] -a= -e= -j= -o= -t= -v= -1= -2= --ignore-case --check-order --nocheck-order --header --zero-terminated",
    },
  },
  link: { writes: "*" },
  logname: { reads: { "*": "" } },
  look: { reads: { "*": "-[adf] -t= --alternative --alphanum --ignore-case --terminate=" } },
  ls: {
    reads: {
      "*": "-[aAbBcCdDeEfFgGhHiklLmnNoOpPqQrRsStuUvWxXZ1@%] -I= -w= -T= --all --almost-all --author --escape --block-size= --ignore-backups --color? --directory --dired --classify? --file-type --format= --full-time --group-directories-first --no-group --human-readable --si --dereference-command-line --dereference-command-line-symlink-to-dir --hide= --hyperlink? --indicator-style= --inode --ignore= --kibibytes --dereference --numeric-uid-gid --literal --hide-control-chars --show-control-chars --quote-name --quoting-style= --reverse --recursive --size --sort= --time= --time-style= --tabsize= --width= --context --zero",
    },
  },
  exa: { reads: { "*": "*" } },
  eza: { reads: { "*": "*" } },
  lsd: { reads: { "*": "*" } },
  md5sum: {
    reads: { "*": "-[bctwz] --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn" },
  },
  md5: { reads: { "*": "-[pqrtx] -s= -c=" } },
  sum: { reads: { "*": "-[rs] --sysv" } },
  sha1sum: {
    reads: { "*": "-[bctwz] --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn" },
  },
  sha224sum: {
    reads: { "*": "-[bctwz] --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn" },
  },
  sha256sum: {
    reads: { "*": "-[bctwz] --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn" },
  },
  sha384sum: {
    reads: { "*": "-[bctwz] --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn" },
  },
  sha512sum: {
    reads: { "*": "-[bctwz] --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn" },
  },
  shasum: {
    reads: {
      "*": "-[bctUp0qsw] -a= --algorithm= --binary --check --text --ignore-missing --quiet --status --strict --warn",
    },
  },
  nl: {
    reads: {
      "*": "-p -b= -d= -f= -h= -i= -l= -n= -s= -v= -w= --body-numbering= --section-delimiter= --footer-numbering= --header-numbering= --line-increment= --join-blank-lines= --number-format= --no-renumber --number-separator= --starting-line-number= --number-width=",
    },
  },
  nproc: { reads: { "*": "--all --ignore=" } },
  numfmt: {
    reads: {
      "*": "-z -d= --delimiter= --field= --format= --from= --from-unit= --grouping --header? --invalid= --padding= --round= --suffix= --to= --to-unit= --zero-terminated --debug",
    },
  },
  od: {
    reads: {
      "*": "-[abcdDefFhHiIlLoOsvxXX] -A= -j= -N= -S= -t= -w? --address-radix= --endian= --skip-bytes= --read-bytes= --strings? --format= --output-duplicates --width? --traditional",
    },
  },
  paste: { reads: { "*": "-[sz] -d= --delimiters= --serial --zero-terminated" } },
  pathchk: { reads: { "*": "-[pP] --portability" } },
  pr: {
    reads: {
      "*": "-[acdfFJmrtTv0123456789] -D= -e? -h= -i? -l= -n? -N= -o= -s? -S? -w= -W= --pages= --columns= --across --show-control-chars --double-space --date-format= --expand-tabs? --form-feed --header= --length= --merge --number-lines? --first-line-number= --indent= --no-file-warnings --separator? --omit-header --omit-pagination --width=",
    },
  },
  printenv: {
    reads: {
      "PATH $0, HOME $0, USER $0, LOGNAME $0, SHELL $0, LANG $0, TERM $0, PWD $0, HOSTNAME $0, DISPLAY $0, EDITOR $0":
        "-0 --null",
    },
    reveals: "*",
  },
  ptx: { reads: { "*$1": "-[ACfrRtT] -F= -g= -M= -O -S= -w= -W= -b= -i= -o=" } },
  pwd: { reads: { "*": "-[LP] --logical --physical" } },
  readlink: {
    reads: {
      "*": "-[efmnqsvz] --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet --silent --verbose --zero",
    },
  },
  realpath: {
    reads: {
      "*": "-[eEmLPqsz] --canonicalize-existing --canonicalize-missing --logical --physical --quiet --relative-to= --relative-base= --strip --no-symlinks --zero",
    },
  },
  rev: { reads: { "*": "-0 --zero" } },
  seq: { reads: { "*": "-[w0123456789] -f= -s= -t= --format= --separator= --equal-width" } },
  shuf: {
    reads: { "*": "-[erz] -i= -n= --echo --input-range= --head-count= --repeat --zero-terminated --random-source=" },
    writes: "-o, --output",
  },
  sleep: { reads: { "*": "" } },
  sort: {
    reads: {
      "*": "-[bcCdfghiMmnRrsuVz] -k= -t= -S= --ignore-leading-blanks --dictionary-order --ignore-case --general-numeric-sort --human-numeric-sort --ignore-nonprinting --month-sort --numeric-sort --random-sort --reverse --sort= --version-sort --batch-size= --check? --debug --key= --merge --stable --buffer-size= --field-separator= --parallel= --unique --zero-terminated --files0-from= --random-source=",
    },
    writes: "-o, --output, -T, --temporary-directory",
    executes: "--compress-program",
  },
  stat: { reads: { "*": "-[LftxlnqrsF] -c= --dereference --file-system --cached= --format= --printf= --terse" } },
  strings: {
    reads: {
      "*": "-[afowvV] -e= -n= -t= -T= -s= -d --all --bytes= --radix= --encoding= --print-file-name --data --include-all-whitespace --output-separator=",
    },
    // What a program of binutils finds in @file it takes for flags, and one of them loads a plugin.
    executes: "@*",
  },
  tail: {
    reads: {
      "*": "-[fFqvrz0123456789] -c= -n= -s= --bytes= --follow? --lines= --max-unchanged-stats= --pid= --quiet --silent --retry --sleep-interval= --verbose --zero-terminated",
    },
  },
  tee: { writes: "*" },
  test: { style: "words", reads: { "*": "*" } },
  "[": { style: "words", reads: { "*": "*" } },
  tr: { reads: { "*": "-[cCdst] --complement --delete --squeeze-repeats --truncate-set1" } },
  true: { reads: { "*": "*" } },
  tsort: { reads: { "*": "-w" } },
  tty: { reads: { "*": "-s --silent --quiet" } },
  uname: {
    reads: {
      "*": "-[amnprsvioSK] --all --kernel-name --nodename --kernel-release --kernel-version --machine --processor --hardware-platform --operating-system",
    },
  },
  uniq: {
    reads: {
      "*$1":
        "-[cdDiuz] -f= -s= -w= --count --repeated --all-repeated? --skip-fields= --group? --ignore-case --skip-chars= --unique --zero-terminated --check-chars=",
    },
    writes: "*",
  },
  uptime: { reads: { "*": "-[psrV] --pretty --since" } },
  users: { reads: { "*": "" } },
  vdir: { reads: { "*": "-[aAbBcCdfFgGhHiklLmnNopqQrRsStuUvxXZ1]" } },
  wc: { reads: { "*": "-[clLmw] --bytes --chars --lines --max-line-length --words --files0-from= --total=" } },
  whoami: { reads: { "*": "" } },
  who: {
    reads: {
      "*": "-[abdHlmpqrstTuw] --all --boot --dead --heading --login --process --count --runlevel --short --time --mesg --users --lookup --ips",
    },
  },
  w: {
    reads: { "*": "-[hufsioVplc] --no-header --no-current --short --from --old-style --ip-addr --pids --terminal" },
  },
  whatis: { reads: { "*": "-[dlrwv] -s= -m= --long --regex --wildcard --sections=" } },
  whereis: { reads: { "*": "-[bmsuglgf] -B= -M= -S=" } },
  which: { reads: { "*": "-[as] --all --skip-dot --skip-tilde --show-dot --show-tilde --tty-only --skip-alias" } },
  yes: { reads: { "*": "*" } },
  xxd: {
    reads: { "*$1": "-[aAbCeEipuR] -c= -cols= -g= -groupsize= -l= -len= -s= -seek= -o= -n=" },
    writes: "*, -r, -revert",
  },
  zcat: { reads: { "*": "-[fv]" } },
  zgrep: { reads: { "*": "-[cEFGhHiILlnoqsvwx] -A= -B= -C= -e= -m=" } },
  zless: { executes: "*" },
  zdiff: { reads: { "*": "-[uqwbi]" } },
  bzcat: { reads: { "*": "-s" } },
  xzcat: { reads: { "*": "-[qv]" } },
  lz4cat: { reads: { "*": "" } },
  zstdcat: { reads: { "*": "" } },
  cal: {
    reads: {
      "*": "-[13jmsyYwhN] -n= -A= -B= -m= --one --three --twelve --months= --sunday --monday --iso --julian --year --week?",
    },
  },
  ncal: { reads: { "*": "-[3hjJmMopwyeCbNM] -A= -B= -d= -s= -H= -m=" } },
  bc: { reads: { "*": "-[hilqsw] -e= --expression= --mathlib --quiet --standard --warn --interactive" } },
  dc: { executes: "*" },
  column: {
    reads: {
      "*": "-[tnxeLJ] -c= -s= -o= -N= -R= -T= -H= -E= -d -l= -W= -O= -C= --table --separator= --output-separator= --table-columns= --output-width= --fillrows --table-name= --json --tree= --table-right= --table-hide= --table-noheadings --keep-empty-lines",
    },
  },
  colrm: { reads: { "*": "" } },
  col: { reads: { "*": "-[bfhpx] -l=" } },
  tput: {
    reads: { "cols, lines, colors, setaf, setab, sgr0, bold, dim, smul, rmul, rev, longname": "-T=" },
    configures: "*",
  },
  cp: { writes: "*" },
  dd: { writes: "*" },
  install: { writes: "*" },
  ln: { writes: "*" },
  mkdir: { writes: "*", undo: { "*": "!rmdir $* drop(-v -m= --mode= --verbose)" } },
  mkfifo: { writes: "*" },
  mknod: { writes: "*" },
  mktemp: { writes: "*" },
  mv: { writes: "*" },
  rename: { writes: "*" },
  prename: { writes: "*" },
  rm: { deletes: "*", reach: { many: "-r, -R" } },
  rmdir: { deletes: "*" },
  shred: { deletes: "*" },
  srm: { deletes: "*" },
  wipe: { deletes: "*" },
  split: { writes: "*" },
  csplit: { writes: "*" },
  sync: { writes: "*" },
  touch: { writes: "*" },
  truncate: { deletes: "*" },
  fallocate: { writes: "*", deletes: "-p, --punch-hole, -c, --collapse-range, -z, --zero-range" },
  unlink: { deletes: "*" },
  chmod: { configures: "*", grave: "-R, --recursive", undo: { "*": "" }, reach: { many: "-R" } },
  chown: { configures: "*", grave: "-R, --recursive", undo: { "*": "" }, reach: { many: "-R" } },
  chgrp: { configures: "*", grave: "-R, --recursive", undo: { "*": "" }, reach: { many: "-R" } },
  chattr: { configures: "*" },
  lsattr: { reads: { "*": "-[RVadvlp]" } },
  setfacl: { configures: "*", grave: "-R, --recursive, -b, --remove-all", undo: { "*": "" }, reach: { many: "-R" } },
  getfacl: {
    reads: {
      "*": "-[acdesEtRLPnpv] --access --default --omit-header --all-effective --no-effective --skip-base --recursive --logical --physical --tabular --numeric --absolute-names --one-file-system",
    },
  },
  setfattr: { configures: "*" },
  getfattr: {
    reads: {
      "*": "-[dhRLP] -n= -e= -m= --dump --name= --encoding= --match= --only-values --recursive --absolute-names",
    },
  },
  chcon: { configures: "*", undo: { "*": "" } },
  stty: { reads: { $0: "-[ag] --all --save -F= --file=" }, configures: "*" },
  tree: {
    reads: {
      "*": "-[adfilpqstvrxyuDghNQCAnJXScFU] -L= -P= -I= -H= -T= --all --noreport --prune --dirsfirst --filesfirst --matchdirs --metafirst --ignore-case --gitignore --gitfile= --si --du --inodes --device --timefmt= --sort? --charset= --nolinks --fromfile --info --filelimit= --filelimit --hintro= --houtro= --full-sort",
    },
    writes: "-o, -R",
  },
  namei: { reads: { "*": "-[xmolnv] --mountpoints --modes --owners --long --nosymlinks --vertical" } },
  locate: {
    reads: {
      "*": "-[AbceiLlNPpqrsSw0] -d= -l= -n= --all --basename --count --database= --existing --ignore-case --limit= --null --quiet --regexp= --regex --statistics --wholename",
    },
  },
  mlocate: { reads: { "*": "-[AbceiqSw0] -l= -n=" } },
  plocate: { reads: { "*": "-[AbceiNqw0] -l= -d= --all --basename --count --ignore-case --limit=" } },
  updatedb: { writes: "*" },
  fd: {
    reads: {
      "*": "-[HIuaLpsigl0F1q] -e= -t= -d= -E= -S= -o= -c= --hidden --no-ignore --extension= --type= --max-depth= --min-depth= --exact-depth= --exclude= --glob --fixed-strings --absolute-path --follow --full-path --size= --changed-within= --changed-before= --owner= --color= --list-details --max-results= --print0 --case-sensitive --ignore-case --regex",
    },
    executes: "-x, -X, --exec, --exec-batch",
  },
  fdfind: { reads: { "*": "-[HIuaLpsigl0] -e= -t= -d= -E= -S= -c=" }, executes: "-x, -X, --exec, --exec-batch" },
  zegrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  zfgrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  bzgrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  bzegrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  bzfgrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  xzgrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  lzgrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  zstdgrep: { reads: { "*": "-[cEFGhHiIlLnoqsvwx] -A= -B= -C= -e= -m=" } },
  zcmp: { reads: { "*": "-[uqwbi]" } },
  bzcmp: { reads: { "*": "-[uqwbi]" } },
  bzdiff: { reads: { "*": "-[uqwbi]" } },
  xzcmp: { reads: { "*": "-[uqwbi]" } },
  xzdiff: { reads: { "*": "-[uqwbi]" } },
  lzdiff: { reads: { "*": "-[uqwbi]" } },
  lzcmp: { reads: { "*": "-[uqwbi]" } },
  lzcat: { reads: { "*": "" } },
  bzless: { executes: "*" },
  xzless: { executes: "*" },
  zmore: { executes: "*" },
  zstdless: { executes: "*" },
  diffstat: { reads: { "*": "-[bcClkqrstuhVm] -p= -w= -f= -n= -N=" } },
  fdupes: {
    reads: {
      "*": "-[rRsHnfAmtvSqp1] -G= -L= --recurse --symlinks --size --summarize --sameline --minsize= --maxsize= --noempty --time --order= -o=",
    },
    deletes: "-d, --delete, -I, --immediate, -N, --noprompt",
    writes: "-c, --cache",
  },
  jdupes: {
    reads: { "*": "-[rRsSnfmMzZjpq0A] --recurse --size --summarize --json --print-summarize" },
    deletes: "-d, --delete, -L, --link-hard, -l, --link-soft, -B, --dedupe, -N",
  },
  rmlint: { writes: "*" },
  compsize: { reads: { "*": "-[bx]" } },
  genfstab: { reads: { "*": "-[ULpP] -t= -f=" } },
  dysk: { reads: { "*": "*" } },
  mimetype: { reads: { "*": "-[bdiLMa]" } },
  fzf: {
    // A preview or a key binding runs a program: neither is among these.
    reads: {
      "*": "-[mi01ex] -q= -f= -d= -n= --query= --filter= --multi --exact --reverse --height= --prompt= --header= --select-1 --exit-0 --tac --no-sort --cycle --border? --layout= --print0 --ansi --delimiter= --nth= --with-nth= --ignore-case",
    },
    executes: "--preview, --bind, --listen, --become",
  },
  envsubst: { reads: { "--version": "", "-V": "", "-v": "--variables", "--variables": "" }, reveals: "*" },
  b3sum: { reads: { "*": "-[cl] -l= --check --length= --num-threads= --no-names --raw --no-mmap --quiet" } },
  xxhsum: { reads: { "*": "-[cqv] -H= --check --quiet --strict --status --tag --little-endian" } },
  isutf8: { reads: { "*": "-[qliv]" } },
  dfc: { reads: { "*": "-[aTihlmnosWdbwM] -u= -t= -c= -q= -p=" } },
  gdu: { reads: { "*": "-[ndpscHa] -i= --no-color --non-interactive --show-disks --summarize" } },
  tre: { reads: { "*": "-[adEj] -l= -c=" } },
  rdfind: { writes: "*", deletes: "-deleteduplicates, -makehardlinks, -makesymlinks", style: "single-dash" },
  uuencode: { reads: { "*": "-m --base64" } },
  uudecode: { writes: "*" },
  "zlib-flate": { style: "single-dash", reads: { "*": "-compress -uncompress" } },
  calendar: { reads: { "*": "-f= -A= -B= -l= -w= -t= -W=" } },
  zmv: { writes: "*" },
  sd: { writes: "*" },
  stow: {
    reads: { "-n, --no, --simulate": "-v -d= -t= --dir= --target= --verbose?" },
    deletes: "-D, --delete",
    writes: "*",
  },
};
