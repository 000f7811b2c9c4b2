import type { Carried, Family, Program } from "./program.ts";

// Known, and never safe: they decide as whom and to which server a request is made, and a kubeconfig can name a program to run.
const foreign =
  "-s= --kubeconfig= --server= --token= --as= --as-group= --as-uid= --user= --username= --password= --client-certificate= --client-key= --certificate-authority= --tls-server-name= --insecure-skip-tls-verify --cache-dir= --profile= --profile-output=";
const foreignSends = "-s, --server, --insecure-skip-tls-verify, --certificate-authority, --tls-server-name";
const foreignGrants =
  "--token, --as, --as-group, --as-uid, --user, --username, --password, --client-certificate, --client-key";
const foreignExecutes = "--kubeconfig";
const foreignWrites = "--cache-dir, --profile, --profile-output";

const global = `-n= -v= --namespace= --context= --cluster= --request-timeout= --v= --warnings-as-errors ${foreign}`;
const select =
  "-[AwRk] -l= -f= -o= --selector= --field-selector= --all-namespaces --watch --watch-only --filename= --kustomize= --recursive";
const exec: Carried = {
  skip: 1,
  as: "words",
  flags: `-[itq] -c= -f= --container= --stdin --tty --quiet --filename= --pod-running-timeout= ${global}`,
  risk: "caution",
  bare: "executes",
};
const run: Carried = {
  skip: 1,
  as: "words",
  flags: `-[itq] -c= -f= -l= -o= --image= --rm --restart= --command --env= --labels= --port= --overrides= --override-type= --attach --stdin --tty --quiet --image-pull-policy= --pod-running-timeout= --target= --container= --copy-to= --share-processes --profile= --custom= --replace --same-node --set-image= --attach=false --expose --annotations= --serviceaccount= --limits= --requests= --as-root --as-user= --keep-labels --keep-annotations --output= --to-namespace= ${global}`,
  risk: "caution",
  bare: "executes",
};
/** A subcommand that is the program of the same name: what it carries begins with its own word. */
const itself: Carried = { skip: -1, as: "words", flags: "", risk: "safe", bare: "reads" };

const dryRun =
  "create, run *, run * $0, apply, delete, expose, autoscale, label, annotate, scale, patch, replace, taint, cordon, uncordon, drain, set image, set resources, rollout undo, auth reconcile";
const dryRunFlags =
  "-[Rk] -o= -f= -l= -p= --output= --filename= --recursive --kustomize= --selector= --field-selector= --dry-run= --image= --replicas= --current-replicas= --port= --target-port= --labels= --env= --command --restart= --overrides= --schedule= --class= --rule= --clusterip= --tcp= --name= --type= --protocol= --min= --max= --cpu-percent= --limits= --requests= --save-config --validate= --server-side --force-conflicts --field-manager= --show-managed-fields --verb= --resource= --resource-name= --clusterrole= --role= --serviceaccount= --from-literal= --from-file= --from-env-file= --hard= --value= --description= --ignore-not-found --all --all-namespaces --grace-period= --ignore-daemonsets --delete-emptydir-data --pod-selector= --timeout= --patch= --patch-file= --overwrite --resource-version= --to-revision= --edit=false --wait=";

const under = (prefix: string, paths: string) =>
  paths
    .split(",")
    .map((path) => `${prefix} ${path.trim()}`)
    .join(", ");

const rollouts = {
  reads: "list, get, status, version, lint, notifications template get, notifications trigger get",
  stops: "abort, undo, restart, pause, terminate",
  starts: "promote, retry",
  writes: "set image, create, notifications",
};
const rolloutFlags = "-[wf] --watch --no-color --timeout-seconds= --timeout= --filename= -A --all-namespaces -o=";

