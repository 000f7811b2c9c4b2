import type { Family } from "./program.ts";

/** Packing and unpacking. tar has a reader of its own (../readers). */
export const archives: Family = {
  gzip: {
    reads: {
      "-l": "-[vqN] --list --verbose",
      "--list": "-v --verbose",
      "-t": "-[vq]",
      "--test": "-v --verbose",
      "-c": "-[dfkv123456789] --stdout --decompress",
      "-dc": "-f",
      "--stdout": "-[dfk]",
    },
    writes: "*",
  },
  gunzip: { reads: { "-l": "-v", "--list": "", "-t": "-v", "-c": "-[fkq]", "--stdout": "" }, writes: "*" },
  bzip2: { reads: { "-t, --test": "-v", "-c": "-[dkfv123456789]", "--stdout": "-[dkf]" }, writes: "*" },
  bunzip2: { reads: { "-t": "-v", "-c": "-[kf]" }, writes: "*" },
  xz: {
    reads: {
      "-l": "-[vq]",
      "--list": "-v --verbose --robot",
      "-t, --test": "-v",
      "-c": "-[dkfv0123456789e] -T= --threads=",
      "--stdout": "-[dkf]",
    },
    writes: "*",
  },
  unxz: { reads: { "-l": "-v", "-t": "-v", "-c": "-k" }, writes: "*" },
  lzma: { reads: { "-l": "-v", "-c": "-[dk]" }, writes: "*" },
  zstd: { reads: { "-l": "-v", "-t": "-v", "-c": "-[dkfvq] --stdout", "--list": "-v" }, writes: "*", deletes: "--rm" },
  unzstd: { reads: { "-l": "-v", "-t": "-v", "-c": "-k" }, writes: "*" },
  lz4: { reads: { "-t, --test": "-v", "--list": "", "-c": "-[dkvq] --stdout" }, writes: "*" },
  pigz: { reads: { "-l": "-v", "-t": "-v", "-c": "-[dk] -p=" }, writes: "*" },
  lzop: { reads: { "-l": "-v", "-t": "-v" }, writes: "*" },
  brotli: { reads: { "-t": "-v" }, writes: "*" },
  compress: { writes: "*" },
  uncompress: { writes: "*" },
  zip: {
    reads: { "-sf": "-sf" },
    writes: "*",
    executes: "-T, -TT, --unzip-command",
    deletes: "-d, --delete, -m, --move",
  },
  unzip: {
    reads: { "-l": "-[vqZ]", "-v": "-q", "-t": "-q", "-Z": "-[12smlhtzTvC]", "-z": "-q", "-p": "-[qC]", "-c": "-q" },
    writes: "*",
  },
  zipinfo: { reads: { "*": "-[12smlhtzTvC]" } },
  zipgrep: { reads: { "*": "-[ivnEFl]" } },
  zipnote: { reads: { $1: "" }, writes: "-w" },
  "7z": { reads: { "l, i, t": "-slt -ba -r -t= -bd -bb" }, writes: "*", deletes: "d" },
  "7za": { reads: { "l, i, t": "-slt -ba -r -t= -bd -bb" }, writes: "*", deletes: "d" },
  "7zr": { reads: { "l, i, t": "-slt -ba -r -t= -bd -bb" }, writes: "*", deletes: "d" },
  rar: { reads: { "l, lt, lb, lta, v, vt, vb, t": "" }, writes: "*", deletes: "d, df, -df, m, mf" },
  unrar: { reads: { "l, lt, lb, lta, v, vt, vb, t, p": "" }, writes: "*" },
  ar: { reads: { "t, tv, p, -t, -p, -tv": "-v" }, executes: "@*, --plugin", writes: "*", deletes: "d, -d" },
  cpio: {
    reads: { "-t": "-[vinu] -H= --list --verbose --quiet", "--list": "-[vi] --verbose" },
    writes: "*",
  },
  lsar: { reads: { "*": "-[lLjt]" } },
  unar: { writes: "*" },
  cabextract: { reads: { "-l": "-q", "--list": "", "-t": "" }, writes: "*" },
  unsquashfs: { reads: { "-l": "", "-ll": "", "-s": "", "-stat": "" }, style: "single-dash", writes: "*" },
  mksquashfs: { writes: "*" },
  atool: { reads: { "-l": "", "--list": "" }, writes: "*" },
  als: { reads: { "*": "" } },
  jar: { reads: { "tf, tvf, -tf, -tvf, --list": "-f= --file= -t -v" }, writes: "*" },
  restic: {
    global:
      "-[q] -r= -p= --repo= --password-file= --no-cache --no-lock --json --quiet --verbose? -v --limit-download= --repository-file=",
    reads: {
      "snapshots, list, ls, stats, diff, find, version, check --help, cat config, cat snapshot, features, help":
        "-[clRl] -H= -l --host= --tag= --path= --latest= --mode= --long --recursive --group-by= -c --compact --newest= --oldest= --snapshot= -i --ignore-case --blob --tree --pack --metadata --human-readable --show-pack-id",
    },
    reveals: "cat, dump, key list, cat masterkey",
    deletes:
      "forget, prune, key remove, rewrite, key passwd, repair, rebuild-index, unlock, migrate, cache --cleanup, tag, recover",
    stops: "restore",
    writes: "backup, init, copy, check, key add, self-update, generate, cache",
    starts: "mount",
    executes: "--password-command, -o, --option",
    reach: { many: "forget, prune" },
  },
  borg: {
    global: "-[pv] --progress --verbose --info --debug --lock-wait= --json --log-json --critical --error",
    reads: {
      "list, info, diff, check --help, version, --version, key export --help, config --list":
        "-[asP] --short --format= --json --json-lines --first= --last= --prefix= --glob-archives= -e= --pattern= --consider-checkpoints --sort-by= --exclude= --archives-only",
    },
    deletes: "delete, prune, compact, break-lock, recreate, check --repair, undelete",
    stops: "extract",
    writes: "create, init, rename, export-tar, import-tar, check, config, key, benchmark, upgrade",
    starts: "mount, umount, serve",
    executes: "with-lock, debug, --rsh, --remote-path",
    reveals: "key export",
    reach: { many: "prune, compact" },
  },
  borgmatic: {
    reads: {
      "list, rlist, info, rinfo, repo-list, repo-info, config validate, --version":
        "* !--config !-c !--override !--log-file !--log-file-format",
    },
    executes: "*",
  },
  duplicity: {
    reads: {
      "collection-status, list-current-files, verify":
        "-t= -v= --time= --name= --no-encryption --encrypt-key= --verbosity= --compare-data --file-to-restore= --s3-use-ia",
    },
    deletes: "remove-older-than, remove-all-but-n-full, cleanup, remove-all-inc-of-but-n-full",
    writes: "*",
  },
  rdiff_backup: { writes: "*" },
  "rdiff-backup": {
    reads: {
      "-l": "",
      "--list-increments": "",
      "list, info": "--api-version= --increments --files --changed-since= --at= --sizes",
    },
    deletes: "--remove-older-than",
    writes: "*",
  },
  rsnapshot: { reads: { "configtest, du, -t": "-c=" }, deletes: "*" },
  bconsole: { executes: "*" },
  tarsnap: {
    reads: { "--list-archives": "-v --keyfile=", "-t": "-v -f= --keyfile=", "--print-stats": "-f= --keyfile=" },
    deletes: "-d, --nuke",
    writes: "*",
  },
  kopia: {
    reads: {
      "snapshot list, snapshot ls, repository status, list, ls, policy list, policy show, content stats, blob stats, snapshot verify":
        "-[aln] --json --json-indent --show-identical --all --incremental --storage-stats --manifest-id --reverse --max-results= --tags=",
    },
    deletes:
      "snapshot delete, snapshot expire, content delete, maintenance run, repository disconnect, blob delete, blob gc",
    writes: "*",
  },
  dump: { reads: { "-W": "", "-w": "" }, writes: "*" },
  restore: { reads: { "-t": "-f= -v", "-C": "-f=" }, deletes: "*" },
  "7zz": { reads: { "l, i, t": "-slt -ba -r -t= -bd -bb" }, writes: "*", deletes: "d" },
  lrzip: { reads: { "-i": "-v", "--info": "" }, writes: "*" },
  bzip3: { reads: { "-t": "-v" }, writes: "*" },
};
