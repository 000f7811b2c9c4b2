import type { Family, Program } from "./program.ts";

const terraform: Program = {
  style: "single-dash",
  global: "-no-color -chdir=",
  reads: {
    "show, state list, state show, version, providers $0, providers schema, graph, validate, workspace list, workspace show, output, get --help, fmt -check, metadata functions, -version, --version, -v, -help, --help, force-unlock --help, modules, state pull --help":
      "-json -no-color -state= -id= -type= -draw-cycles -plan= -module-depth= -check -diff -recursive -list=true -no-tests -test-directory= -write=false",
  },
  // A plan runs providers and external data sources, so it is code from elsewhere even when it only reads.
  executes: "plan, test, console, refresh, providers mirror, providers lock, init, query",
  reveals: "state pull, output -raw, output -json, show -json",
  writes:
    "apply, import, fmt, get, workspace new, workspace select, state mv, state push, state replace-provider, taint, untaint, login, logout, plan -out, plan -generate-config-out, env, 0.13upgrade, stacks",
  deletes:
    "destroy, apply -destroy, state rm, workspace delete, force-unlock, apply -replace, apply -auto-approve, state push -force, apply --destroy",
  undo: {
    taint: "untaint $* keep(-state= -lock= -lock-timeout= -allow-missing)",
    untaint: "taint $* keep(-state= -lock= -lock-timeout= -allow-missing)",
    import: "state rm $1 drop(-var-file= -var= -config= -input= -lock= -lock-timeout=)",
    "state mv": "state mv $2 $1 keep(-state= -lock= -lock-timeout=)",
    "workspace new": "workspace delete $1",
    "workspace select": "workspace select",
    login: "logout",
  },
  reach: {
    many: "apply, plan, state rm, state push",
    all: "destroy, apply -destroy, apply --destroy, workspace delete -force",
  },
};

const vault: Program = {
  style: "single-dash",
  global:
    "-address= -namespace= -format= -tls-skip-verify -ca-cert= -ca-path= -client-cert= -client-key= -tls-server-name= -non-interactive -wrap-ttl= -header= -mfa= -agent-address= -unlock-key= -policy-override -output-policy",
  reads: {
    "status, version, list, secrets list, auth list, auth help, policy list, policy read, policy fmt --help, audit list, operator raft list-peers, operator raft autopilot get-config, operator raft autopilot state, operator key-status, operator members, operator usage, operator diagnose --help, kv list, kv metadata get, kv metadata list, plugin list, plugin info, path-help, namespace list, namespace lookup, token capabilities, lease lookup, operator rekey -status, operator generate-root -status, kv get --help, version --help, monitor, print --help, events subscribe, version-history, license get, license inspect, transit import --help, pki health-check, pki list-intermediates, pki verify-sign, hcp status, debug --help, sys internal counters activity, read sys/health, read sys/seal-status, read sys/leader, read sys/mounts, read sys/host-info, read sys/metrics, read sys/ha-status, read sys/replication/status":
      "-[detailed] -detailed -field= -self -accessor -log-level= -log-format= -mount= -type= -status -versions= -start-time= -end-time= -dr-token=",
  },
  reveals:
    "read, kv get, unwrap, token lookup, print token, operator generate-root, kv get -field, print, read -field, pki issue",
  writes:
    "write, kv put, kv patch, kv enable-versioning, kv metadata put, kv metadata patch, kv rollback, kv undelete, policy write, policy fmt, secrets tune, secrets enable, secrets move, auth enable, auth tune, auth move, audit enable, operator raft snapshot save, namespace create, plugin register, plugin reload, patch, debug, transit import, pki reissue, operator raft autopilot set-config, namespace patch, operator migrate, pki, operator raft join, plugin runtime, secrets, auth",
  sends: "-address, -agent-address, -ca-cert, -ca-path, -tls-skip-verify, -tls-server-name, -header",
  grants:
    "-client-cert, -client-key, login, token create, token renew, operator init, operator unseal, lease renew, operator rekey, token, namespace unlock",
  stops: "operator seal, operator step-down, operator rotate, namespace lock",
  starts: "server, agent, proxy",
  deletes:
    "delete, kv delete, kv destroy, kv metadata delete, secrets disable, auth disable, audit disable, policy delete, token revoke, lease revoke, namespace delete, plugin deregister, operator raft remove-peer, operator raft snapshot restore, operator raft force-*",
  executes: "ssh",
  reach: {
    many: "lease revoke -prefix, token revoke -mode, secrets disable, auth disable, kv metadata delete, namespace delete",
    all: "operator seal, operator raft snapshot restore, operator step-down, operator rotate, operator rekey, audit disable",
  },
  undo: {
    "operator seal": "operator unseal $0",
    "operator unseal": "operator seal $0",
    "secrets enable": "secrets disable $*",
    "secrets move": "secrets move $2 $1",
    "auth enable": "auth disable $*",
    "audit enable": "audit disable $1",
    "kv delete": "kv undelete $* keep(-versions= -mount=)",
    "kv undelete": "kv delete $* keep(-versions= -mount=)",
    "kv put": "kv put",
    "kv patch": "kv patch",
    "plugin register": "plugin deregister $1 $2 drop(-sha256= -command= -version=)",
    "namespace create": "namespace delete $*",
    "namespace lock": "namespace unlock $*",
    "namespace unlock": "namespace lock $*",
  },
};