const kubectl: Program = {
  global,
  reads: {
    get: `${select} --output= --output-watch-events --no-headers --show-labels --show-kind --show-managed-fields --sort-by= --label-columns= -L= --chunk-size= --ignore-not-found --template= --allow-missing-template-keys --server-print --subresource= --all`,
    // The only addresses of the API server that cannot lead on to a service or a node behind it.
    "get --raw=/healthz, get --raw=/healthz?verbose, get --raw=/livez, get --raw=/livez?verbose, get --raw=/readyz, get --raw=/readyz?verbose, get --raw=/healthz/etcd, get --raw=/readyz/etcd, get --raw=/livez/etcd, get --raw=/metrics, get --raw=/version, get --raw=/api, get --raw=/apis, get --raw=/openapi/v2, get --raw=/openapi/v3, get --raw=/apis/metrics.k8s.io/v1beta1/nodes, get --raw=/apis/metrics.k8s.io/v1beta1/pods, get --raw=/apis/metrics.k8s.io/v1beta1, get --raw=/apis/custom.metrics.k8s.io/v1beta1, get --raw=/apis/external.metrics.k8s.io/v1beta1, get --raw=/.well-known/openid-configuration, get --raw=/openid/v1/jwks":
      "--raw=",
    describe: `${select} --show-events --chunk-size=`,
    logs: "-[fp] -c= -l= --container= --selector= --follow --previous --tail= --since= --since-time= --timestamps --prefix --all-containers --all-pods --limit-bytes= --max-log-requests= --ignore-errors --pod-running-timeout= --insecure-skip-tls-verify-backend",
    "top pod, top pods, top po, top node, top nodes, top no, top $0":
      "-[A] -l= --selector= --field-selector= --all-namespaces --containers --no-headers --sort-by= --sum --show-capacity --use-protocol-buffers --show-swap",
    explain: "--recursive --api-version= -o= --output=",
    "rollout status, rollout history":
      "-[wRk] -f= -l= -o= --watch --timeout= --revision= --selector= --filename= --output=",
    "config get-contexts, config get-clusters, config get-users, config current-context": "-o= --output= --no-headers",
    "config view": "-o= --output= --minify --merge",
    "auth can-i, auth whoami":
      "-[Aq] -o= -f= --all-namespaces --list --quiet --no-headers --subresource= --output= --as= --as-group= --as-uid=",
    "api-resources, api-versions, cluster-info, version, options, help, plugin list, kustomize --help":
      "-[o] -o= -A --output= --output-directory= --all-namespaces --namespaces= --client --short --namespaced --verbs= --api-group= --cached --no-headers --sort-by= --categories= --name-only",
    kustomize: "--load-restrictor= --reorder= --env= -e= --as-current-user",
    "apply view-last-applied": "-[R] -f= -l= -o= --all --filename= --selector= --output= --recursive --kustomize= -k",
    diff: "-[Rk] -f= -l= --filename= --selector= --recursive --kustomize= --server-side --show-managed-fields --field-manager= --concurrency= --force-conflicts --prune-allowlist=",
    "certificate --help, completion, wait":
      "-[AR] -f= -l= -o= --for= --timeout= --all --all-namespaces --selector= --field-selector= --filename= --output= --local --recursive",
    "annotate --list, label --list": "-[AR] -l= -o= --all --all-namespaces --selector= --output= --local",
    events: "-[Aw] -o= --for= --types= --all-namespaces --watch --no-headers --chunk-size=",
    // Of `create secret` the answer would be the secret itself.
    [dryRun
      .split(", ")
      .map((path) => `${path} --dry-run=client, ${path} --dry-run=server`)
      .join(", ")]: dryRunFlags,
    "neat, tree, who-can, ctx $0, ns $0, view-allocations, resource-capacity, outdated, score, stern, whoami, df-pv, lineage, get-all, access-matrix, node-resource, images, krew list, krew search, krew info, krew version, cert-manager status, cert-manager check api, cert-manager inspect secret --help, cnpg status, cnpg version, rook-ceph health, rook-ceph version":
      "-[Ao] -o= -l= --selector= --all-namespaces --all --sort= --pods --util --available --containers -v",
    [under("argo rollouts", rollouts.reads)]: rolloutFlags,
  },
  reveals:
    "config view --raw, create token, view-secret, config view --flatten, create secret, set env --list, apply view-last-applied secret*, get secret* -o, get secret* --output, get secret* --template",
  writes: `apply, create, cp, expose, edit, patch, replace, set, label, annotate, autoscale, convert, kustomize -o, kustomize --output, config set, config set-context, config set-cluster, config set-credentials, config rename-context, apply edit-last-applied, apply set-last-applied, cluster-info dump --output-directory, adm, krew install, krew upgrade, krew update, ${under("argo rollouts", rollouts.writes)}, cert-manager renew, create secret --dry-run=none, ${foreignWrites}`,
  deletes:
    "delete, replace --force, apply --prune, config delete-context, config delete-cluster, config delete-user, config unset, taint --all, ctx -d, krew uninstall, krew remove, cnpg destroy, cnpg fencing on, minio tenant delete",
  starts: `run * $0, debug * $0, uncordon, rollout resume, create job, port-forward, proxy, ${under("argo rollouts", rollouts.starts)}`,
  stops: `drain, rollout restart, rollout undo, rollout pause, scale --replicas=0, cordon --all, patch --subresource, cnpg restart, cnpg promote, cnpg hibernate, ${under("argo rollouts", rollouts.stops)}`,
  scales: "scale",
  configures: "cordon, taint, config use-context, config use, config, ctx, ns, certificate, auth reconcile",
  sends: foreignSends,
  grants: `certificate approve, certificate deny, create clusterrolebinding, create rolebinding, create role, create clusterrole, create serviceaccount, ${foreignGrants}`,
  executes: `attach, alpha, node-shell, krew, sniff, exec-as, ssh, rsh, iexec, enter, trace, plugin, argo, cnpg, rook-ceph, minio, ${foreignExecutes}`,
  carries: { exec, rsh: exec, run, debug: run },
  undo: {
    cordon: "uncordon keep(-l= --selector=)",
    uncordon: "cordon keep(-l= --selector=)",
    drain:
      "uncordon keep(-l= --selector=) drop(--ignore-daemonsets --delete-emptydir-data --delete-local-data --force --grace-period= --timeout= --disable-eviction --pod-selector= --skip-wait-for-delete-timeout=)",
    taint: "taint",
    label: "label",
    annotate: "annotate",
    scale: "scale",
    autoscale: "autoscale",
    "create clusterrolebinding": "delete clusterrolebinding drop(--clusterrole= --user= --group= --serviceaccount=)",
    "create rolebinding": "delete rolebinding drop(--clusterrole= --role= --user= --group= --serviceaccount=)",
    "create role": "delete role drop(--verb= --resource= --resource-name=)",
    "create clusterrole":
      "delete clusterrole drop(--verb= --resource= --resource-name= --non-resource-url= --aggregation-rule=)",
    "create serviceaccount": "delete serviceaccount",
    "run * $0": "delete pod * drop(--image= --restart= --port= --env= --labels= -l= --image-pull-policy=)",
    "set image": "rollout undo $1",
    "set resources": "rollout undo $1 drop(--limits= --requests= -c= --containers=)",
    "rollout pause": "rollout resume keep(-l= --selector= -f= --filename= -k= --kustomize= -R --recursive)",
    "rollout resume": "rollout pause keep(-l= --selector= -f= --filename= -k= --kustomize= -R --recursive)",
    "rollout restart": "rollout undo keep(-l= --selector= -f= --filename= -k= --kustomize= -R --recursive)",
    "rollout undo": "rollout undo",
    "config use-context": "config use-context",
    "create $2":
      "delete $* drop(--image= --replicas= --port= -r= --from-literal= --from-file= --from-env-file= --save-config --validate=)",
  },
  reach: {
    many: "drain, delete ns, delete namespace, delete namespaces, -l, --selector, --field-selector, --all, apply --prune",
    all: "-A, --all-namespaces",
  },
  typed:
    "get, describe, delete, scale, label, annotate, patch, edit, expose, autoscale, taint, create, wait, rollout restart, rollout undo, rollout pause, rollout resume, rollout status, rollout history, set image, set env, set resources, set selector, set serviceaccount",
};

