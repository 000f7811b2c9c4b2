import type { Family } from "./program.ts";

const grepFlags =
  "-[abcEFGhHiIlLnNoPqrRsTuUvVwxyzZ0123456789] -A= -B= -C= -d= -D= -e= -f= -m= --after-context= --before-context= --context= --basic-regexp --extended-regexp --fixed-strings --perl-regexp --binary-files= --byte-offset --color? --colour? --count --dereference-recursive --devices= --directories= --exclude= --exclude-dir= --exclude-from= --file= --files-with-matches --files-without-match --ignore-case --no-ignore-case --include= --initial-tab --invert-match --label= --line-buffered --line-number --line-regexp --max-count= --no-filename --no-messages --null --null-data --only-matching --quiet --silent --recursive --regexp= --text --unix-byte-offsets --with-filename --word-regexp";

/** Searching, filtering and querying text. sed and awk are read as programs of their own (../mini). */
export const text: Family = {
  grep: { reads: { "*": grepFlags } },
  egrep: { reads: { "*": grepFlags } },
  fgrep: { reads: { "*": grepFlags } },
  rgrep: { reads: { "*": grepFlags } },
  pcregrep: { reads: { "*": grepFlags } },
  pcre2grep: { reads: { "*": grepFlags } },
  rg: {
    reads: {
      "*": "-[acFHhiIlLnNoPpqsSuUvVwxzb0] -A= -B= -C= -d= -e= -E= -f= -g= -j= -m= -M= -r= -t= -T= --after-context= --before-context= --context= --color= --colors= --count --count-matches --files --files-with-matches --files-without-match --fixed-strings --glob= --iglob= --heading --no-heading --hidden --ignore-case --invert-match --json --line-number --no-line-number --max-count= --max-depth= --multiline --no-filename --no-ignore --no-messages --only-matching --pcre2 --pretty --quiet --regexp= --smart-case --sort= --sortr= --stats --text --trim --type= --type-not= --type-list --vimgrep --with-filename --word-regexp --replace= --follow --null --no-ignore-vcs --no-ignore-parent --no-ignore-global --no-ignore-dot --glob-case-insensitive --no-hidden --one-file-system --max-columns= --max-filesize= --null-data --no-unicode --only-matching --unrestricted --search-zip --no-config --version --case-sensitive --passthru --crlf --encoding= --engine= --column --debug",
    },
    executes: "--pre, --hostname-bin, --config",
  },
  ag: {
    reads: {
      "*": "-[acDfgGhHilLnoQrRsStuUvVwzp0] -A= -B= -C= -m= --ackmate --count --literal --hidden --ignore= --ignore-case --files-with-matches --nocolor --color --depth= --numbers --stats",
    },
    executes: "--pager",
  },
  ack: {
    reads: {
      "*": "-[acfghHilLnorQsuvwx1] -A= -B= -C= -m= --color --nocolor --literal --ignore-case --files-with-matches --type= --help-types --ignore-dir=",
    },
    executes: "--pager",
  },
  ugrep: { reads: { "*": grepFlags }, executes: "--pager" },
  jq: {
    reads: {
      "*": "-[acCeijMnrRsSV] --raw-output --raw-input --null-input --compact-output --exit-status --slurp --sort-keys --color-output --monochrome-output --tab --indent= --join-output --ascii-output --stream --seq --unbuffered --arg= --argjson= --slurpfile= --rawfile= --args --jsonargs --raw-output0",
    },
  },
  gojq: {
    reads: {
      "*": "-[acCejMnrRsSy] --raw-output --compact-output --null-input --exit-status --slurp --yaml-input --yaml-output --arg= --argjson= --indent= --tab",
    },
  },
  jaq: { reads: { "*": "-[acCejMnrRsS] --arg= --argjson=" } },
  yq: {
    reads: {
      "*": "-[CMNPejnrsv0] -I= -o= -p= --raw-output --output-format= --input-format= --indent= --prettyPrint --no-colors --colors --no-doc --null-input --exit-status --unwrapScalar? --verbose --tojson --header-preprocess",
      "eval, e, eval-all, ea":
        "-[CMNPejnrv0] -I= -o= -p= --output-format= --input-format= --indent= --prettyPrint --no-colors --colors --no-doc --null-input --exit-status --unwrapScalar? --tojson",
    },
    writes: "-i, --inplace, --in-place, -s, --split-exp",
  },
  dasel: {
    reads: {
      "*": "-f= -r= -w= -p= -c= -m -n -s= --file= --read= --write= --selector= --plain --compact --multiple",
      select: "-f= -r= -w= -p= -c -m -n -s= --file= --selector=",
    },
    writes: "put, delete",
  },
  fx: { executes: "*" },
  xmllint: {
    reads: {
      "*": "--noout --format --xpath= --valid --schema= --relaxng= --schematron= --html --pretty= --huge --encode= --noblanks --nowarning --nonet --recover --c14n --stream --auto --version --dtdvalid= --debug --quiet --path= --noent",
    },
    writes: "--output, -o, --shell",
  },
  xmlstarlet: { reads: { "sel, select, val, validate, fo, format, el, elements, c14n, ls": "*" }, writes: "ed, edit" },
  csvcut: { reads: { "*": "*" } },
  csvlook: { reads: { "*": "*" } },
  csvgrep: { reads: { "*": "*" } },
  csvstat: { reads: { "*": "*" } },
  csvsort: { reads: { "*": "*" } },
  csvjson: { reads: { "*": "*" } },
  xsv: {
    reads: {
      "count, headers, select, stats, frequency, search, slice, table, flatten, sample, join": "* !-o !--output",
    },
    writes: "index, split",
  },
  mlr: { executes: "*" },
  iconv: { reads: { "*": "-[lcs] -f= -t= --from-code= --to-code= --list --silent" }, writes: "-o, --output" },
  dos2unix: { reads: { "-i": "", "--info": "" }, writes: "*" },
  unix2dos: { writes: "*" },
  uconv: { reads: { "*": "-f= -t= -x= -l" }, writes: "-o" },
  patch: {
    reads: { "--dry-run": "-p= -i= -[NRsvE] -d= --strip= --input= --directory= --forward --reverse --verbose" },
    writes: "*",
  },
  sdiff: { reads: { "*": "-[aBbEilsWt] -w= -I=" }, writes: "-o, --output" },
  colordiff: { reads: { "*": "-[uwbBryqN] -U=" } },
  icdiff: { reads: { "*": "*" } },
  delta: { reads: { "*": "* !--pager !--paging !--config" } },
  bat: {
    reads: {
      "*": "-[npAPfSu] -l= -H= -r= -m= --plain --number --style= --theme= --language= --line-range= --highlight-line= --show-all --list-themes --list-languages --color= --paging= --decorations= --wrap= --tabs= --diff --file-name= --no-paging --terminal-width=",
    },
    executes: "--pager",
    deletes: "cache --clear",
    writes: "cache",
  },
  batcat: {
    reads: { "*": "-[npAPfSu] -l= -H= -r= --plain --number --style= --language= --line-range= --color= --paging=" },
    executes: "--pager",
  },
  lnav: { executes: "*" },
  ccze: { reads: { "*": "-[AhmrlC]" } },
  multitail: { executes: "*" },
  hxdump: { reads: { "*": "" } },
  wdiff: { reads: { "*": "-[nstiac123]" } },
  spell: { reads: { "*": "" } },
  figlet: { reads: { "*": "-f= -w= -[clrtk]" } },
  cowsay: { reads: { "*": "-e= -T= -W= -[bdgpstwyln]" } },
  lolcat: { reads: { "*": "-[adft] -s= -p= -F= -S=" } },
  fortune: { reads: { "*": "-[acefilosw] -m= -n=" } },
  banner: { reads: { "*": "" } },
  toilet: { reads: { "*": "-f= -F=" } },
  jc: {
    reads: { $0: "-[pqrCmu] --df --ps --ls --netstat --ss --ifconfig --dig --mount --lsblk --free --uptime" },
    executes: "*",
  },
  jo: { reads: { "*": "-[apBDen]" } },
  gron: { reads: { "*": "-[cmsuvjk] --colorize --monochrome --stream --no-sort --ungron --values --json --version" } },
  datamash: {
    reads: {
      "*": "-[fgHisWtzR] --header-in --header-out --headers --sort --group= --field-separator= --whitespace --ignore-case --round=",
    },
  },
  pandoc: { writes: "*" },
  html2text: { reads: { "*": "-nobs -ascii -utf8 -width=" }, writes: "-o" },
  ul: { reads: { "*": "-i -t=" } },
  hxnormalize: { reads: { "*": "-[xelisd]" } },
  in2csv: { reads: { "*": "* !--write-sheets" } },
  csvformat: { reads: { "*": "*" } },
  csvjoin: { reads: { "*": "*" } },
  csvstack: { reads: { "*": "*" } },
  csvclean: { writes: "*" },
  csvsql: { configures: "*" },
  csvpy: { executes: "*" },
  diffoscope: {
    reads: { "*": "--exclude= --max-text-report-size= --no-progress --exclude-directory-metadata=" },
    writes: "--html, --text, --json, --markdown, --html-dir",
  },
  codespell: {
    reads: {
      "*": "-[fHLSqcds] -L= -S= -I= -q= -C= -A= -B= --count --check-filenames --check-hidden --skip= --ignore-words-list= --ignore-words= --quiet-level=",
    },
    writes: "-w, --write-changes, -i, --interactive",
  },
  htmlq: {
    reads: { "*": "-[twpB] -a= -r= -b= --text --attribute= --remove-nodes= --pretty --ignore-whitespace" },
    writes: "-o, --output",
  },
  cmark: {
    reads: {
      "*": "-t= --to= --smart --unsafe --safe --nobreaks --hardbreaks --sourcepos --validate-utf8 --width= --version",
    },
  },
  pdfgrep: {
    reads: {
      "*": "-[incrRHhqoPFvlLZ0] -A= -B= -C= -m= -e= -f= --ignore-case --page-number --count --recursive --with-filename --max-count= --context= --include= --exclude= --password= --page-range=",
    },
  },
  mmdblookup: { reads: { "*": "-[v] -f= -i= --file= --ip= --verbose" } },
  fselect: { reads: { "*": "-[i]" } },
  ledger: {
    reads: {
      "balance, bal, b, register, reg, r, print, p, accounts, payees, stats, stat, equity, cleared, csv, commodities, prices, tags":
        "-[MYDWQSEnrsCBVU] -f= -b= -e= -p= --file= --begin= --end= --period= --depth= --sort= --monthly --yearly --daily --empty --flat --cleared --pending --uncleared --real --current --strict",
    },
    executes: "*",
  },
  hledger: {
    reads: {
      "balance, bal, register, reg, print, accounts, payees, stats, incomestatement, is, balancesheet, bs, cashflow, cf, aregister, areg, activity, check, codes, commodities, descriptions, files, notes, prices, tags, test":
        "-[MYDWQTEBVnNtlRUPC123] -f= -b= -e= -p= --file= --begin= --end= --period= --depth= --monthly --yearly --daily --weekly --empty --flat --tree --cleared --pending --unmarked --real --average --row-total --strict",
    },
    writes: "*",
  },
  xq: {
    reads: {
      "*": "-[acCejMnrRsSxq] --raw-output --compact-output --xml-output --arg= --indent= --tab -x --xpath= --color",
    },
    writes: "-i, --in-place",
  },
  tomlq: {
    reads: { "*": "-[acCejMnrRsSt] --raw-output --compact-output --toml-output --arg= --indent= --tab" },
    writes: "-i, --in-place",
  },
};