/** Infrastructure as code, configuration management and secret stores. */
export const infrastructure: Family = {
  terraform,
  tofu: terraform,
  terragrunt: {
    ...terraform,
    deletes: `${terraform.deletes}, run-all destroy, run --all destroy, destroy-all, run -- destroy`,
    executes: `${terraform.executes}, run-all, run, hclfmt, exec, catalog, scaffold, stack`,
  },
  terracost: { executes: "*" },
  terramate: { executes: "*" },
  infracost: {
    reads: { "--version, configure get currency": "" },
    // It tells its makers what is to be built, to hear what it costs.
    sends: "breakdown, diff, output, upload, comment",
    writes: "*",
  },
  tflint: {
    reads: {
      "*": "-[fv] -f= --format= --only= --enable-rule= --disable-rule= --var= --var-file= --recursive --chdir= --no-color --force --minimum-failure-severity= --call-module-type= --version",
    },
    writes: "--fix, --init",
  },
  tfsec: {
    reads: {
      "*": "* !--out !-O !--update !--custom-check-url !--migrate-ignores !--config-file-url !--rego-policy-dir",
    },
  },
  checkov: {
    reads: {
      "*": "* !--output-file-path !--bc-api-key !--external-checks-git !--external-checks-dir !--create-config !--create-baseline !--config-file !--openai-api-key !--support",
    },
  },
  "terraform-docs": { reads: { "*": "* !--output-file !-c !--config" } },
  terrascan: {
    reads: {
      "scan, version":
        "-[viofdpt] -i= -d= -f= -o= -p= -t= -l= --iac-type= --iac-dir= --iac-file= --iac-version= --output= --policy-type= --severity= --verbose --show-passed --non-recursive --categories= --scan-rules= --skip-rules= --log-level= --use-colors=",
    },
    writes: "init",
    starts: "server",
  },
  packer: {
    reads: {
      "validate, inspect, version, plugins installed, plugins required, fmt -check, --version":
        "-var= -var-file= -syntax-only -except= -only= -machine-readable -evaluate-datasources=false -check -diff -recursive",
    },
    style: "single-dash",
    executes: "build, init, console, plugins, fix, hcl2_upgrade, fmt",
  },
  pulumi: {
    global: "-[C] --color= --cwd= --non-interactive --logtostderr --verbose= -v= -s= --stack=",
    reads: {
      "about, version, whoami, stack $0, stack ls, stack history, stack output, stack graph --help, stack tag ls, stack tag get, stack select --help, config env ls --help, history, logs, org $0, org get-default, org search, org ls, policy ls, policy group ls, plugin ls, schema check, view-trace --help, console --help, env ls, env version history, config $0, config get --help, stack select --help, package get-schema, state --help, project ls, deployment settings --help, help":
        "-[jfai] -o= --json --follow --since= --resource= --show-ids --show-urns --show-name --all --organization= --tag= --project= --full-dates --page= --page-size= --show-secrets=false --config-file= --query= --verbose",
    },
    reveals:
      "config --show-secrets, config get, stack output --show-secrets, stack export, env open, env get, env run, config env ls, config env, stack --show-secrets, stack history --show-secrets",
    executes: "preview, pre, watch, query, env run, ai, install, convert, replay-events, preview --diff, do",
    writes:
      "up, update, import, new, refresh, stack init, stack select, stack import, stack tag set, stack rename, config set, config set-all, config cp, config refresh, config env add, policy publish, policy enable, policy new, plugin install, package, state rename, state move, state edit, state protect, state unprotect, state upgrade, state repair, org set-default, stack change-secrets-provider, stack graph, login, logout, env init, env edit, env set, env clone, env tag, state taint, state untaint, deployment, schedule",
    deletes:
      "destroy, down, dn, stack rm, state delete, config rm, config rm-all, policy rm, plugin rm, stack tag rm, env rm, policy disable, cancel, stack unselect, config env rm, env version retract",
    undo: {
      "stack init": "stack rm $1 drop(--secrets-provider= --description=)",
      "stack select": "stack select",
      "config set": "config set",
      "stack tag set": "stack tag rm $1",
      "plugin install": "plugin rm $1 $2 $3",
      "env init": "env rm $*",
      "org set-default": "org set-default",
      "state protect": "state unprotect $* keep(-y --yes --all)",
      "state unprotect": "state protect $* keep(-y --yes --all)",
      "policy enable": "policy disable $1",
      "policy disable": "policy enable $*",
    },
    reach: {
      many: "up, update, refresh, import, preview",
      all: "destroy, down, dn, stack rm, state delete --all, state unprotect --all",
    },
  },
  cdk: {
    reads: {
      "list, ls, doctor, docs --help, --version, acknowledge --help, context $0, notices, metadata":
        "-[lj] --long --json -l -j",
    },
    executes: "synth, synthesize, diff, d",
    deletes: "destroy, context --clear, gc, context --reset",
    writes: "*",
  },
  cdktf: { executes: "*", deletes: "destroy" },
  sam: {
    reads: { "list, validate, --version, --info, logs": "* !--config-file !--tail-config !--profile" },
    deletes: "delete",
    executes: "local, remote, build",
    writes: "*",
  },
  copilot: {
    reads: {
      "app ls, app show, svc ls, svc show, svc status, svc logs, env ls, env show, job ls, job logs, task --help, version, pipeline ls, pipeline show, pipeline status":
        "*",
    },
    deletes: "app delete, svc delete, env delete, job delete, task delete, pipeline delete, secret delete",
    executes: "svc exec, task exec, task run, job run",
    writes: "*",
  },
  sls: { executes: "*", deletes: "remove" },
  ansible: { executes: "*", reads: { "--version": "", "--list-hosts": "-i= -l= --limit= --inventory=" } },
  "ansible-playbook": {
    executes: "*",
    reads: {
      "--list-hosts": "-i= -l= -e= -t= --limit= --tags= --skip-tags= --inventory=",
      "--list-tasks": "-i= -l= -t= --limit= --tags= --skip-tags= --inventory=",
      "--list-tags": "-i= -l= --inventory=",
      "--syntax-check": "-i= -e= --inventory=",
      "--version": "",
    },
  },
  "ansible-inventory": {
    reads: {
      "--list":
        "-[vy] -i= -l= --inventory= --yaml --toml --export --limit= --vars --inventory-file= --playbook-dir= -e=",
      "--graph": "-[v] -i= -l= --inventory= --vars --limit= --inventory-file=",
      "--host": "-[y] -i= --inventory= --yaml --toml --vars --inventory-file=",
    },
    writes: "--output",
    reveals: "--vault-password-file, --ask-vault-pass, -J, --vault-id",
  },
  "ansible-doc": {
    reads: {
      "*": "-[lsjFv] -t= -M= --list --snippet --type= --json --list_files --metadata-dump --playbook-dir= -r= --roles-path= -e= --entry-point=",
    },
  },
  "ansible-config": {
    reads: {
      "list, view, dump, validate, init --help": "-[vt] -c= -t= -f= --only-changed --config= --type= --format=",
    },
    writes: "init",
  },
  "ansible-galaxy": {
    reads: {
      "role list, collection list, list, role search, search, role info, info, collection verify, collection search":
        "-[vp] -p= -s= -c= --author= --galaxy-tags= --platforms= --offline --format=",
    },
    deletes: "role remove, remove, role delete, delete",
    writes: "*",
  },
  "ansible-vault": { reveals: "view, decrypt", writes: "*" },
  "ansible-lint": {
    reads: {
      "*": "* !--fix !--write !--generate-ignore !--project-dir !-r !-R !--rules-dir !-c !--config-file !--sarif-file !-i !--ignore-file",
    },
  },
  "ansible-test": { executes: "*" },
  molecule: {
    reads: { "list, matrix": "-s= -f= --scenario-name= --format=" },
    deletes: "destroy, reset",
    executes: "*",
  },
  salt: {
    global:
      "-[EGLNPISCRtv] -t= --timeout= --out= -b= --batch-size= --summary --static --show-timeout --no-color --output= --hide-timeout --subset=",
    reads: {
      "* test.ping, * test.version, * test.versions, * grains.items, * grains.item, * grains.get, * grains.ls, * disk.usage, * disk.inodeusage, * network.interfaces, * network.ip_addrs, * network.active_tcp, * network.ping, * status.uptime, * status.loadavg, * status.meminfo, * status.diskusage, * status.all_status, * pkg.list_pkgs, * pkg.version, * pkg.list_upgrades, * pkg.latest_version, * service.status, * service.get_all, * service.available, * service.enabled, * state.show_highstate, * state.show_top, * state.show_sls, * state.show_lowstate, * sys.doc, * sys.list_functions, * sys.list_modules, * user.list_users, * user.info, * file.file_exists, * file.stats, * file.readdir, * ps.top, * cmd.which, * hosts.list_hosts, * mount.active, * saltutil.running, * saltutil.find_job, * mine.get, * config.get, * cron.ls":
        "",
    },
    reveals:
      "* pillar.items, * pillar.get, * pillar.item, * environ.items, * environ.get, * pillar.ls, * cp.get_file_str",
    executes: "*",
    carries: {
      "cmd.run, cmd.run_all, cmd.shell, * cmd.run, * cmd.run_all, * cmd.shell": {
        skip: 1,
        as: "script",
        flags:
          "-[EGLNPISCRtv] -t= --timeout= --out= -b= --batch-size= --summary --static --no-color --output= --subset=",
        risk: "caution",
        bare: "executes",
      },
    },
    reach: { all: "* system.reboot, * system.shutdown, * system.poweroff, * system.halt" },
    undo: {
      "* service.start": "* service.stop",
      "* service.stop": "* service.start",
      "* pkg.install": "* pkg.remove",
      "* service.enable": "* service.disable",
      "* service.disable": "* service.enable",
    },
    stops:
      "* system.reboot, * system.shutdown, * service.stop, * service.restart, * ps.pkill, * ps.kill_pid, * saltutil.kill_all_jobs, * saltutil.term_all_jobs, * saltutil.kill_job, * system.poweroff, * system.halt, * service.disable",
    deletes: "* pkg.remove, * pkg.purge, * file.remove, * user.delete, * group.delete, * cron.rm_job, * file.truncate",
    configures:
      "* state.apply, * state.highstate, * state.sls, * pkg.install, * pkg.upgrade, * service.start, * user.add, * file.write, * file.append, * saltutil.sync_all, * saltutil.refresh_pillar, * grains.setval, * cp.get_file, * service.enable, * service.reload",
  },
  "salt-call": {
    global: "-[lgd] --local -l= --out= --log-level= --no-color --output= --retcode-passthrough --id=",
    reads: {
      "test.ping, grains.items, grains.item, grains.get, grains.ls, disk.usage, network.interfaces, network.ip_addrs, status.uptime, status.loadavg, pkg.list_pkgs, pkg.version, service.status, service.get_all, state.show_highstate, state.show_top, state.show_sls, sys.doc, sys.list_functions, user.list_users, user.info, test.version, test.versions, pkg.list_upgrades, config.get":
        "",
    },
    reveals: "pillar.items, pillar.get, pillar.item, environ.items",
    executes: "*",
    carries: {
      "cmd.run, cmd.run_all, cmd.shell": {
        skip: 0,
        as: "script",
        flags: "-[lgd] --local -l= --out= --log-level= --no-color --output= --retcode-passthrough --id=",
        risk: "caution",
        bare: "executes",
      },
    },
    stops: "system.reboot, system.shutdown, service.stop, service.restart",
    deletes: "pkg.remove, file.remove, user.delete",
    configures: "state.apply, state.highstate, state.sls, pkg.install, service.start",
  },
  "salt-key": {
    reads: {
      "-L": "--out=",
      "-l": "--out=",
      "--list": "",
      "--list-all": "",
      "-f": "",
      "-F": "",
      "--finger": "",
      "--finger-all": "",
      "-p": "",
      "-P": "",
    },
    grants: "-a, -A, --accept, --accept-all, -r, -R",
    deletes: "-d, -D, --delete, --delete-all",
    reach: { all: "-A, --accept-all, -D, --delete-all, -R, --reject-all" },
  },
  "salt-run": {
    reads: {
      "jobs.active, jobs.list_jobs, jobs.list_job, jobs.lookup_jid, jobs.last_run, manage.up, manage.down, manage.status, manage.versions, manage.present, fileserver.file_list, fileserver.envs, cache.grains":
        "--out=",
    },
    executes: "*",
  },
  "salt-cloud": {
    reads: { "-Q": "", "--query": "", "-F": "", "--list-sizes": "", "--list-images": "", "--list-locations": "" },
    deletes: "-d, --destroy",
    writes: "*",
  },
  "salt-ssh": { executes: "*" },
  puppet: {
    reads: {
      "agent --noop, apply --noop":
        "-[tv] --noop --test --verbose --debug --no-daemonize --onetime --environment= --server= --tags=",
      "facts $0, facts show, facts find, module list, module search, resource $1, config print, parser validate, lookup, help, --version, -V, epp validate, cert list, ssl show":
        "-[vdyp] --render-as= --format= --environment= --verbose --debug --trace --json --tree --to_yaml --explain --node= --merge= --type= --default= --compile --facts= --section= --all --show-legacy",
    },
    deletes: "module uninstall, node clean, node purge, cert clean, cert revoke, ssl clean, node deactivate",
    executes: "agent, apply, device, script, epp render, plugin, resource, describe, generate",
    writes: "*",
  },
  puppetserver: {
    undo: { start: "stop", stop: "start", "ca sign": "ca clean keep(--certname=)" },
    reads: { "ca list, --version": "--all" },
    grants: "ca sign, ca generate",
    deletes: "ca clean, ca revoke",
    starts: "start, foreground",
    stops: "stop, reload",
  },
  facter: {
    reads: {
      "*": "-[jyp] --json --yaml --no-custom-facts --no-external-facts --show-legacy --strict --timing --version",
    },
  },
  hiera: { reads: { "*": "-[dah] -c=" } },
  r10k: {
    reads: { "version, deploy display": "-[vp] --detail --format=" },
    // A Puppetfile is Ruby.
    executes: "puppetfile check",
    deletes: "puppetfile purge",
    writes: "*",
  },
  bolt: { reads: { "plan show, task show, module show, group show, guide": "*" }, executes: "*" },
  mco: { executes: "*", reads: { "ping, find, inventory, facts": "*" } },
  knife: {
    reads: {
      "node list, node show, client list, client show, cookbook list, cookbook show, environment list, environment show, role list, role show, status, search, data bag list, tag list, user list, user show, ssl check, diff, list, --version":
        "-[ailF] -F= -a= -i -l --format= -E= -q= -w -r=",
    },
    reveals: "data bag show, show",
    deletes:
      "node delete, client delete, cookbook delete, environment delete, role delete, data bag delete, delete, * bulk delete, tag delete",
    executes: "ssh, exec, bootstrap, winrm",
    writes: "*",
  },
  "chef-server-ctl": {
    reads: { "status, service-list, tail, version, show-config --help, user-list, org-list": "" },
    starts: "start, once",
    undo: { start: "stop", stop: "start" },
    stops: "stop, restart, kill, term, graceful-kill, int, hup",
    deletes: "cleanse, uninstall, user-delete, org-delete, cleanup",
    configures: "*",
  },
  inspec: { executes: "*", reads: { "version, help": "" } },
  "cloud-init": {
    reads: {
      "status, query, analyze, schema, features, --version":
        "-[lawr] --long --wait --format= --all --list-keys -c= -m --annotate --config-file= --system",
    },
    deletes: "clean",
    executes: "init, modules, single",
    writes: "collect-logs, devel",
  },
  ignition: { executes: "*" },
  vault,
  bao: vault,
  boundary: {
    reads: {
      "* list, * read, version, config get-token --help": "-format= -scope-id= -id= -recursive -filter= -addr=",
    },
    style: "single-dash",
    executes: "connect",
    deletes: "* delete",
    stops: "sessions cancel",
    writes: "*",
  },
  waypoint: { executes: "*" },
  "consul-template": { executes: "*" },
  envconsul: { executes: "*" },
  op: {
    reads: {
      "vault list, vault get, account list, account get, user list, user get, group list, whoami, --version, item template list, events-api --help, item list":
        "* !--session !--config",
    },
    reveals: "read, item get, document get, inject, signin, connect",
    deletes: "item delete, vault delete, document delete, user delete, signout",
    executes: "run, plugin, *",
    writes: "item create, item edit, vault create, document create",
  },
  bw: {
    reads: { "status, --version, list --help, sync --help": "" },
    reveals: "get, list, export, unlock, login, generate",
    deletes: "delete, logout",
    writes: "*",
  },
  pass: {
    reads: { "ls, list, find, search, $0": "" },
    reveals: "show, -c, grep, *",
    writes: "insert, edit, generate, cp, mv, init, git, otp",
    deletes: "rm, remove, delete",
  },
  gopass: {
    reads: { "ls, list, find, $0, version": "-[f] --flat --limit=" },
    reveals: "*",
    deletes: "rm, delete",
    writes: "insert, edit, generate, cp, mv, init, setup, sync, clone",
  },
  chamber: {
    reads: { "list, list-services, history, version": "* !--backend" },
    reveals: "read, export, env",
    executes: "exec",
    deletes: "delete",
    writes: "write, import",
  },
  doppler: {
    reads: {
      "configs $0, projects $0, environments, me, --version, activity":
        "* !--api-host !--token !-t !--configuration !--config-dir !--dashboard-host",
    },
    reveals: "secrets, secrets get, secrets download, configs tokens",
    deletes: "secrets delete, configs delete, projects delete",
    executes: "run",
    writes: "*",
  },
  infisical: { reveals: "secrets, export", executes: "run", writes: "*" },
  credstash: { reads: { "list, keys": "-r= -t= -p=" }, reveals: "get, getall, env", deletes: "delete", writes: "*" },
  teller: { executes: "*", reveals: "show, env, sh, yaml" },
  opa: {
    reads: {
      "version, check, inspect, fmt --list, fmt -l, fmt -d, fmt --diff, parse, deps":
        "-[vldf] -v --verbose --format= --strict --coverage --bundle -b --ignore= --list --diff --fail --run= -r= --timeout= --threshold=",
    },
    executes: "test, eval, exec, run, bench, repl",
    writes: "*",
  },
  conftest: {
    reads: { "--version, version": "-p= --policy= -o= --output= --report=" },
    reveals: "parse",
    writes: "pull, push, *",
    executes: "test, verify, plugin",
  },
  kyverno: {
    reads: {
      "version, test, apply, jp query, jp parse, jp function":
        "-[st] -r= --resource= --policy-report --set= -f= --values-file= --detailed-results --table -b --audit-warn",
    },
    executes: "apply --cluster, create, json, docs",
    writes: "*, apply --output, apply -o",
  },
  terraformer: { executes: "*", reads: { version: "" } },
  driftctl: { executes: "*", reads: { version: "" } },
  tfupdate: { writes: "*", reads: { "--version, release latest, release list": "" } },
  atmos: {
    reads: { "version, list stacks, list components, describe --help": "" },
    executes: "*",
    deletes: "terraform destroy",
  },
  spacectl: {
    reads: { "stack list, version, whoami, profile list, module list, stack logs": "-o= --id= --output=" },
    deletes: "stack delete, stack task, stack cancel",
    executes: "*",
  },
  "nomad-pack": {
    reads: { "version, list, registry list, info, status": "" },
    executes: "plan, render",
    stops: "stop",
    deletes: "destroy, registry delete",
    writes: "*",
  },
  serf: {
    reads: {
      "members, info, version, rtt, reachability": "-detailed -format= -status= -rpc-addr= -tag= -verbose",
      monitor: "-log-level= -rpc-addr=",
    },
    style: "single-dash",
    starts: "agent",
    stops: "leave, force-leave",
    configures: "tags, join, keys",
    sends: "event, query",
    reveals: "keygen",
  },
  rundeck: { executes: "*" },
  rd: {
    reads: {
      "jobs list, projects list, nodes list, executions list, executions info, executions follow, system info, tokens --help, users --help, version":
        "-p= --project= -e= --eid= -f -v --verbose",
    },
    deletes:
      "jobs purge, projects delete, executions delete, executions deletebulk, keys delete, tokens delete, tokens revoke",
    stops: "executions kill, executions disable, projects disable, jobs disable, system mode",
    executes: "run, adhoc, retry",
    writes: "*",
  },
  awx: {
    reads: {
      "* list, * get, me, ping, metrics, config, job_templates --help, jobs stdout, jobs monitor":
        "-f= --conf.format= --all --filter= --name= -k",
    },
    reveals: "login, tokens list, credentials list, credentials get",
    deletes: "* delete, * disassociate",
    stops: "* cancel",
    starts: "job_templates launch, workflow_job_templates launch, ad_hoc_commands create, * launch, projects update",
    grants: "users grant, teams grant, users revoke",
    writes: "*",
  },
  sentinel: {
    reads: { "version, fmt -check": "-check -write=false" },
    style: "single-dash",
    executes: "apply, test",
    writes: "fmt",
  },
  sinfo: {
    reads: {
      "*": "-[adehilMNrRsTvVO] -n= -o= -O= -p= -S= -t= -i= -M= --Node --all --long --summarize --nodes= --format= --Format= --partition= --sort= --states= --state= --responding --dead --exact --noheader --reservation --list-reasons --json --yaml",
    },
  },
  squeue: {
    reads: {
      "*": "-[ahilrsPv] -A= -i= -j= -M= -n= -o= -O= -p= -q= -S= -t= -u= -w= -L= --me --start --long --all --account= --format= --Format= --iterate= --jobs= --name= --noheader --partition= --qos= --sort= --states= --state= --steps? --user= --users= --nodelist= --array --array-unique --priority --json --yaml",
    },
  },
  sacct: {
    reads: {
      "*": "-[abDlLnopPvVX] -A= -E= -f= -g= -i= -j= -k= -M= -N= -o= -q= -r= -s= -S= -u= -x= --allusers --accounts= --endtime= --format= --jobs= --long --noheader --parsable --parsable2 --state= --starttime= --user= --brief --allocations --units= --json --delimiter= --name= --partition= --nodelist=",
    },
  },
  sstat: {
    reads: {
      "*": "-[aenpP] -j= -o= --allsteps --format= --jobs= --noheader --parsable --parsable2 --helpformat -i --pidformat",
    },
  },
  sdiag: { reads: { "*": "-[aiM] --all --sort-by-id --sort-by-time --sort-by-time2 --json" }, deletes: "-r, --reset" },
  sprio: {
    reads: {
      "*": "-[hlnwv] -j= -o= -p= -u= -S= -M= --jobs= --format= --long --norm --user= --weights --partition= --noheader",
    },
  },
  sshare: {
    reads: {
      "*": "-[aAhlmnpPU] -A= -o= -u= -M= --all --accounts= --long --users= --format= --noheader --parsable --parsable2 --Users",
    },
  },
  sreport: {
    reads: {
      "cluster, user, job, reservation": "-[anpPQ] -t= -T= --all_clusters --parsable --parsable2 --noheader --tres=",
    },
    executes: "$0",
  },
  scontrol: {
    reads: { "show, ping, version, listpids, write --help": "-[adhoF] --all --details --oneliner --future --json" },
    stops:
      "shutdown, reconfigure, reboot, reboot_nodes, takeover, hold, uhold, suspend, requeue, requeuehold, cancel_reboot, abort, completing",
    deletes: "delete",
    starts: "release, resume, create",
    configures: "update, setdebug, setdebugflags, notify, power, top, cluster",
    writes: "write, token",
    executes: "$0",
    undo: { hold: "release $*", release: "hold $*", suspend: "resume $*", resume: "suspend $*" },
  },
  sacctmgr: {
    reads: { "show, list, version, dump --help": "-[nopPs] --noheader --parsable --parsable2 --associations" },
    deletes: "delete, remove, archive, clear, shutdown",
    writes: "dump",
    grants: "add, create, modify, load, reconfigure",
    executes: "$0",
  },
  scancel: { deletes: "*", reach: { many: "-u, --user, -n, --name, -p, --partition, -t, --state, -A, --account" } },
  sbatch: { executes: "*", reads: { "--version, --test-only --help": "" } },
  srun: { executes: "*", reads: { "--version": "" } },
  salloc: { executes: "*", reads: { "--version": "" } },
  sattach: { executes: "*" },
  sbcast: { writes: "*" },
  scrontab: { reads: { "-l": "" }, deletes: "-r", writes: "*" },
  strigger: {
    reads: { "--get": "-[nov] -j= --jobid= --id= --user= --noheader" },
    deletes: "--clear",
    executes: "--set",
  },
  slurmd: { starts: "*", reads: { "-C": "", "-V": "" } },
  slurmctld: { starts: "*", reads: { "-V": "" } },
  qstat: { reads: { "*": "-[afinrsqQtBGMxwHTf1] -u= -j= -F= -l= -s= -xml -ext -explain=" } },
  qhost: { reads: { "*": "-[jqF] -h= -l= -u= -F= -q -j -xml" } },
  qsub: { executes: "*" },
  qdel: { deletes: "*", reach: { many: "-u" } },
  qhold: { stops: "*" },
  qrls: { starts: "*" },
  qalter: { configures: "*" },
  condor_q: {
    reads: {
      "*": "-long -run -hold -analyze -better-analyze -nobatch -allusers -all -dag -global -constraint= -format= -af= -l -g -currentrun -totals",
    },
    style: "single-dash",
  },
  condor_status: {
    reads: { "*": "-long -avail -claimed -total -schedd -startd -master -submitters -constraint= -compact -any -l" },
    style: "single-dash",
  },
  condor_history: { reads: { "*": "-long -limit= -constraint= -match= -l" }, style: "single-dash" },
  condor_submit: { executes: "*" },
  condor_rm: { deletes: "*" },
  condor_hold: { stops: "*" },
  condor_release: { starts: "*" },
  bjobs: { reads: { "*": "-[alrpdsWwAX] -u= -q= -m= -J= -P= -o= -g= -noheader -json" }, style: "single-dash" },
  bqueues: { reads: { "*": "-[lwr] -m= -u= -o=" } },
  bhosts: { reads: { "*": "-[lwxae] -R= -o= -s=" } },
  bsub: { executes: "*" },
  bkill: { deletes: "*" },
  lsload: { reads: { "*": "-[lwN] -R= -s" } },
};