const ocReads: Program["reads"] = {
  ...kubectl.reads,
  "whoami, status, projects, project $0, adm top, adm release info, adm policy who-can, adm policy scc-subject-review, adm policy scc-review, policy who-can, image info, get-token --help, registry info, observe --help, adm node-logs, adm inspect --help, adm upgrade $0, adm release verify, adm images --help, adm upgrade status, adm upgrade recommend, config get-contexts":
    "-[Aqo] -q --short --suggest --show-server --show-console --show-context -o= --output= --all-namespaces --role= --path= --unit= --tail= --raw --grep= -u= --since= --commits --pullspecs --filter-by-os= --include-not-recommended --allow-not-recommended=false",
  // Without --confirm these only say what they would take away.
  "adm prune images, adm prune builds, adm prune deployments, adm prune groups":
    "--keep-tag-revisions= --keep-younger-than= --keep-complete= --keep-failed= --orphans --all --sync-config= --confirm=false",
};

const oc: Program = {
  ...kubectl,
  reads: ocReads,
  reveals: `${kubectl.reveals}, whoami -t, whoami --show-token, extract, sa get-token, serviceaccounts get-token, sa create-kubeconfig, create kubeconfig`,
  writes: `${kubectl.writes}, new-app, new-build, new-project, import-image, process, tag, import, image mirror, image append, adm must-gather, adm inspect`,
  starts: `${kubectl.starts}, start-build, rollout latest, deploy, rollout retry`,
  stops: `${kubectl.stops}, cancel-build, rollback, adm drain, adm upgrade --to-latest, adm upgrade --to, adm upgrade --to-image, adm upgrade --clear, adm upgrade, idle, rollout cancel, adm reboot-machine-config-pool, adm restart-kubelet`,
  configures: `${kubectl.configures}, login, logout, project, env, volume, adm cordon, adm uncordon, adm taint, adm policy, policy, secrets link, registry login, adm certificate`,
  deletes: `${kubectl.deletes}, adm prune, adm prune --confirm, delete-project, adm release mirror, set volume --remove, adm policy remove-*, tag -d, tag --delete`,
  grants: `${kubectl.grants}, adm policy add-role-to-user, adm policy add-cluster-role-to-user, adm policy add-scc-to-user, policy add-role-to-user`,
  executes: `attach, rsync, plugin, adm migrate, krew, argo, ${foreignExecutes}`,
  carries: {
    exec,
    run,
    debug: run,
    rsh: { ...exec, flags: `-[tT] -c= -f= --container= --shell= --no-tty --tty --timeout= ${global}` },
  },
  undo: {
    ...kubectl.undo,
    "adm cordon": "adm uncordon keep(-l= --selector=)",
    "adm uncordon": "adm cordon keep(-l= --selector=)",
    "adm drain":
      "adm uncordon keep(-l= --selector=) drop(--ignore-daemonsets --delete-emptydir-data --delete-local-data --force --grace-period= --timeout= --disable-eviction --pod-selector=)",
    "new-project": "delete project $1 drop(--display-name= --description= --skip-config-write)",
    "adm policy add-role-to-user": "adm policy remove-role-from-user keep(-z= --serviceaccount=)",
    "adm policy add-cluster-role-to-user": "adm policy remove-cluster-role-from-user keep(-z= --serviceaccount=)",
    "adm policy add-scc-to-user": "adm policy remove-scc-from-user keep(-z= --serviceaccount=)",
  },
  reach: { ...kubectl.reach, many: `${kubectl.reach?.many}, adm drain, delete project, adm prune` },
};

