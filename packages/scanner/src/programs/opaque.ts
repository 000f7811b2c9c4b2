/**
 * Programs that are known by name only: editors, pagers with a shell key, interpreters, compilers, build
 * tools, agents. What they do is decided by files or keys we do not see, so they are never more than unknown.
 */
export const opaquePrograms: readonly string[] = `
ab aider airflow amass ansible-console ansible-pull ant antigen appium arch-chroot ardour artisan as asciidoctor asdf at autoconf automake autossh
babel backupninja bandit bap batch bazel bazelisk beeline beets behat bettercap binwalk bison black blackbox blender boot2docker bower bpftrace browsersync buck buf buildah
bun bunx bundle bundler byobu c++ cabal cake calibre cargo-make cc certutil chef chef-client cheat choom clang clang++ clj clojure cmake codecept code codium
composer conda-build coproc corepack cppcheck craft crystal csh ctags cypress dart ddev deno devbox direnv django-admin dlv dotnet drush dtrace
ed edbrowse elixir elm emacs emacsclient erl esbuild eslint expect exrex fab fish flake8 flex flutter fresh fswatch g++ gatling gawk-csv gcc gdb gdbserver
ghc ghci ginkgo gjs glow gnuplot go gofmt goreleaser gradle gradlew grails groovy grunt guile gulp hardhat hashcat hatch heroku hping3 httrack hugo hydra
iex ionic ipython irb java javac jbang jekyll jenkins jest john jq-repl julia jupyter just k6 karma ksh latexmk lein less lerna lftp links lldb locust lua luajit luarocks lynx
lxterminal m4 make mage mako maven mc-shell meson micro minitest mix mocha mongo more most msfconsole mutt mvn mypy nano nasm ncat nc netcat ncftp ng nikto ninja nix-shell nmap
node nodejs nodemon npx nu nuxt nvim objdump ocaml octave openvpn pants parcel pdb perl pex phan php phpunit pico pip-compile pipx pnpx poetry powershell prettier protoc pry psalm pwsh
pylint pytest python python2 python3 r racket rake rails rector recode ruby rustc rustup rspec rscript rubocop ruff sbt scala scalac scons screen scrapy sbcl selenium serverless sftp ftp telnet sh
bash dash ash zsh tcsh rbash mksh socat sqlmap stack storybook svelte swc swift swiftc symfony tclsh tcl thor tmux tox tsc tshark tsx turbo uvicorn gunicorn uwsgi valgrind vi view vim vimdiff nvimdiff
vite vitest vitess vscode vue w3m wasm-pack webpack wish wpscan wrk wrk2 xmake xonsh xterm yarn yo yosys zig zsh5 ltrace perf uftrace
tcpreplay ngrep arpspoof dsniff ettercap iperf iperf3 netperf siege vegeta hey oha bombardier jmeter stress stress-ng fio sysbench pgbench redis-benchmark memtester
rlwrap script scriptreplay expect unbuffer faketime fakeroot proot firejail bwrap minijail0 nspawn pkexec gksudo kdesudo run0 gosu su-exec tini dumb-init catatonit
sdkman jenv pyenv rbenv nvm fnm volta n goenv tfenv tfswitch mise brew-services code-server
msgfmt xgettext awk-shell ex sam joe jed kak helix hx mg ne gvim mvim kate gedit subl
git-filter-repo bfg git-lfs hub lazygit tig lazydocker k9s ctop dry
`
  .trim()
  .split(/\s+/);
