import type { Carried, Family, Program } from "./program.ts";

// Not here, so not safe: --kubeconfig, --server, --token, --as, --insecure-skip-tls-verify, -s. They decide
// whom the request is made as and to which server, and a kubeconfig can name a program to run.
const global = "-n= -v= --namespace= --context= --cluster= --request-timeout= --v= --warnings-as-errors";
const select =
  "-[AwRk] -l= -f= -o= --selector= --field-selector= --all-namespaces --watch --watch-only --filename= --kustomize= --recursive";
const exec: Carried = {
  skip: 1,
  as: "words",
  flags: `-[itq] -c= -f= --container= --stdin --tty --quiet --filename= --pod-running-timeout= ${global}`,
  risk: "caution",
  bare: "executes",
};

const kubectl: Program = {
  global,
  reads: {
    get: `${select} --output= --output-watch-events --no-headers --show-labels --show-kind --show-managed-fields --sort-by= --label-columns= -L= --chunk-size= --ignore-not-found --template= --allow-missing-template-keys --server-print --subresource= --all`,
    describe: `${select} --show-events --chunk-size=`,
    logs: "-[fp] -c= -l= --container= --selector= --follow --previous --tail= --since= --since-time= --timestamps --prefix --all-containers --all-pods --limit-bytes= --max-log-requests= --ignore-errors --pod-running-timeout= --insecure-skip-tls-verify-backend",
    "top pod, top pods, top po, top node, top nodes, top no, top $0":
      "-[A] -l= --selector= --field-selector= --all-namespaces --containers --no-headers --sort-by= --sum --show-capacity --use-protocol-buffers --show-swap",
    explain: "--recursive --api-version= -o= --output=",
    "rollout status, rollout history":
      "-[wRk] -f= -l= -o= --watch --timeout= --revision= --selector= --filename= --output=",
    "config get-contexts, config get-clusters, config get-users, config current-context": "-o= --output= --no-headers",
    "config view": "-o= --output= --minify --merge",
    "auth can-i, auth whoami": "-[Aq] -o= --all-namespaces --list --quiet --no-headers --subresource= --output=",
    "api-resources, api-versions, cluster-info, version, options, help, plugin list, kustomize --help":
      "-[o] -o= --output= --client --short --namespaced --verbs= --api-group= --cached --no-headers --sort-by= --categories= --name-only",
    diff: "-[Rk] -f= -l= --filename= --selector= --recursive --kustomize= --server-side --show-managed-fields --field-manager= --concurrency=",
    "certificate --help, completion, wait":
      "-[AR] -f= -l= -o= --for= --timeout= --all --all-namespaces --selector= --field-selector= --filename= --output=",
    "annotate --list, label --list": "-[AR] -l= -o= --all --all-namespaces --selector= --output=",
    events: "-[Aw] -o= --for= --types= --all-namespaces --watch --no-headers --chunk-size=",
    "neat, tree, who-can, ctx $0, ns $0, view-allocations, resource-capacity, outdated, score, stern, whoami, df-pv, lineage, get-all, access-matrix, node-resource":
      "-[Ao] -o= -l= --selector= --all-namespaces --all --sort= --pods --util --available --containers",
  },
  reveals: "config view --raw, create token, view-secret, config view --flatten",
  writes:
    "apply, create, cp, expose, edit, patch, replace, set, label, annotate, autoscale, convert, kustomize -o, kustomize --output, config set, config set-context, config set-cluster, config set-credentials, config rename-context, apply edit-last-applied, apply set-last-applied, cluster-info dump --output-directory, adm",
  deletes:
    "delete, replace --force, apply --prune, config delete-context, config delete-cluster, config delete-user, config unset, taint --all, ctx -d",
  starts: "run, debug, uncordon, rollout resume, create job",
  stops: "drain, rollout restart, rollout undo, rollout pause, scale --replicas=0, cordon --all, patch --subresource",
  scales: "scale",
  configures: "cordon, taint, config use-context, config use, config, ctx, ns, certificate, auth reconcile",
  grants:
    "certificate approve, certificate deny, create clusterrolebinding, create rolebinding, create role, create clusterrole, create serviceaccount",
  executes:
    "attach, port-forward, proxy, alpha, node-shell, krew, sniff, exec-as, ssh, rsh, iexec, enter, trace, get --raw, plugin",
  carries: { exec, rsh: exec },
  undo: {
    cordon: "uncordon",
    uncordon: "cordon",
    drain: "uncordon",
    "rollout pause": "rollout resume",
    "rollout resume": "rollout pause",
    "rollout restart": "rollout undo",
    apply: "rollout undo",
    scale: "scale",
  },
  reach: { many: "drain, rollout restart", all: "delete --all" },
};