/** Kubernetes and what is deployed with and around it. */
export const kubernetes: Family = {
  kubectl,
  "kubectl.exe": kubectl,
  kubecolor: kubectl,
  "microk8s.kubectl": kubectl,
  oc,
  microk8s: {
    carries: { "kubectl, helm, ctr": itself },
    writes: "inspect, dbctl, images, kubeconfig",
    reads: { "config --help, status, version": "--wait-ready --yaml --format= -a= --addon= --timeout=" },
    starts: "start",
    stops: "stop, leave, reset",
    configures: "enable, disable, add-node, join, refresh-certs, addons",
    deletes: "remove-node, uninstall, disable --purge",
    reveals: "config",
    undo: { enable: "disable", disable: "enable", start: "stop", stop: "start" },
  },
  k3s: {
    reads: { "--version, check-config, etcd-snapshot ls, etcd-snapshot list, secrets-encrypt status": "" },
    starts: "server, agent",
    carries: { "kubectl, crictl, ctr": itself },
    reveals: "token list",
    stops: "server --cluster-reset",
    writes: "etcd-snapshot, token, certificate, secrets-encrypt",
    executes: "*",
    deletes: "etcd-snapshot delete, etcd-snapshot prune, token delete",
  },
  k0s: {
    reads: {
      "status, version, sysinfo, etcd member-list, config validate, config create, airgap list-images":
        "-o= --out= -c= --config=",
    },
    carries: { kubectl: itself },
    reveals: "kubeconfig, token create",
    starts: "start, controller, worker",
    stops: "stop, etcd leave",
    deletes: "reset, token invalidate, restore",
    writes: "install, backup, *",
    undo: { start: "stop", stop: "start" },
  },
  rke: {
    reads: { "--version, version": "", "config --list-version, config --system-images": "-a --all" },
    deletes: "remove, etcd snapshot-restore, etcd snapshot-delete",
    starts: "up",
    writes: "*",
  },
  k3d: {
    reads: {
      "cluster list, cluster ls, node list, node ls, registry list, version, config view, kubeconfig get":
        "-o= --output= --no-headers --token --all",
    },
    undo: {
      "cluster create":
        "cluster delete $1 drop(-p= --port= -a= --agents= -s= --servers= -v= --volume= --image= --api-port= --k3s-arg= --wait --timeout=)",
      "cluster start": "cluster stop drop(--wait --timeout=)",
      "cluster stop": "cluster start",
      "node create": "node delete $1 drop(-c= --cluster= --role= --image= --replicas=)",
      "node start": "node stop",
      "node stop": "node start",
    },
    reach: { all: "cluster delete --all, cluster delete -a, cluster stop --all, cluster stop -a" },
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
        "-[fo] -n= --namespace= --all -A -o= --output= --format= --follow --length= --problems --short -l --light --url",
    },
    starts: "start, unpause, dashboard, tunnel, service, mount",
    stops: "stop, pause",
    deletes: "delete, node delete, image rm, cache delete, kubectl delete, kubectl drain, kubectl -- delete",
    configures: "*",
    executes: "ssh, kubectl, cp",
    undo: {
      stop: "start",
      pause: "unpause",
      unpause: "pause",
      "addons enable": "addons disable",
      "addons disable": "addons enable",
    },
    reach: { all: "delete --all, delete --purge" },
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
    global:
      "-n= --namespace= --kube-context= --debug --kubeconfig= --kube-apiserver= --kube-token= --kube-as-user= --kube-as-group= --kube-ca-file= --kube-tls-server-name= --kube-insecure-skip-tls-verify --registry-config= --repository-config= --repository-cache= --burst-limit= --qps=",
    reads: {
      "list, ls, status, history, hist, get manifest, get notes, get hooks, get metadata, show chart, show readme, show all, show values, show crds, inspect, search repo, search hub, repo list, repo ls, dependency list, dependency ls, dep list, dep ls, dependencies list, search repo --help, plugin list, plugin ls, version, env, template, lint, verify, registry --help, diff upgrade, diff revision, diff rollback, diff release":
        "-[aAdqrtl] -f= -o= -m= --all --all-namespaces --date --deployed --failed --filter= --max= --offset= --output= --pending --reverse --selector= --short --superseded --uninstalled --uninstalling --time-format= --revision= --show-desc --show-resources --template= --version= --versions --devel --regexp --repo= --values= --set= --set-string= --set-json= --set-literal= --include-crds --show-only= -s= --api-versions= --kube-version= --name-template= --no-hooks --skip-tests --validate --strict --with-subcharts --quiet --is-upgrade --client --max-col-width= --fail-on-no-result --context= --suppress-secrets --three-way-merge --list-repo-url --no-headers --no-color",
      // Nothing is installed, no hook runs. An answer of the cluster may be looked up.
      "upgrade --dry-run, upgrade --dry-run=client, upgrade --dry-run=server, install --dry-run, install --dry-run=client, install --dry-run=server, uninstall --dry-run, uninstall --dry-run=client, delete --dry-run, rollback --dry-run, rollback --dry-run=client":
        "-[ig] -f= -o= -g --values= --set= --set-string= --set-json= --set-file= --set-literal= --install --version= --repo= --dry-run --create-namespace --output= --generate-name --name-template= --reuse-values --reset-values --reset-then-reuse-values --wait --timeout= --atomic --devel --no-hooks --skip-crds --hide-secret --description= --history-max= --dependency-update=false --wait-for-jobs --keep-history",
    },
    reveals: "get values, get all",
    writes:
      "--repository-config, --repository-cache, upgrade, install, create, package, pull, fetch, repo add, repo update, repo index, dependency update, dependency build, dep up, dep update, dep build, plugin install, plugin update, template --output-dir, registry login, registry logout, diff",
    stops: "rollback",
    deletes: "uninstall, delete, un, del, repo remove, repo rm, plugin uninstall, upgrade --force, plugin remove",
    sends: "push, cm-push, --kube-apiserver, --kube-ca-file, --kube-tls-server-name, --kube-insecure-skip-tls-verify",
    grants: "--kube-token, --kube-as-user, --kube-as-group, --registry-config",
    executes:
      "test, plugin run, secrets, template --post-renderer-args, --kubeconfig, upgrade --post-renderer, install --post-renderer",
    undo: {
      install:
        "uninstall $1 drop(-f= --values= --set= --set-string= --set-file= --set-json= --version= --create-namespace --wait --timeout= --atomic --repo= --devel --description=)",
      upgrade:
        "rollback $1 drop(-f= --values= --set= --set-string= --set-file= --set-json= --version= --wait --timeout= --atomic --repo= --reuse-values --reset-values --history-max= --description= --cleanup-on-fail)",
      rollback: "rollback",
      "repo add":
        "repo remove $1 drop(--force-update --username= --password= --pass-credentials --insecure-skip-tls-verify)",
      "registry login": "registry logout drop(-u= --username= -p= --password= --password-stdin --insecure)",
    },
    reach: { many: "upgrade, install, uninstall, delete, rollback" },
  },
  // Its files may run programs while they are read (hooks, `exec`).
  helmfile: {
    reads: { "version, --version": "" },
    deletes: "destroy, delete",
    executes: "list, status, diff, lint, template, build, test, show-dag, write-values, fetch, deps",
    writes: "*",

    reach: { many: "apply, sync, charts, destroy, delete" },
  },
  argocd: {
    global:
      "--grpc-web --insecure --plaintext --core --argocd-context= -N= --app-namespace= -n= --server= --auth-token= --config= --header= -H= --server-crt= --client-crt= --client-crt-key= --kube-context= --port-forward --port-forward-namespace= --grpc-web-root-path=",
    reads: {
      "app list, app get, app diff, app history, app logs, app manifests, app resources, app wait, cluster list, cluster get, repo list, repo get, proj list, proj get, proj role list, proj role get, proj windows list, version, context $0, account list, account get, account get-user-info, account can-i, cert list, gpg list, gpg get, admin app diff-reconcile-results, admin settings validate, appset list, appset get, repocreds list, app actions list, bcrypt --help":
        "-[po] -o= -l= --output= --selector= --project= --show-operation --show-params --refresh=false --follow --tail= --container= --group= --kind= --name= --namespace= --since-seconds= --filter= --repo= --short --client --health --sync --operation --suspended --degraded --timeout= --hard-refresh=false --revision= --source= --orphaned --local= --exit-code",
    },
    deletes:
      "app delete, app delete-resource, cluster rm, repo rm, proj delete, appset delete, account delete-token, cert rm, repocreds rm, app unset, proj role delete, gpg rm",
    stops: "app rollback, app terminate-op, app sync --prune, app sync --force, app sync --replace",
    sends: "--server, --server-crt, -H, --header",
    grants:
      "account generate-token, proj role create-token, proj role add-policy, account update-password, cluster add, login, --auth-token, --client-crt, --client-crt-key, --config",
    writes: "*",
    executes: "app actions run, admin",
    undo: {
      "app sync": "app rollback $1 drop(--revision= --timeout= --async)",
      "app create":
        "app delete $1 drop(--repo= --path= --dest-server= --dest-name= --dest-namespace= --revision= --project= --sync-policy= --helm-chart= --helm-set= -p= --parameter=)",
      "cluster add": "cluster rm drop(--name= -y --yes)",
      "repo add":
        "repo rm $1 drop(--username= --password= --ssh-private-key-path= --type= --name= --insecure-skip-server-verification)",
      "proj create": "proj delete $1 drop(--description= -d= --dest= -s= --src=)",
      login: "logout drop(--username= --password= --sso --skip-test-tls)",
    },
    reach: { many: "app sync -l, app delete -l, app delete --selector, proj delete, appset delete, cluster rm" },
  },
  argo: {
    reads: {
      "list, get, logs, version, template list, template get, cron list, cron get, archive list, archive get, cluster-template list, cluster-template get, lint, watch, wait":
        "-[Afo] -n= -o= -l= --output= --namespace= --all-namespaces --follow --since= --tail= --no-color --timestamps --completed --running --status= --since= --prefix= --container= -c= --no-utf8 --strict",
    },
    stops: "stop, terminate, suspend, cron suspend",
    deletes: "delete, template delete, cron delete, archive delete, cluster-template delete",
    undo: {
      suspend: "resume $*",
      resume: "suspend $*",
      "cron suspend": "cron resume $*",
      "cron resume": "cron suspend $*",
    },
    reach: { many: "delete --all, delete -l, delete --older, stop -l" },
    starts: "submit, resume, resubmit, retry, cron resume, template create",
    writes: "*",
  },
  "kubectl-argo-rollouts": {
    global: "-n= --namespace= --context=",
    reads: { [rollouts.reads]: rolloutFlags },
    stops: rollouts.stops,
    starts: rollouts.starts,
    writes: rollouts.writes,
    executes: "dashboard, *",
    undo: { pause: "promote", abort: "retry rollout" },
  },
  flux: {
    typed: "suspend, resume, reconcile, delete",
    global: "-n= --namespace= --context= --timeout= --verbose",
    reads: {
      "get, logs, events, stats, trace, tree, check, version, diff, list artifacts, debug --help, envsubst, build kustomization, build artifact --help, export source, export kustomization, export helmrelease, export alert, export alert-provider, export image, export receiver":
        "-[Afw] -A --all-namespaces --status-selector= --watch --no-header -l= --label-selector= --follow --since= --tail= --level= --kind= --name= --for= --types= --pre --client --api-version= --path= -o= --output= --kustomization-file= --compact --all --dry-run --recursive --ignore-paths=",
    },
    reveals: "debug, export source --with-credentials, export secret",
    writes: "create, bootstrap, install, export, build, pull, tag",
    sends: "push",
    stops: "suspend",
    starts: "resume, reconcile, migrate",
    deletes: "delete, uninstall",
    undo: { suspend: "resume keep(--all)", resume: "suspend keep(--all) drop(--wait)" },
    reach: { many: "suspend --all, resume --all, delete --all", all: "uninstall" },
  },
  fluxctl: { reads: { "list-workloads, list-images, version, identity": "*" }, writes: "*" },
  istioctl: {
    global: "-n= -i= --namespace= --istioNamespace= --context= --vklog=",
    reads: {
      // Not here: `-o`, the folder it would write to.
      "manifest generate":
        "--set= -f= --filename= --revision= -r= --charts= -d= --manifests= --cluster-specific --component=",

      "version, proxy-status, ps, proxy-config, pc, analyze, describe, x describe, experimental describe, validate, profile list, profile dump, profile diff, manifest diff, verify-install, waypoint list, waypoint status, ztunnel-config, zc, x precheck, x authz check, experimental precheck, tag list, remote-clusters, admin log $1, bug-report --help, authz check, metrics":
        "-[Aoaf] -o= -A --all-namespaces --output= --color? --port= --address= --fqdn= --name= --short --remote --revision= -r= --failure-threshold= --suppress= -S= --use-kube -k --verbose --type= --direction= --subset= --timeout= --duration= -d= --node=",
    },
    deletes: "uninstall, tag remove, waypoint delete, x uninstall",
    writes:
      "install, upgrade, operator, manifest, create-remote-secret, kube-inject, tag, waypoint, x, experimental, admin log, bug-report, operator init",
    reveals: "proxy-config secret, pc secret, pc s, proxy-config s",
    starts: "dashboard, d, dash",
    undo: { "waypoint apply": "waypoint delete keep(--name=)", "tag set": "tag remove $1 drop(--revision= -r=)" },
    reach: { all: "uninstall --purge, uninstall" },
  },
  linkerd: {
    reads: {
      "check, version, stat, viz stat, viz top, viz tap, viz edges, viz routes, viz check, viz list, viz stat-inbound, viz stat-outbound, diagnostics endpoints, diagnostics proxy-metrics, diagnostics policy, authz, profile, identity, multicluster check, multicluster gateways, jaeger check, jaeger list, inject, uninject, completion":
        "* !--kubeconfig !--as !--as-group",
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
    undo: {
      "schedule pause": "schedule unpause",
      "schedule unpause": "schedule pause",
      "backup create":
        "backup delete $1 drop(--include-namespaces= --exclude-namespaces= --include-resources= --exclude-resources= -w --wait --ttl= -l= --selector= --storage-location= --snapshot-volumes?)",
      "schedule create":
        "schedule delete $1 drop(--schedule= --include-namespaces= --exclude-namespaces= --ttl= -l= --selector= --storage-location=)",
    },
    reach: { many: "restore create, delete --all, delete --selector, backup delete --all", all: "uninstall" },
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
      "scale --help": "--nodes= --nodes-min= --nodes-max= --cluster= --name=",
      "get, version, info, utils describe-addon-versions, utils describe-addon-configuration, utils describe-stacks, utils schema":
        "-[Ao] -o= -n= --cluster= --name= --output= --all-regions -A --namespace= --trail --events --all --chunk-size=",
    },
    deletes: "delete",
    stops: "drain, scale --nodes=0",
    scales: "scale",
    writes:
      "create, upgrade, update, utils, enable, set, unset, associate, disassociate, register, deregister, generate, anywhere, completion",
    undo: {
      "create cluster":
        "delete cluster $1 keep(--name= -f= --config-file=) drop(--nodes= --node-type= --version= --zones= --nodegroup-name= --nodes-min= --nodes-max= --managed --fargate --ssh-access --ssh-public-key=)",
      "create nodegroup":
        "delete nodegroup $1 keep(--cluster= --name= -f= --config-file=) drop(--nodes= --node-type= --nodes-min= --nodes-max= --managed)",
      drain: "drain --undo keep(--cluster= --name= -n= -f= --config-file=)",
      "scale nodegroup": "scale nodegroup",
    },
  },
  kops: {
    reads: {
      "get, validate, version, toolbox dump, rolling-update cluster":
        "-o= --output= --name= --state= --wait= --full -v= --instance-group= --force --cloudonly --node-interval=",
    },
    deletes: "delete",
    // Without --yes kops only says what it would do.
    stops: "rolling-update --yes, rolling-update -y",
    writes: "*",
    reveals: "get secrets, get secret",
    grants: "export, create secret",
    undo: { "create cluster": "delete cluster keep(--name= --state=)" },
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
    reveals:
      "gen secrets, kubeconfig, get machineconfig*, get mc, get secret*, get osroot*, get kubernetesroot*, get etcdroot*, get certsan*",
    undo: {
      "service * stop": "service * start",
      "service * start": "service * stop",
      "config context": "config context",
    },
    reach: { many: "upgrade-k8s, cluster destroy" },
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
    reads: { "version, beta trace, xpkg --help, beta validate": "-n= -o= --output= --wide" },
    // Functions of a composition run as containers.
    executes: "render, beta render",
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
  werf: { reads: { "version, ls": "*" }, executes: "render", writes: "*", deletes: "dismiss, cleanup, purge" },
  skaffold: {
    reads: { "diagnose, version, config list, schema list": "* !-o !--output" },
    deletes: "delete",
    starts: "run, dev, deploy, apply, debug",
    writes: "*",
    executes: "exec, test, verify, render, inspect",
    undo: { run: "delete keep(-f= --filename= -p= --profile=)" },
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
    global:
      "-region= -namespace= -no-color -force-color -address= -token= -ca-cert= -ca-path= -client-cert= -client-key= -tls-server-name= -tls-skip-verify",
    reads: {
      "job run --help": "-check-index= -detach -verbose -yes -count= -m= -deadline= -reason=",
      "status, job status, job inspect, job history, job plan, job validate, job allocs, job deployments, job eval --help, job tag --help, plan, validate, node status, alloc status, alloc logs, logs, alloc fs, fs, alloc checks, server members, agent-info, deployment list, deployment status, eval list, eval status, monitor, operator snapshot inspect, operator snapshot state, operator root keyring list, acl auth-method list, acl binding-rule list, operator autopilot state, namespace list, namespace status, namespace inspect, operator autopilot get-config, operator raft list-peers, operator scheduler get-config, operator autopilot health, operator api --help, quota list, quota status, quota inspect, service list, service info, volume status, plugin status, version, ui --help, acl policy list, acl policy info, acl role list, acl role info, acl token self --help, system --help, var list, scaling policy list, scaling policy info, recommendation list, node pool list, node pool info, node pool jobs, node pool nodes, job scaling-events, operator metrics, operator debug --help, license get, sentinel list, setup --help":
        "-verbose -json -t= -short -stats -self -f -tail -n= -c= -stderr -stdout -job -task= -H -stat -i -evals -all-allocs -latest -p -version= -filter= -per-page= -page-token= -type= -node-id= -server-id= -log-level= -os -quiet -diff -policy-override -var= -var-file= -hcl2-strict -detailed -allocs -stale -deployment -full -hcl -monitor -wait",
    },
    reveals: "operator gossip keyring list, var get, acl token self, acl token info, acl token list",
    sends: "-address, -ca-cert, -ca-path, -tls-server-name, -tls-skip-verify",
    starts:
      "node drain -disable, run, job run, start, job start, job dispatch, job periodic force, deployment resume, job revert, agent, deployment unblock, job scale --help",
    stops:
      "stop, job stop, alloc stop, alloc restart, job restart, node drain, node-drain, job scale * 0, job scale * * 0, scale * 0, scale * * 0, deployment fail, deployment pause, server force-leave, server leave, alloc signal, operator raft transfer-leadership, alloc pause, job stop -purge",
    scales: "job scale, scale",
    deletes:
      "system gc, namespace delete, var purge, quota delete, acl policy delete, acl token delete, volume delete, volume detach, operator raft remove-peer, deployment delete, job deregister, eval delete, volume deregister, acl role delete, service delete, operator snapshot restore, node purge, var lock, sentinel delete",
    grants:
      "-token, -client-cert, -client-key, acl token create, acl bootstrap, acl token update, acl policy apply, acl role create, acl role update, login",
    writes:
      "operator snapshot save, var put, volume create, volume snapshot create, quota apply, namespace apply, sentinel apply",
    configures: "*",
    executes: "job action, action, operator api, operator debug",
    carries: {
      "exec, alloc exec": {
        skip: 1,
        as: "words",
        flags:
          "-[it] -i -t -i=true -i=false -t=true -t=false -task= -e= -job -group= -region= -namespace= -address= -token=",
        risk: "caution",
        bare: "executes",
      },
    },
    undo: {
      stop: "job start $1 drop(-detach -yes -verbose)",
      "job stop": "job start $1 drop(-detach -yes -verbose)",
      "job start": "job stop $1 drop(-detach -verbose)",
      start: "job stop $1 drop(-detach -verbose)",
      "job scale": "job scale",
      "job revert": "job revert",
      "node drain -enable": "node drain -disable drop(-yes -deadline= -force -no-deadline -ignore-system -detach -m=)",
      "node eligibility -disable": "node eligibility -enable",
      "node eligibility -enable": "node eligibility -disable",
      "deployment pause": "deployment resume",
      "deployment resume": "deployment pause",
    },
    reach: { many: "node drain, job stop, stop, namespace delete", all: "system gc, operator snapshot restore" },
  },
  "kube-capacity": {
    reads: {
      "*": "-[puacn] -l= -n= -o= --pods --util --containers --available --pod-count --sort= --output= --namespace= --pod-labels= --node-labels= --namespace-labels= --context= --no-taint --show-labels --version",
    },
  },
  k8sec: {
    reads: { list: "-n= --namespace= --context=" },
    reveals: "dump, get, list --base64",
    deletes: "unset",
    writes: "set, load",
  },
  kubescape: {
    reads: {
      "version, scan, list, config view":
        "-[v] --format= -f= --verbose --include-namespaces= --exclude-namespaces= --compliance-threshold= --severity-threshold= --keep-local --use-default --use-from= --kube-context= --view=",
    },
    writes: "scan --output, scan -o, download, patch, fix",
    sends: "scan --submit, scan --account, submit",
    deletes: "delete, config delete",
  },
  kubeaudit: {
    reads: {
      "all, version, apparmor, asat, capabilities, hostns, image, limits, mounts, netpols, nonroot, privesc, privileged, rootfs, seccomp":
        "-f= --manifest= -n= --namespace= -p= --format= -m= --minseverity= -g --includegenerated -e= --exitcode=",
    },
    writes: "autofix",
  },
  polaris: {
    reads: {
      "audit, version":
        "--audit-path= -f= --format= --only-show-failed-tests --namespace= --resource= --severity= --color --quiet --set-exit-code-on-danger --set-exit-code-below-score= --helm-chart= --helm-values=",
    },
    writes: "audit --output-file, fix",
    sends: "audit --output-url, audit --upload-insights",
    starts: "dashboard, webhook",
  },
  datree: { reads: { "version, config get": "" }, sends: "*" },
  kapp: {
    reads: {
      "list, ls, inspect, logs, version, app-group --help, app-change list, diff --help":
        "-[t] -a= -n= --app= --namespace= -f= --tree --raw --filter= --filter-kind= --all-namespaces -A --follow --lines=",
    },
    deletes: "delete, app-group delete, app-change gc",
    writes: "deploy, rename, label, deploy-config, app-group deploy",

    reach: { many: "deploy, delete, app-group delete" },
  },
  ytt: {
    reads: {
      "*": "-[v] -f= -v= --file= --data-value= --data-value-yaml= --data-value-file= --data-values-file= --output= -o=yaml -o=json --strict --debug",
    },
    writes: "--output-files, --dangerous-emptied-output-directory",
  },
  kbld: { reads: { "version, inspect": "" }, sends: "*" },
  vendir: { reads: { version: "" }, writes: "*" },
  imgpkg: {
    reads: { "describe, tag list, tag resolve, version": "-b= -i= --bundle= --image= --digests= --output-type= -o=" },
    sends: "push, copy",
    writes: "*",
  },
  kn: {
    reads: {
      "service list, service describe, revision list, revision describe, route list, route describe, source list, source list-types, broker list, broker describe, trigger list, trigger describe, version, plugin list, domain list, channel list, subscription list, eventtype list":
        "-[Av] -n= -o= --namespace= --output= --all-namespaces --verbose --no-headers -s=",
    },
    deletes: "* delete, source * delete",
    executes: "func, plugin",
    writes: "*",
    undo: {
      "service create": "service delete $1 drop(--image= --env= -e= --port= -p= --scale= --scale-min= --scale-max=)",
      "broker create": "broker delete $1 drop(--class=)",
      "trigger create": "trigger delete $1 drop(--broker= --filter= --sink= -s=)",
    },
  },
  okteto: {
    reads: {
      "version, context show, context list, namespace list, kubeconfig --help, preview list, pipeline list, endpoints":
        "-o= --output= -n= --namespace=",
    },
    reveals: "context show --token, kubeconfig",
    deletes: "destroy, namespace delete, preview destroy, preview sleep, pipeline destroy, context delete",
    stops: "down, namespace sleep",
    starts: "up, deploy, namespace wake, preview deploy, pipeline deploy",
    executes: "exec, test, remote-run",
    writes: "*",
  },
  devspace: {
    reads: { "list, version, print, status, analyze": "" },
    deletes: "purge, remove, reset, cleanup",
    executes: "*",
    starts: "dev, deploy",
  },
  garden: {
    reads: { "version, get status, get modules, get tests, get actions, validate": "" },
    executes: "*",
    deletes: "cleanup, delete",
  },
  fission: {
    reads: {
      "env list, env get, fn list, fn get --help, fn getmeta, function list, function getmeta, package list, package info, route list, ht list, httptrigger list, tt list, mqtrigger list, version, support --help, pkg list, pkg info, fn logs, function logs, watch list":
        "-[fav] --name= --namespace= -n= --detail --recordcount=",
    },
    reveals: "archive list",
    deletes:
      "env delete, fn delete, function delete, package delete, pkg delete, route delete, ht delete, httptrigger delete, tt delete, mqtrigger delete, spec destroy, archive delete, watch delete, token --help",
    executes: "fn test, function test",
    writes: "*",
    undo: {
      "env create": "env delete $0 keep(--name= -n= --namespace=) drop(--image= --builder= --poolsize= --version=)",
      "fn create":
        "fn delete $0 keep(--name= -n= --namespace=) drop(--env= --code= --src= --deploy= --entrypoint= --pkg=)",
      "function create":
        "function delete $0 keep(--name= -n= --namespace=) drop(--env= --code= --src= --deploy= --entrypoint= --pkg=)",
    },
  },
  pachctl: {
    reads: {
      "list repo, list file, list commit, list branch, list pipeline, list job, list datum, inspect repo, inspect file, inspect commit, inspect branch, inspect pipeline, inspect job, inspect datum, version, logs, diff file, glob file, get file --help, config get active-context, config list context, auth whoami":
        "-[f] --raw --full-timestamps --output= -o= --pipeline= -p= --history= --follow --tail= --since= --state= --project=",
    },
    deletes:
      "delete repo, delete file, delete commit, delete branch, delete pipeline, delete job, delete all, delete transaction, squash commit, drop commit",
    stops: "stop pipeline, stop job, stop transaction",
    starts: "start pipeline, run pipeline, start commit, start transaction, restart datum",
    executes: "shell, mount, port-forward, extract, restore",
    writes: "*",
    undo: {
      "start pipeline": "stop pipeline",
      "stop pipeline": "start pipeline",
      "create repo": "delete repo $1 drop(-d= --description=)",
      "create branch": "delete branch $1 drop(--head= -p= --provenance=)",
    },
  },
  longhornctl: { reads: { "version, check preflight, get --help": "" }, writes: "*", deletes: "uninstall" },
  linstor: {
    reads: {
      "node list, n l, resource list, r l, resource-definition list, rd l, volume list, v l, storage-pool list, sp l, error-reports list, err l, controller version, c v, snapshot list, s l, node info, physical-storage list, ps l, resource-group list, rg l, volume-definition list, vd l, backup list, remote list, advise resource, space-reporting query":
        "-[pma] -r= -n= -s= --resources= --nodes= --storage-pools= --groupby= --faulty --show-props",
    },
    deletes:
      "node delete, n d, resource delete, r d, resource-definition delete, rd d, volume-definition delete, vd d, storage-pool delete, sp d, snapshot delete, s d, node lost, n lost, snapshot rollback, backup delete, error-reports delete, resource-group delete, rg d, remote delete",
    stops: "resource deactivate, node evacuate, n evacuate, node reconnect, node restore",
    writes: "*",
    undo: {
      "resource create $2": "resource delete $2 $1 drop(--storage-pool= -s=)",
      "snapshot create $2": "snapshot delete $1 $2",
      "node create": "node delete $1 drop(--node-type=)",
      "resource deactivate": "resource activate",
    },
  },
  rio: { executes: "*" },
  draft: { writes: "*", reads: { version: "" } },
  helmsman: { executes: "*", reads: { "-v": "", "--version": "" } },
};
