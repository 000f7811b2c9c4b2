import type { Family } from "./program.ts";

/** Version control, forges and continuous integration. */
export const development: Family = {
  git: {
    global:
      "-P --no-pager --no-optional-locks --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs --no-replace-objects --no-lazy-fetch -p --paginate --bare -C=",
    reads: {
      "log, whatchanged, shortlog, reflog $0, reflog show, reflog list, reflog exists":
        "* !--output !-O !--ext-diff !--exec !--open-files-in-pager",
      "show, diff, diff-tree, diff-index, diff-files, range-diff":
        "* !--output !--ext-diff !--open-files-in-pager !--textconv",
      "status, blame, annotate, describe, rev-parse, rev-list, name-rev, merge-base, cherry, count-objects, ls-files, ls-tree, check-ignore, check-attr, check-mailmap, check-ref-format, show-ref --verify, show-ref, show-branch, for-each-ref, cat-file, verify-commit, verify-tag, verify-pack, var, fsck, diff-pairs, patch-id, stripspace, interpret-trailers --parse, get-tar-commit-id, column, request-pull, mailinfo --help, for-each-repo --help, show-index, unpack-file --help, bundle verify, bundle list-heads, sparse-checkout list, commit-graph verify, multi-pack-index verify, maintenance --help, diagnose --help, ls-remote":
        "* !--lost-found !--in-place !--upload-pack !--exec !--textconv !--filters !--output !-O !--ext-diff !--open-files-in-pager !--batch-command",
      "symbolic-ref $1": "-q --quiet --short --recurse --no-recurse",
      help: "-[agcmi] --all --guides --config --man --info --verbose --no-aliases --no-external-commands --user-interfaces --developer-interfaces",
      "version, --version, --exec-path, --html-path, --man-path, --info-path": "--build-options",
      grep: "* !-O !--open-files-in-pager !--textconv",
      "branch $0, branch --list, branch -l, branch -a $0, branch -r $0, branch --show-current, branch -v $0, branch -vv $0, branch --contains, branch --no-contains, branch --merged, branch --no-merged, branch --points-at":
        "-[avrlqi] -vv --all --remotes --list --verbose --color? --no-color --column? --no-column --sort= --format= --merged? --no-merged? --contains= --no-contains= --points-at= --show-current --abbrev= --no-abbrev --ignore-case --omit-empty",
      "tag $0, tag -l, tag --list, tag -n, tag --contains, tag --points-at, tag --merged, tag --no-merged, tag -v, tag --verify, tag --no-contains":
        "-[lniv] -n? --list --sort= --format= --contains= --no-contains= --points-at= --merged= --no-merged= --column? --no-column --color? --ignore-case --verify --omit-empty",
      "remote $0, remote show, remote get-url": "-[vn] --verbose --all --push",
      "stash list, stash show": "* !--output !--ext-diff",
      "rebase --show-current-patch, am --show-current-patch, worktree list, submodule status, submodule summary, submodule $0, notes list, notes show, notes $0, bisect log, bisect view $0, bisect visualize $0, bisect terms, lfs ls-files, lfs status, lfs env, lfs locks, lfs version, lfs logs $0, lfs logs last, lfs logs show, replace -l, replace --list, replace $0, rerere status, rerere diff, bundle verify, sparse-checkout list, subtree --help, flow version, svn info, svn log, credential-cache --help, config list, config get, hook --help":
        "-[vlqns] --porcelain --verbose --recursive --cached --all --long --size --global --local --system --show-origin --show-scope --name-only -z --null --type= --default= --remote --term-good --term-bad",
      "config -l, config --list, config --get, config --get-all, config --get-regexp, config --get-urlmatch, config --get-color, config --get-colorbool":
        "-[lz] -f= --global --local --system --worktree --file= --blob= --list --show-origin --show-scope --name-only --null --type= --bool --int --path --default= --includes --no-includes --bool-or-int --expiry-date",
      "config $1":
        "--global --local --system --worktree --show-origin --show-scope --type= -f= --file= --includes --null -z",
      "clean -n, clean --dry-run": "-[dxXnfq] -e= --exclude= --force --quiet",
      "apply --check, apply --stat, apply --numstat, apply --summary": "-v -p= -3 --verbose --3way",
      "archive -l, archive --list, mergetool --tool-help, difftool --tool-help": "",
      "hash-object": "-t= --stdin --stdin-paths --path= --no-filters --literally",
      "fast-export":
        "--all --progress= --signed-tags= --no-data --anonymize --tag-of-filtered-object= --show-original-ids",
      "prune --dry-run, prune -n": "-[nv] --dry-run --verbose --expire=",
      "annex status, annex info, annex list, annex whereis, annex version, annex find, annex log, lfs track $0, flow feature $0, flow release $0, flow hotfix $0, flow support $0, flow feature list, flow release list, flow hotfix list, flow bugfix list, flow config list, local-commits, locked, changelog --list, changelog -l, ignore-io -l, ignore-io --list-types, ignore-io -L, ignore-io -s, ignore-io --search, bulk --listall, bulk --listcurrent, town version, sizer, fame":
        "-[lavjnL] --list --list-types --search --all --json --verbose --start-tag= --final-tag= --no-merges --tag= --cost= --sort= --branch= --since= --excl= --incl=",
      // git-extras and other well known additions that only print
      "info, ignore $0, summary, effort, authors --list, count, fresh-branch --help, missing, repl --help, show-tree, show-merged-branches, show-unmerged-branches, standup, graft --help, line-summary, browse --help, alias $0, bug ls, bug show, bug $0, bug status $1, bug user ls, bug user $0, bug label ls, bug webui --help, guilt, contrib, magic --help, delta, stamp --help, brv, root, sed --help, utimes --help":
        "-[aslhwtfdnqoib] --above --no-config --color --line --all --before= --after= --date= --status= --author= --label= --format= --by= --direction= --no-merges --output-style= --dedup-by-email --list --commits --show-email -c= -s= -f=",
    },
    deletes:
      "annex drop, annex dropunused, annex uninit, annex unannex, annex dead, flow feature delete, flow release delete, flow hotfix delete, flow support delete, flow bugfix delete, credential-cache exit, clean, checkout -f, checkout --force, checkout ., checkout -- ., switch -f, switch --discard-changes, switch -C, checkout -B, config --unset, config --unset-all, config --remove-section, config unset, worktree remove, worktree prune, push * :*, push * +*, push :*, push +*, reset --hard, reset --merge, reset --keep, checkout --force --hard, branch -D, branch --delete --force, push --force, push -f, push --delete, push -d, push --mirror, push --prune, push --force-if-includes, push --force-with-lease, reflog expire, reflog delete, gc --prune, gc --aggressive, prune, filter-branch, filter-repo, update-ref -d, update-ref --delete, stash clear, worktree remove --force, tag -d, tag --delete, branch -d, branch --delete, rm, obliterate, delete-branch, delete-submodule, delete-tag, delete-merged-branches, delete-squashed-branches, clear, clear-soft, force-clone, undo, remote remove, remote rm, remote prune, notes remove, notes prune, lfs prune, repack -d, submodule deinit, rebase --root, stash drop, sparse-checkout set, rerere clear, rerere forget, abort, replace -d, read-tree, checkout-index -f, restore, rebase-patch, reset-file, bug rm, bug wipe, bug bridge rm, prune-packed, maintenance unregister, credential reject, credential-store erase, svn dcommit, nuke, fresh-branch, cp",
    sends: "push, send-email, svn, p4, imap-send, bug push, bug bridge push, send-pack, http-push, publish, sync, pr",
    executes:
      "fast-export --export-marks, -c, --config-env, bisect run, submodule foreach, rebase --exec, rebase -x, difftool, mergetool, daemon, instaweb, web--browse, gui, citool, gitk, hook run, for-each-repo, filter-branch, shell, upload-pack, receive-pack, upload-archive, sh-setup, archive --exec, archive --remote, archive --output, maintenance run, flow, bug webui, bug termui, repl, sed, lfs, extras, credential, credential-manager, range-diff --textconv, fetch --upload-pack, clone --upload-pack, clone -u, clone -c, clone --config, clone --template, init --template, log --exec, browse, magic, delegate, mr, pulls, open, ls-remote --upload-pack, ls-remote --exec, grep -O, grep --open-files-in-pager, diff --ext-diff, log --ext-diff, show --ext-diff, cat-file --textconv, cat-file --filters",
    configures:
      "config, config -e, config --edit, config --add, config --replace-all, config --rename-section, remote, worktree, submodule, sparse-checkout, update-index, update-server-info, pack-refs, symbolic-ref, replace, notes, bisect, rerere, maintenance, hooks, setup, lfs install, lock, unlock, authors, alias, ignore, ignore-io, coauthor",
    writes: "*, hash-object -w, fame --out, log --output, diff --output, show --output",
    undo: {
      commit: "reset --soft HEAD~1 $0 drop(*)",
      "commit --amend": "commit --amend",
      add: "restore --staged $* drop(-v --verbose)",
      stash: "stash pop $0 drop(-m= --message= -u --include-untracked -k --keep-index -q --quiet -a --all)",
      "stash push": "stash pop $0 drop(-m= --message= -u --include-untracked -k --keep-index -q --quiet -a --all)",
      "worktree add": "worktree remove $1 drop(-b= --detach -q)",
      "worktree lock": "worktree unlock $1 drop(--reason=)",
      "worktree unlock": "worktree lock $1",
      "worktree move": "worktree move $2 $1",
      "remote add": "remote remove $1 drop(-f -t= -m=)",
      "remote rename": "remote rename $2 $1",
      "remote set-url": "remote set-url",
      "bisect start": "bisect reset $0 drop(*)",
      config: "config",
      merge: "merge",
      rebase: "rebase",
      "cherry-pick": "cherry-pick",
      revert: "revert",
      "lfs track": "lfs untrack $*",
      lock: "unlock $1",
      unlock: "lock $1",
    },
    reach: {
      many: "clean, reset --hard, checkout ., restore ., push --tags, gc, prune, rm -r, filter-branch, filter-repo, delete-merged-branches, delete-squashed-branches",
      all: "push --mirror, stash clear, reflog expire --all",
    },
  },
  gh: {
    global: "-R= --repo= --hostname=",
    reads: {
      // A request is a GET as long as no field and no other method is given.
      api: "-[i] -q= -t= -X=GET --method=GET --jq= --template= --paginate --slurp --cache= --include --silent --verbose",
      "api --help": "-X= --method=",
      "repo list, repo view, repo deploy-key list, repo autolink list, repo license list, repo gitignore list, pr list, pr ls, pr view, pr status, pr checks, pr diff, issue list, issue ls, issue view, issue status, run list, run view, run watch, workflow list, workflow view, release list, release view, gist list, gist view, auth status, secret list, variable list, variable get, ssh-key list, gpg-key list, label list, alias list, extension list, extension search, ext list, cache list, search, status, org list, project list, project view, project item-list, project field-list, config list, config get, ruleset list, ruleset view, ruleset check, codespace list, cs list, version, --version, help, attestation verify, repo set-default --view, completion":
        "-[acqHBljsSAnLwxf] --shell= -o= -L= -q= -t= -s= -l= -a= -A= -b= -B= -H= -j= -w= -u= -e= -c= -S= -m= --json= --jq= --template= --limit= --state= --label= --assignee= --author= --base= --head= --search= --comments --log --log-failed --job= --verbose --exit-status --branch= --workflow= --user= --status= --event= --order= --sort= --name-only --patch --color= --required --watch --interval= --all --org= --owner= --language= --visibility= --source --fork --archived --env= --app= --topic= --yaml --ref= --attempt= --milestone= --mention= --draft --exclude-drafts --exclude-pre-releases --public --secret --files --filename= --raw --compact --format= --active --key= --closed --no-archived --created= --commit= --conflict-status -h --parents --fail-fast --merged --review= --checks= --match= --extension= --size= --updated=",
    },
    reveals: "auth token, auth status --show-token, auth status -t",
    deletes:
      "api -X=DELETE, api --method=DELETE, config clear-cache, repo delete, repo archive, pr close, issue close, issue delete, run delete, run cancel, release delete, release delete-asset, gist delete, secret delete, secret remove, variable delete, variable remove, ssh-key delete, gpg-key delete, label delete, alias delete, extension remove, ext remove, cache delete, codespace delete, cs delete, project delete, workflow disable, auth logout, repo deploy-key delete, issue transfer, pr lock, issue lock, project close, project item-delete, repo unarchive, project field-delete, codespace stop, cs stop, pr merge, repo sync --force",
    executes:
      "extension exec, codespace ssh, cs ssh, codespace jupyter, cs cp, codespace cp, browse, ext exec, alias set, extension install, ext install, extension upgrade, copilot, repo clone, pr checkout, attestation download, models, agent-task, issue develop",
    grants:
      "auth login, auth refresh, auth setup-git, secret set, ssh-key add, gpg-key add, repo deploy-key add, auth switch, variable set",
    starts: "workflow run, run rerun, workflow enable, codespace create, cs create, codespace rebuild",
    sends: "*",
    undo: {
      "pr close": "pr reopen $1 drop(-c= --comment=)",
      "pr reopen": "pr close $1 drop(-c= --comment=)",
      "issue close": "issue reopen $1 drop(-c= --comment= -r= --reason=)",
      "issue reopen": "issue close $1 drop(-c= --comment=)",
      "issue pin": "issue unpin $1",
      "issue unpin": "issue pin $1",
      "workflow disable": "workflow enable $1",
      "workflow enable": "workflow disable $1",
      "repo archive": "repo unarchive $1 drop(-y --yes)",
      "repo unarchive": "repo archive $1 drop(-y --yes)",
      "pr lock": "pr unlock $1 drop(-r= --reason=)",
      "issue lock": "issue unlock $1 drop(-r= --reason=)",
      "label create": "label delete $1 drop(*)",
      "secret set": "secret set",
      "variable set": "variable set",
    },
  },
  glab: {
    global: "-R= --repo= -g= --group=",
    reads: {
      api: "-[i] -X=GET --method=GET --paginate --include --silent --hostname= --output=",
      "api --help": "-X= --method=",
      "repo list, repo view, repo search, repo contributors, mr list, mr ls, mr view, mr show, mr diff, mr issues, mr approvers, issue list, issue ls, issue view, issue show, issue board view, ci list, ci status, ci view, ci trace, ci lint, ci get, pipeline list, pipeline status, pipeline ci view, release list, release view, label list, variable list, schedule list, ssh-key list, user events, auth status, version, --version, check-update, alias list, config get, snippet list --help, incident list, incident view, iteration list, milestone list, job --help, cluster agent list, deploy-key list, token list, securefile list, changelog generate, duo --help, stack list, gpg-key list, runner list":
        "-[awsPpFlcAMdmtO] -P= -p= -F= -l= -a= -c= -s= -b= -f= -n= --all --assignee= --author= --state= --closed --opened --merged --per-page= --page= --label= --search= --milestone= --output= --output-format= --comments --web=false --branch= --live --status= --source= --source-branch= --target-branch= --reviewer= --draft --order= --sort= --mine --group= --user= --not-assignee= --confidential --raw --color= --with-job-details --pipeline-id= --system-logs --unresolved",
    },
    reveals:
      "variable get, variable export, auth status --show-token, auth status -t, config get, token create, token rotate",
    deletes:
      "api -X=DELETE, api --method=DELETE, pipeline delete, repo delete, repo archive, mr close, mr delete, issue close, issue delete, ci delete, ci cancel, release delete, label delete, variable delete, schedule delete, ssh-key delete, alias delete, token revoke, deploy-key delete, repo transfer, incident close, mr merge, securefile remove",
    executes: "repo clone, mr checkout, alias set, duo, ci run-trig, stack",
    grants: "auth login, variable set, variable update, ssh-key add, deploy-key add",
    starts: "ci run, ci retry, ci trigger, schedule run, pipeline run, pipeline retry",
    sends: "*",
    undo: {
      "mr close": "mr reopen $1",
      "mr reopen": "mr close $1",
      "issue close": "issue reopen $1",
      "issue reopen": "issue close $1",
      "label create": "label delete $1 drop(*)",
    },
  },
  tea: {
    reads: {
      "issues list, issues ls, pulls list, pulls ls, repos list, repos ls, releases list, labels list, milestones list, notifications list, logins list, whoami, organizations list, branches list":
        "*",
    },
    deletes: "* delete, * rm, issues close, pulls close, pulls merge",
    sends: "*",
  },
  jira: {
    reads: {
      "issue list, issue view, project list, board list, sprint list, epic list, me, version, serverinfo, release list":
        "*",
    },
    deletes: "issue delete",
    sends: "*",
  },
  svn: {
    reads: {
      "log, info, status, stat, st, diff, di, list, ls, cat, blame, praise, annotate, ann, proplist, plist, pl, propget, pget, pg, help, --version":
        "-[vqugrRcx] -r= -c= -l= --verbose --quiet --show-updates --revision= --limit= --xml --change= --summarize --recursive --depth= --stop-on-copy --non-interactive --username= --show-item= --no-newline --no-auth-cache --diff --incremental",
    },
    deletes: "delete, del, remove, rm, revert, cleanup, propdel, pdel, pd",
    executes: "--config-option, --editor-cmd, --diff-cmd, --diff3-cmd, --config-dir",
    writes: "*",
    undo: { lock: "unlock $*", unlock: "lock $*", add: "revert $*" },
  },
  svnadmin: { reads: { "verify, info, lslocks, lstxns": "*" }, deletes: "rmtxns, rmlocks, recover", writes: "*" },
  svnlook: { reads: { "*": "* !--diff-cmd !-x !--extensions" } },
  hg: {
    reads: {
      "log, history, status, st, summary, sum, diff, branches, tags, heads, tip, parents, identify, id, annotate, blame, cat, files, manifest, paths, incoming, in, outgoing, out, version, help, verify, root, showconfig, grep, locate, shelve --list":
        "* !--config !-o !--output !--ssh !--remotecmd !-e !--encoding !-T !--template !--bundle !--debugger !--profile !--delete",
      "branch $0, bookmarks $0": "-q",
    },
    deletes:
      "strip, purge, rollback, update --clean, update -C, revert, remove, rm, forget, histedit, shelve --delete, up -C, bookmarks -d",
    executes: "--config, --ssh, -e",
    writes: "*",
    undo: { add: "forget $*" },
  },
  bzr: {
    reads: {
      "log, status, diff, info, version, root":
        "-[vqrlnpS] -r= -l= -n= --short --line --long --limit= --revision= --forward --verbose --brief --type=",
    },
    deletes: "revert, remove, uncommit",
    writes: "*",
  },
  fossil: {
    reads: {
      "status, info, timeline, diff, ls, finfo, changes, extras, version, leaves, branch list":
        "-[virtW] -n= --brief --internal --from= --to= --limit= --type= --verbose",
    },
    deletes: "rm, delete, forget, revert, clean, undo, scrub",
    writes: "*",
  },
  cvs: { reads: { "log, status, diff, annotate, history": "*" }, writes: "*" },
  "pre-commit": {
    reads: { "--version, sample-config, validate-config, validate-manifest": "" },
    deletes: "clean, gc, uninstall",
    executes: "*",
  },
  jj: {
    reads: {
      "log, st, status, diff, show, op log, file list, bookmark list, config list":
        "* !--config !--config-file !--tool !--config-toml",
    },
    writes: "*",
    deletes: "abandon, op restore",
  },
  act: { reads: { "-l": "-W= -j=", "--list": "", "-n": "", "--version": "" }, executes: "*" },
  circleci: {
    reads: {
      "config validate, version, diagnostic, config process, orb list, orb info, orb source, orb validate":
        "* !--host !--token",
    },
    executes: "local",
    sends: "*",
  },
  drone: {
    reads: {
      "build ls, build info, build last, build logs, repo ls, repo info, secret ls, info, server ls, cron ls, log view":
        "*",
    },
    sends: "*",
    deletes: "* rm, build stop",
  },
  buildkite_agent: { executes: "*" },
  "jenkins-cli": { executes: "*" },
  "gitlab-runner": {
    reads: { "list, status, verify, --version": "*" },
    deletes: "unregister, verify --delete",
    starts: "start, run",
    stops: "stop, restart",
    executes: "*",
    writes: "install",
  },
  "gitlab-ctl": {
    reads: { "status, tail, service-list, show-config, diff-config, check-config, help, version": "" },
    starts: "start, once",
    stops:
      "stop, restart, kill, term, hup, int, usr1, usr2, graceful-kill, pg-upgrade, promote, promote-to-primary-node, reconfigure",
    deletes: "cleanse, uninstall, remove-accounts, registry-garbage-collect, cleanup-omnibus",
    configures: "*",
    undo: { start: "stop", stop: "start" },
  },
  "gitlab-rake": { executes: "*" },
  "gitlab-rails": { executes: "*" },
  "gitlab-backup": { writes: "create", stops: "restore" },
  tokei: { reads: { "*": "*" } },
  cloc: {
    reads: {
      "*": "--by-file --by-file-by-lang --by-percent= --csv --json --yaml --xml --md --quiet --hide-rate --progress-rate= --show-lang? --show-ext? --exclude-dir= --exclude-lang= --include-lang= --exclude-ext= --include-ext= --exclude-list-file= --vcs=git --git --diff --match-d= --not-match-d= --match-f= --not-match-f= --fullpath --list-file= --processes= --follow-links --ignore-whitespace --ignore-case --skip-uniqueness --sum-one --timeout= --max-file-size= --version --help",
    },
    writes: "--out, --report-file, --sql",
    executes: "--extract-with, --config",
  },
  scc: { reads: { "*": "* !-o !--output !--format-multi" }, writes: "-o, --output, --format-multi" },
  shellcheck: {
    reads: {
      "*": "-[aCefsSVWxo] -a -C? -e= -f= -s= -S= -W= -o= -P= -x --exclude= --format= --shell= --severity= --external-sources --color? --enable= --include= -i= --norc --check-sourced --source-path= --version",
    },
  },
  shfmt: { reads: { "*": "-d -l -i= -ci -bn -sr -kp -fn -s -ln= -p -f" }, style: "single-dash", writes: "-w, --write" },
  yamllint: { reads: { "*": "-[sf] -c= -d= -f= --strict --format= --no-warnings --list-files" } },
  markdownlint: { reads: { "*": "-i= -j --ignore= --json" }, writes: "-f, --fix, -o" },
  jsonlint: { reads: { "*": "-[qcs]" }, writes: "-i, --in-place" },
  actionlint: {
    reads: {
      "*": "-verbose -debug -color -no-color -oneline -format= -ignore= -config-file= -stdin-filename= -version",
    },
    style: "single-dash",
  },
  editorconfig: { reads: { "*": "" } },
  commitlint: { executes: "*" },
  semgrep: { reads: { "--version": "" }, executes: "*" },
  gitleaks: { reveals: "*" },
  trufflehog: { reveals: "*" },
  "git-secrets": { executes: "*" },
  difft: { reads: { "*": "*" } },
  onefetch: { reads: { "*": "*" } },
  tldr: {
    reads: {
      "*": "-[lvf] -p= -L= -t= --list --platform= --language= --render= --find= --markdown --search= --version --linux --common --list-all",
    },
    writes: "-u, --update",
    deletes: "--clear-cache, -c",
  },
  man: {
    reads: {
      "*": "-[akfwWKlIiZ123456789n] -s= -S= -M= -m= -L= -e= -R= --all --apropos --whatis --where --path --location --sections= --manpath= --locale= --regex --wildcard --names-only --ignore-case --match-case --default",
    },
    executes: "-P, --pager, -H, --html, -C, --config-file, -p, --preprocessor, -T, -t, --troff, -X",
  },
  apropos: { reads: { "*": "-[aelrwd] -s= -m= -M= --exact --and --long --regex --wildcard --sections=" } },
  info: {
    reads: { "*": "-[akOwW] -f= -n= -d= --all --apropos= --file= --node= --subnodes --where --index-search= --usage" },
    writes: "-o, --output, --dribble",
    executes: "--restore, --init-file",
  },
  mandb: { writes: "*" },
  manpath: { reads: { "*": "-[dgq]" } },
  help: { reads: { "*": "-[dms]" } },
  pydoc: { executes: "*" },
  perldoc: { executes: "*" },
  watchman: { executes: "*" },
  inotifywait: {
    reads: {
      "*": "-[mrqtPI] -d= -e= -t= --monitor --recursive --quiet --event= --timeout= --format= --timefmt= --exclude= --excludei= --include= --includei= --csv --no-dereference --fromfile=",
    },
    writes: "-o, --outfile, -d, --daemon",
  },
  inotifywatch: { reads: { "*": "-[rvzP] -e= -t= -a= -d=" } },
  fswatch: { reads: { "*": "-[0adEeIiLlnrtuvx1] -e= -i= -l= -m=" } },
  p4: {
    reads: {
      "info, opened, status, changes, describe, files, where, clients, users, depots, have, filelog, annotate, dirs, labels, branches, jobs, fstat, sizes, diff2":
        "-[aslmLitSen] -m= -u= -c= -s=",
    },
    deletes: "delete, obliterate, revert, clean",
    sends: "*",
  },
  quilt: {
    reads: { "series, applied, unapplied, top, next, previous, files, patches, header $0": "-[vna]" },
    deletes: "delete, remove, pop, revert",
    writes: "*",
    undo: { push: "pop $0" },
  },
  chezmoi: {
    reads: {
      "managed, unmanaged, doctor, source-path, target-path, --version, ignored":
        "-[0i] --include= --exclude= --path-style=",
    },
    deletes: "forget, remove, rm, destroy, purge",
    executes: "*",
  },
  javap: {
    style: "single-dash",
    reads: {
      "*": "-c -p -v -l -s -public -private -protected -package -classpath= -cp= -constants -version -verbose -sysinfo",
    },
    executes: "@*",
  },
  "gst-inspect-1.0": { reads: { "*": "-[abu] --version --plugin --exists" } },
  wp: {
    reads: {
      "core version, core check-update, core verify-checksums, plugin list, plugin status, plugin get, theme list, theme status, user list, user get, post list, post get, comment list, option list, site list, cron event list, cron schedule list, role list, cap list, term list, menu list, menu item list, post-type list, taxonomy list, rewrite list, cli version, cli info, config path, db size, db tables, sidebar list, widget list, media image-size, language core list":
        "--format= --fields= --field= --path= --url= --post_type= --status= --quiet --allow-root --skip-plugins --skip-themes --orderby= --order= --role= --update= --size_format= --tables --network",
    },
    reveals: "config get, config list, option get, transient get, user application-password list",
    deletes:
      "* delete, * * delete, db drop, db reset, db clean, site empty, cache flush, transient delete, plugin uninstall, post delete, user delete, comment delete, db import, core update-db, theme delete, rewrite flush, search-replace",
    stops: "plugin deactivate, maintenance-mode activate",
    executes: "eval, eval-file, shell, db query, db cli, --exec, --require, --ssh, --http, cli update, cron event run",
    configures: "*",
    undo: { "plugin activate": "plugin deactivate", "plugin deactivate": "plugin activate" },
  },
  travis: {
    reads: { "status, logs, history, branches, repos, whoami, version, lint": "-r= --repo= --no-interactive" },
    stops: "cancel",
    sends: "*",
  },
};