const ocReads: Program["reads"] = {
  ...kubectl.reads,
  "whoami, status, projects, project $0, adm top, adm release info, adm policy who-can, adm policy scc-subject-review, adm policy scc-review, policy who-can, image info, get-token --help, registry info, observe --help, adm node-logs, adm inspect --help, adm upgrade $0, adm release verify, adm images --help":
    "-[Aqo] -q --short --suggest --show-server --show-console --show-context -o= --output= --all-namespaces --role= --path= --unit= --tail= --raw --grep= -u= --since= --commits --pullspecs --filter-by-os=",
};

const oc: Program = {
  ...kubectl,
  reads: ocReads,
  reveals: `${kubectl.reveals}, whoami -t, whoami --show-token, extract, sa get-token, serviceaccounts get-token`,
  writes: `${kubectl.writes}, new-app, new-build, new-project, import-image, process, tag, import, image mirror, image append, adm must-gather, adm inspect`,
  starts: `${kubectl.starts}, start-build, rollout latest, deploy`,
  stops: `${kubectl.stops}, cancel-build, rollback, adm drain, adm upgrade --to-latest, adm upgrade --to, adm upgrade, idle, rollout cancel, rollout retry, adm reboot-machine-config-pool`,
  configures: `${kubectl.configures}, login, logout, project, env, volume, adm cordon, adm uncordon, adm taint, adm policy, policy, secrets link, registry login, adm certificate`,
  deletes: `${kubectl.deletes}, adm prune, delete-project, adm release mirror`,
  grants: `${kubectl.grants}, adm policy add-role-to-user, adm policy add-cluster-role-to-user, adm policy add-scc-to-user, policy add-role-to-user`,
  executes: "attach, port-forward, proxy, rsync, debug, get --raw, plugin, adm migrate",
  carries: { exec, rsh: { ...exec, flags: `-[tT] -c= -f= --container= --shell= --no-tty --tty --timeout= ${global}` } },
};

/** Kubernetes and what is deployed with and around it. */
export const kubernetes: Family = {
  kubectl,
  "kubectl.exe": kubectl,
  kubecolor: kubectl,
  oc,
  microk8s: {
    carries: { kubectl: { skip: 0, as: "words", flags: "", risk: "safe", bare: "reads" } },
    reads: { "status, version, inspect": "--wait-ready --yaml --format= -a= --addon= --timeout=" },
    starts: "start",
    stops: "stop, leave, reset",
    configures: "enable, disable, add-node, join, remove-node, config, refresh-certs, addons",
  },
  k3s: {
    reads: { "--version, check-config, etcd-snapshot ls, etcd-snapshot list, token list": "" },
    starts: "server, agent",
    writes: "etcd-snapshot, token, certificate, secrets-encrypt",
    executes: "*",
    deletes: "etcd-snapshot delete, etcd-snapshot prune",
  },
  k3d: {
    reads: {
      "cluster list, cluster ls, node list, node ls, registry list, version, config view, kubeconfig get":
        "-o= --output= --no-headers --token --all",
    },
    starts: "cluster create, cluster start, node create, node start, cluster edit",
    stops: "cluster stop, node stop",
    deletes: "cluster delete, node delete, registry delete",
    writes: "*",
  },
  kind: {
    reads: { "get clusters, get nodes, version, get kubeconfig --help": "-A --all-clusters -n= --name= -q -v=" },
    reveals: "get kubeconfig",
    starts: "create, load, build",
    writes: "export",
    deletes: "delete",
  },
  minikube: {
    global: "-p= --profile= -v= --logtostderr --alsologtostderr",
    reads: {
      "status, ip, version, profile list, addons list, service list, config view, config get, node list, logs, image ls, image list, docker-env --help, ssh-host, update-check, options, help, dashboard --url --help":
        "-[fo] -o= --output= --format= --follow --length= --problems --short -l --light --url",
    },
    starts: "start, unpause, dashboard, tunnel, service, mount",
    stops: "stop, pause",
    deletes: "delete, node delete, image rm, cache delete",
    configures: "*",
    executes: "ssh, kubectl, cp",
  },
  kubeadm: {
    reads: {
      "version, config images list, token list, certs check-expiration, config print, upgrade plan, upgrade diff":
        "-o= --kubeconfig= --config= --kubernetes-version= --output=",
    },
    stops: "reset",
    starts: "init, join, upgrade",
    deletes: "token delete",
    grants: "token create",
    writes: "*",
  },
  kubelet: { starts: "*", reads: { "--version": "" } },
  kubectx: { reads: { $0: "", "-c": "", "--current": "", "-h": "" }, deletes: "-d", configures: "*" },
  kubens: { reads: { $0: "", "-c": "", "--current": "" }, configures: "*" },
  k9s: { executes: "*", reads: { "version, info": "" } },
  stern: {
    reads: {
      "*": "-[ATtiphH] -l= -n= -c= -e= -i= -s= -o= --all-namespaces --selector= --namespace= --container= --exclude= --include= --since= --tail= --output= --timestamps? --context= --color= --container-state= --exclude-container= --exclude-pod= --field-selector= --no-follow --init-containers --ephemeral-containers --only-log-lines --max-log-requests= --node= --template= --timezone= --highlight= --diff-container",
    },
  },
  kubetail: {
    reads: {
      "*": "-c= -t= -l= -n= -f= -d= -p= -s= -b= -k= -z= -e= -v -r= -i -P --namespace= --selector= --since= --tail= --context= --regex= --line-buffered",
    },
  },
  kail: { reads: { "*": "* !--kubeconfig" } },
  kubent: {
    reads: { "*": "-o= -e --output= --exit-error --helm3 --cluster --target-version= -f= --filename= --context= -t=" },
  },
  popeye: {
    reads: {
      "*": "-n= -A -o= -s= -l= -f= --namespace= --all-namespaces --out= --sections= --context= --min-score= --cluster-name=",
    },
    writes: "--save, --output-file, --s3-bucket, --push-gtwy-url",
  },
  pluto: {
    reads: {
      "detect, detect-files, detect-helm, detect-all-in-cluster, detect-api-resources, list-versions, version":
        "* !--kubeconfig",
    },
  },
  "kube-score": { reads: { "score, list, version": "*" } },
  kubeval: { reads: { "*": "*" } },
  kubeconform: {
    style: "single-dash",
    reads: {
      "*": "-summary -strict -output= -ignore-missing-schemas -kubernetes-version= -schema-location= -skip= -n= -verbose -v -ignore-filename-pattern= -exit-on-error -reject= -debug",
    },
  },
  "kube-linter": { reads: { "lint, checks list, templates list, version": "* !--config" } },
  kubesec: { reads: { "scan, version": "*" } },
  "kube-bench": { reads: { "*": "--benchmark= --targets= --check= --json --version= --noremediations --nosummary" } },
  kustomize: {
    reads: {
      "build, version, cfg cat, cfg count, cfg grep, cfg tree":
        "--load-restrictor= --reorder= --env= -e= --as-current-user --mount=",
    },
    writes: "build -o, build --output, create, edit, localize, cfg set",
    executes: "build --enable-exec, build --enable-alpha-plugins, build --enable-helm, build --helm-command, fn run",
  },
  helm: {
    global: "-n= --namespace= --kube-context= --debug",
    reads: {
      "list, ls, status, history, hist, get all, get manifest, get notes, get hooks, get metadata, show chart, show readme, show all, show values, show crds, inspect, search repo, search hub, repo list, repo ls, dependency list, dep list, plugin list, plugin ls, version, env, template, lint, verify, registry --help, diff upgrade, diff revision, diff rollback, diff release":
        "-[aAdqrtl] -f= -o= -m= --all --all-namespaces --date --deployed --failed --filter= --max= --offset= --output= --pending --reverse --selector= --short --superseded --uninstalled --uninstalling --time-format= --revision= --show-desc --show-resources --template= --version= --versions --devel --regexp --repo= --values= --set= --set-string= --set-json= --set-literal= --include-crds --show-only= -s= --api-versions= --kube-version= --name-template= --no-hooks --skip-tests --validate --strict --with-subcharts --quiet --is-upgrade --client --max-col-width= --fail-on-no-result --context= --suppress-secrets --three-way-merge --list-repo-url --no-headers --no-color",
    },
    reveals: "get values",
    writes:
      "upgrade, install, create, package, pull, fetch, repo add, repo update, repo index, dependency update, dependency build, dep up, dep update, dep build, plugin install, plugin update, template --output-dir, template --post-renderer, registry login, registry logout, diff",
    stops: "rollback",
    deletes: "uninstall, delete, un, del, repo remove, repo rm, plugin uninstall, upgrade --force, plugin remove",
    sends: "push, cm-push",
    executes: "test, plugin run, secrets, template --post-renderer-args",
    undo: { install: "uninstall", upgrade: "rollback" },
  },
  helmfile: {
    reads: {
      "list, status, diff, lint, template, build, deps --help, version, show-dag":
        "* !--helm-binary !--kubeconfig !--output-dir !--args",
    },
    deletes: "destroy, delete",
    writes: "*",
  },
  argocd: {
    global: "--grpc-web --insecure --plaintext --core --argocd-context= -N= --app-namespace= -n=",
    reads: {
      "app list, app get, app diff, app history, app logs, app manifests, app resources, app wait, cluster list, cluster get, repo list, repo get, proj list, proj get, proj role list, proj role get, proj windows list, version, context $0, account list, account get, account get-user-info, account can-i, cert list, gpg list, gpg get, admin app diff-reconcile-results, admin settings validate, appset list, appset get, repocreds list, app actions list, bcrypt --help":
        "-[po] -o= -l= --output= --selector= --project= --show-operation --show-params --refresh=false --follow --tail= --container= --group= --kind= --name= --namespace= --since-seconds= --filter= --repo= --short --client --health --sync --operation --suspended --degraded --timeout= --hard-refresh=false --revision= --source= --orphaned --local= --exit-code",
    },
    deletes:
      "app delete, app delete-resource, cluster rm, repo rm, proj delete, appset delete, account delete-token, cert rm, repocreds rm, app unset, proj role delete, gpg rm",
    stops: "app rollback, app terminate-op, app sync --prune, app sync --force, app sync --replace",
    grants: "account generate-token, proj role create-token, proj role add-policy",
    writes: "*",
    executes: "app actions run, admin",
    undo: { "app sync": "app rollback", "app create": "app delete" },
  },
  argo: {
    reads: {
      "list, get, logs, version, template list, template get, cron list, cron get, archive list, archive get, cluster-template list, cluster-template get, lint, watch, wait":
        "-[Afo] -n= -o= -l= --output= --namespace= --all-namespaces --follow --since= --tail= --no-color --timestamps --completed --running --status= --since= --prefix= --container= -c= --no-utf8 --strict",
    },
    stops: "stop, terminate, suspend",
    deletes: "delete, template delete, cron delete, archive delete",
    starts: "submit, resume, resubmit, retry, cron resume, template create",
    writes: "*",
  },
  "kubectl-argo-rollouts": { executes: "*" },
  flux: {
    global: "-n= --namespace= --context= --timeout= --verbose",
    reads: {
      "get, logs, events, stats, trace, tree, check, version, diff, list artifacts, debug --help, envsubst, build kustomization --dry-run":
        "-[Afw] -A --all-namespaces --status-selector= --watch --no-header -l= --label-selector= --follow --since= --tail= --level= --kind= --name= --for= --types= --pre --client --api-version= --path= -o= --output= --kustomization-file= --compact",
    },
    reveals: "debug, export source --with-credentials, export secret",
    writes: "create, bootstrap, install, export, build, pull, tag",
    sends: "push",
    stops: "suspend",
    starts: "resume, reconcile, migrate",
    deletes: "delete, uninstall",
    undo: { suspend: "resume", resume: "suspend" },
  },
  fluxctl: { reads: { "list-workloads, list-images, version, identity": "*" }, writes: "*" },
  istioctl: {
    global: "-n= -i= --namespace= --istioNamespace= --context= --vklog=",
    reads: {
      "version, proxy-status, ps, proxy-config, pc, analyze, describe, x describe, experimental describe, validate, profile list, profile dump, profile diff, manifest diff, verify-install, waypoint list, waypoint status, ztunnel-config, zc, x precheck, x authz check, experimental precheck, tag list, remote-clusters, admin log $1, bug-report --help, authz check, metrics":
        "-[Aoaf] -o= -A --all-namespaces --output= --color? --port= --address= --fqdn= --name= --short --remote --revision= -r= --failure-threshold= --suppress= -S= --use-kube -k --verbose --type= --direction= --subset= --timeout= --duration= -d= --node=",
    },
    deletes: "uninstall, tag remove, waypoint delete, x uninstall",
    writes:
      "install, upgrade, operator, manifest, create-remote-secret, kube-inject, tag, waypoint, x, experimental, admin log, bug-report, operator init",
    reveals: "proxy-config secret, pc secret, pc s, proxy-config s",
    executes: "dashboard, d, dash",
  },
  linkerd: {
    reads: {
      "check, version, stat, viz stat, viz top, viz tap, viz edges, viz routes, viz check, viz list, viz stat-inbound, viz stat-outbound, diagnostics endpoints, diagnostics proxy-metrics, diagnostics policy, authz, profile, identity, multicluster check, multicluster gateways, jaeger check, jaeger list":
        "* !--kubeconfig",
    },
    writes: "*",
    deletes: "prune",
  },
  velero: {
    global: "-n= --namespace= --kubecontext=",
    reads: {
      "get, describe, backup get, backup describe, backup logs, restore get, restore describe, restore logs, schedule get, schedule describe, backup-location get, snapshot-location get, repo get, plugin get, version, debug --help":
        "-[o] -o= -l= --output= --selector= --details --insecure-skip-tls-verify --show-labels --client-only",
    },
    writes:
      "backup create, create, install, backup download, backup-location, snapshot-location, plugin, schedule create, client",
    starts: "restore create, schedule unpause, restore",
    stops: "schedule pause",
    deletes:
      "delete, backup delete, restore delete, schedule delete, uninstall, backup-location delete, snapshot-location delete",
    undo: { "schedule pause": "schedule unpause" },
  },
  kubeseal: {
    reads: { "--fetch-cert": "--controller-name= --controller-namespace=", "--validate": "-f=", "--version": "" },
    writes: "*",
  },
  sops: { reveals: "-d, --decrypt, decrypt, exec-env, exec-file", reads: { "--version, filestatus": "" }, writes: "*" },
  cmctl: {
    reads: { "status, inspect, check, version": "-n= -o= -A --wait=" },
    grants: "approve, deny",
    writes: "*",
    deletes: "x uninstall, experimental uninstall",
  },
  eksctl: {
    global: "--region= --profile= -v= --verbose= -C= --color=",
    reads: {
      "get, version, info, utils describe-addon-versions, utils describe-addon-configuration, utils describe-stacks, utils schema":
        "-[Ao] -o= -n= --cluster= --name= --output= --all-regions -A --namespace= --trail --events --all --chunk-size=",
    },
    deletes: "delete",
    stops: "drain",
    scales: "scale",
    writes:
      "create, upgrade, update, utils, enable, set, unset, associate, disassociate, register, deregister, generate, anywhere, completion",
    undo: { "create cluster": "delete cluster" },
  },
  kops: {
    reads: { "get, validate, version, toolbox dump": "-o= --output= --name= --state= --wait= --full -v=" },
    deletes: "delete",
    stops: "rolling-update",
    writes: "*",
    grants: "export, create secret",
  },
  talosctl: {
    global: "-n= -e= --nodes= --endpoints= --context= --cluster=",
    reads: {
      "version, health, services, service $0, service $1, get, logs, dmesg, containers, c, stats, processes, p, memory, m, mounts, disks, members, list, ls, read, dashboard, events, time, interfaces, routes, config info, config contexts, etcd members, etcd status, etcd alarm list, netstat, usage, du, inspect dependencies, cgroups, image list, image default, conformance --help, validate":
        "-[fkwl] -o= --output= --namespace= --tail= --follow --watch -i --insecure -k --kubernetes --humanize -a -d= --depth= --since= --duration= --sort=",
    },
    stops: "reboot, shutdown, service * stop, service * restart, upgrade, upgrade-k8s, restart, rollback, kill",
    deletes:
      "reset, etcd remove-member, etcd leave, etcd forfeit-leadership, etcd alarm disarm, etcd defrag, cluster destroy, wipe",
    starts: "bootstrap, service * start, cluster create",
    writes:
      "apply-config, apply, patch, edit, gen, copy, cp, kubeconfig, config, etcd snapshot, support, pcap, machineconfig, meta, inject, image pull",
    reveals: "gen secrets, kubeconfig",
  },
  rke2: { executes: "*", reads: { "--version, etcd-snapshot ls, etcd-snapshot list": "" } },
  rancher: {
    reads: {
      "ps, inspect, clusters ls, nodes ls, projects ls, namespaces ls, context current, catalog ls, apps ls, settings ls, --version":
        "-[q] --format= -a --all",
    },
    deletes: "delete, rm, apps delete, clusters delete, nodes delete",
    executes: "ssh, kubectl",
    configures: "*",
  },
  clusterctl: {
    reads: {
      "version, describe, config repositories, get kubeconfig --help, upgrade plan, topology plan":
        "-n= --show-conditions= --disable-grouping --show-machinesets --output= -o=",
    },
    reveals: "get kubeconfig",
    deletes: "delete",
    writes: "*",
  },
  crossplane: {
    reads: { "version, beta trace, xpkg --help, render, beta validate": "-n= -o= --output= --wide" },
    writes: "*",
  },
  tkn: {
    reads: {
      "pipeline list, pipeline ls, pipeline describe, pipeline logs, pipelinerun list, pipelinerun ls, pipelinerun describe, pipelinerun logs, pr list, pr ls, pr describe, pr logs, task list, task ls, task describe, task logs, taskrun list, taskrun ls, taskrun describe, taskrun logs, tr list, tr logs, tr describe, p list, p logs, p describe, t list, t logs, triggertemplate list, eventlistener list, eventlistener describe, eventlistener logs, triggerbinding list, hub search, hub info, version, clustertask list, customrun list":
        "-[AfLan] -n= -o= --limit= --label= --last --follow --all --namespace= --output= --all-namespaces --timestamps -t= --task= -s= -r --reverse",
    },
    deletes:
      "pipeline delete, pipelinerun delete, task delete, taskrun delete, pr delete, tr delete, p delete, t delete, eventlistener delete",
    stops: "pipelinerun cancel, pr cancel, taskrun cancel, tr cancel",
    starts: "pipeline start, task start, p start, t start",
    writes: "*",
  },
  jx: { reads: { "get, version, pipeline grid --help, status": "*" }, deletes: "delete", writes: "*" },
  werf: { reads: { "version, render, ls": "*" }, writes: "*", deletes: "dismiss, cleanup, purge" },
  skaffold: {
    reads: { "diagnose, version, render, config list, schema list": "* !-o !--output" },
    deletes: "delete",
    starts: "run, dev, deploy, apply, debug",
    writes: "*",
    executes: "exec, test, verify",
  },
  tilt: {
    starts: "up, ci",
    stops: "down",
    reads: { "get, describe, logs, version, doctor, dump": "*" },
    configures: "*",
  },
  telepresence: {
    reads: { "status, list, version": "*" },
    starts: "connect, intercept",
    stops: "quit, leave, uninstall",
  },
  kompose: { writes: "*" },
  kubeshark: { starts: "*" },
  karmadactl: {
    reads: { "get, describe, version, logs, top, explain, api-resources": "* !--kubeconfig" },
    deletes: "delete, deinit, unjoin, unregister",
    writes: "*",
  },
  vcluster: {
    reads: { "list, ls, version, info": "*" },
    deletes: "delete",
    stops: "pause, disconnect",
    starts: "create, resume",
    executes: "connect",
  },
  kwokctl: { writes: "*" },
  nomad: {
    style: "single-dash",
    global: "-region= -namespace= -no-color -force-color",
    reads: {
      "status, job status, job inspect, job history, job plan, job validate, job allocs, job deployments, job eval --help, job tag --help, plan, validate, node status, alloc status, alloc logs, logs, alloc fs, fs, alloc checks, server members, agent-info, deployment list, deployment status, eval list, eval status, monitor, namespace list, namespace status, namespace inspect, operator autopilot get-config, operator raft list-peers, operator scheduler get-config, operator autopilot health, operator api --help, quota list, quota status, quota inspect, service list, service info, volume status, plugin status, version, ui --help, acl policy list, acl policy info, acl role list, acl role info, acl token self --help, system --help, var list, scaling policy list, scaling policy info, recommendation list, node pool list, node pool info, node pool jobs, node pool nodes, job scaling-events, operator metrics, operator debug --help, license get, sentinel list, setup --help":
        "-verbose -json -t= -short -stats -self -f -tail -n= -c= -stderr -stdout -job -task= -H -stat -i -evals -all-allocs -latest -p -version= -filter= -per-page= -page-token= -type= -node-id= -server-id= -log-level= -os -quiet -diff -policy-override -var= -var-file= -hcl2-strict -detailed -allocs -stale -deployment -full -hcl -monitor -wait",
    },
    reveals: "var get, acl token self, acl token info, acl token list",
    starts:
      "run, job run, start, job start, job dispatch, job periodic force, alloc signal --help, deployment resume, job revert, agent, deployment unblock, job scale --help",
    stops:
      "stop, job stop, alloc stop, alloc restart, job restart, node drain, deployment fail, deployment pause, server force-leave, server leave, alloc signal, operator raft transfer-leadership, alloc pause, job stop -purge",
    scales: "job scale, scale",
    deletes:
      "system gc, namespace delete, var purge, quota delete, acl policy delete, acl token delete, volume delete, volume detach, operator raft remove-peer, deployment delete, job deregister, eval delete, volume deregister, acl role delete, service delete, operator snapshot restore, node purge, var lock, sentinel delete",
    configures: "*",
    executes: "exec, alloc exec, job action, action, operator api, operator debug",
    undo: { "job run": "job stop", "job stop": "job start", "node eligibility -disable": "node eligibility -enable" },
  },
};
