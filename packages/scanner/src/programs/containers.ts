import type { Carried, Family, Program } from "./program.ts";

// With `format=file` the answer would go to the file.
const syftFormats =
  `json syft-json cyclonedx-json cyclonedx-xml cyclonedx spdx spdx-json spdx-tag-value table text github-json github syft-table syft-text purls`
    .split(" ")
    .map((name) => `-o=${name} --output=${name}`)
    .join(" ");
const format = "--format= -q --quiet --no-trunc";

/** `docker run image command`: without a command the image decides what runs. */
const run: Carried = {
  skip: 1,
  as: "words",
  flags:
    "-[ditPqT] -a= -c= -e= -h= -l= -m= -p= -u= -v= -w= --add-host= --annotation= --attach= --blkio-weight= --cap-add= --cap-drop= --cgroup-parent= --cgroupns= --cgroups= --cidfile= --conmon-pidfile= --cpu-period= --cpu-quota= --cpu-shares= --cpus= --cpuset-cpus= --cpuset-mems= --detach --detach-keys= --device= --device-cgroup-rule= --dns= --dns-option= --dns-search= --domainname= --entrypoint= --env= --env-file= --env-host --expose= --gpus= --group-add= --health-cmd= --health-interval= --health-retries= --health-timeout= --hostname= --image-volume= --init --init-path= --interactive --ip= --ip6= --ipc= --isolation= --label= --label-file= --link= --log-driver= --log-opt= --mac-address= --memory= --memory-reservation= --memory-swap= --memory-swappiness= --mount= --name= --net= --net-alias= --network= --network-alias= --no-healthcheck --oom-kill-disable --oom-score-adj= --pid= --pids-limit= --platform= --pod= --privileged --publish= --publish-all --pull= --quiet --read-only --replace --restart= --rm --rmi --runtime= --secret= --security-opt= --shm-size= --sig-proxy --sig-proxy=false --stop-signal= --stop-timeout= --storage-opt= --sysctl= --systemd= --tls-verify= --tmpfs= --tty --tz= --ulimit= --umask= --user= --userns= --uts= --volume= --volume-driver= --volumes-from= --workdir= --no-deps --service-ports --use-aliases --build --remove-orphans --no-TTY -f= --file= --project-name= --profile=",
  risk: "caution",
  bare: "executes",
};

const engine: Program = {
  global:
    "-D --debug -l= --log-level= --tls --tlsverify -H= --host= -c= --context= --config= --tlscacert= --tlscert= --tlskey= --url= --connection= --identity= -r --remote --root= --runroot= --storage-driver= --storage-opt= --runtime= --conmon= --hooks-dir= --module= --cgroup-manager= --events-backend= --network-cmd-path= --ssh= --out=",
  reads: {
    "run --help": run.flags,
    "node update --help": "--availability= --role= --label-add= --label-rm=",
    "service create --help":
      "--replicas= --name= --mode= --network= --mount= --constraint= --publish= -p= -e= -d --detach",
    "ps, container ls, container list, container ps": `-[aqlsn] -f= --filter= -n= --last= --all --latest --size --pod -p --noheading --ns --sort= --sync -w= --watch= ${format}`,
    "images, image ls, image list": `-[aq] -f= --filter= --all --digests --tree --history --sort= --noheading -n --names ${format}`,
    "logs, container logs, service logs":
      "-[ft] -n= --follow --tail= --since= --until= --timestamps --details --names -l --latest --no-trunc --raw --no-resolve --no-task-ids --color",
    "inspect, container inspect, image inspect, network inspect, volume inspect, service inspect, node inspect, config inspect, context inspect, plugin inspect, pod inspect, manifest inspect, buildx inspect $1, swarm unlock-key --help":
      "-[fs] -f= --size --type= --pretty --insecure -v --verbose -l --latest --format= --platform=",
    "top, container top, stats, container stats, port, container port, diff, container diff, history, image history, pod top, pod stats, pod ps, pod ls, pod list, pod logs, pod exists, container exists, image exists, network exists, volume exists, healthcheck --help, image tree, image diff":
      "-[aHqlf] --all --no-stream --no-reset -i= --interval= -H --human --platform= --latest --filter= -n --names --follow --tail= --since= --ctr-names --ctr-ids --ctr-status --sort= --pod " +
      format,
    "wait, container wait, pod wait": "-[il] --interval= --condition= --latest --ignore --cidfile=",
    "info, version, system info, system df, system events, events, system connection list, system connection ls, help, mount $0, container mount $0, image mount $0, generate kube, kube generate, auto-update --dry-run, unshare --help, compose version": `-[fv] -f= --filter= --since= --until= --verbose --stream --client --debug -v ${format}`,
    "network ls, network list, volume ls, volume list, node ls, node ps, service ls, service list, service ps, stack ls, stack list, stack ps, stack services, config ls, secret ls, secret inspect, plugin ls, context ls, context list, context show, builder du, buildx ls, buildx du, buildx version, trust inspect, checkpoint ls, swarm ca $0, swarm join-token --help, image trust show, secret list, machine list, machine ls, machine info, machine inspect, search, unshare --help, farm list, artifact ls, artifact inspect, scout version, scout quickview, scout cves, model list, model ls, buildx imagetools inspect, buildx history ls, buildx history inspect, buildx history logs, buildx bake --print":
      "-[fql] -f= --filter= --orchestrator= --namespace= --limit= --verbose --bootstrap=false --builder= --raw --no-resolve --sort= -n= --cluster --dangling --noheading --list-tags --tls-verify? -v -q " +
      format,
    "compose ps, compose ls, compose logs, compose images, compose top, compose port, compose events, compose version, compose stats, compose volumes":
      "-[aqft] -f= -p= --file= --project-name= --profile= --env-file= --project-directory= --all --services --status= --filter= --orphans --follow --tail= --since= --until= --timestamps --no-color --no-log-prefix --index= --protocol= --json --ansi= --no-stream -n= " +
      format,
    "compose config":
      "-[q] -f= -p= --file= --project-name= --profile= --services --volumes --images --profiles --hash= --quiet --format= --no-interpolate --no-normalize --environment",
    "-v, --version": "",
  },
  reveals:
    "swarm join-token, swarm unlock-key, secret inspect --showsecret, secret inspect --pretty, compose config --environment",
  writes:
    "create, container create, pull, image pull, tag, image tag, commit, container commit, cp, container cp, copy, container copy, build, image build, image load, load, image import, import, export, container export, image save, save, network create, volume create, config create, secret create, context create, context import, context export, buildx build, buildx create, buildx bake, builder build, compose build, compose create, compose pull, compose cp, manifest create, manifest annotate, pod create, volume export, volume import, generate systemd, generate spec, kube generate -f, kube generate --filename, generate kube -f, generate kube --filename, image mount, mount, container mount, container checkpoint, checkpoint create, artifact pull, artifact add, sbom, scout sbom, buildx imagetools create, buildx history export, compose convert, init, diff --output, farm create, farm build, quadlet install, compose publish, compose export, compose commit, volume mount, image sign, trust key generate, machine cp",
  starts:
    "start, container start, unpause, container unpause, run * $0, container run * $0, compose run * $0, restore, container restore, service create, stack deploy, stack up, compose up, compose start, compose unpause, compose watch, swarm init, swarm join, pod start, pod unpause, play kube, kube play, system service, attach, container attach, compose attach, machine start, machine init, plugin enable, container runlabel, debug, desktop start, model run, model pull, kube apply",
  stops:
    "stop, container stop, kill, container kill, restart, container restart, pause, container pause, compose stop, compose kill, compose restart, compose pause, compose down, swarm leave, pod stop, pod kill, pod restart, pod pause, kube down, machine stop, node update --availability=drain, node update --availability=pause, service scale --replicas=0, plugin disable, desktop stop, desktop restart, system migrate, system renumber, buildx stop",
  scales: "service scale, compose scale",
  // A configuration folder names helpers and plugins to run, and these options name programs.
  executes:
    "healthcheck run, --config, --runtime, --conmon, --hooks-dir, --module, --network-cmd-path, compose --dry-run --help",
  grants: "-c, --context, --connection, --identity, --tlscert, --tlskey",
  configures:
    "update, container update, rename, container rename, service update, service rollback, node update, node promote, node demote, network connect, network disconnect, network reload, network update, context use, context update, swarm update, swarm ca, swarm unlock, login, logout, plugin set, plugin install, plugin upgrade, plugin create, buildx use, buildx install, trust sign, trust signer add, system connection add, system connection default, system connection rename, machine set, machine os, image trust set, unmount, umount, container cleanup, image unmount, image untag, untag, auto-update, volume update, volume reload, system check, farm update, machine reset",
  sends:
    "-H, --host, --url, -r, --remote, --tlscacert, --ssh, push, image push, compose push, plugin push, manifest push, artifact push, buildx history trace, image scp",
  deletes:
    "rm, container rm, container remove, rmi, image rm, image remove, volume rm, volume remove, network rm, network remove, service rm, service remove, stack rm, stack down, stack remove, config rm, secret rm, context rm, node rm, prune, system prune, container prune, image prune, volume prune, network prune, builder prune, buildx prune, buildx rm, compose rm, compose down -v, compose down --volumes, compose down --rmi, plugin rm, pod rm, pod prune, system reset, machine rm, manifest rm, checkpoint rm, system connection remove, builder rm, artifact rm, farm remove, quadlet rm, model rm, buildx history rm, trust key remove, trust revoke, machine reset, image rm --all",
  carries: {
    "run, container run, compose run": run,
    unshare: { skip: 0, as: "words", flags: "--rootless-netns", risk: "caution", bare: "executes" },
    "exec, container exec": {
      skip: 1,
      as: "words",
      flags:
        "-[ditT] -e= -u= -w= --detach --detach-keys= --env= --env-file= --interactive --privileged --tty --user= --workdir= --no-session",
      risk: "caution",
      bare: "executes",
    },
    "compose exec": {
      skip: 1,
      as: "words",
      flags:
        "-[dtTi] -e= -u= -w= -f= -p= --detach --env= --index= --no-TTY --privileged --user= --workdir= --file= --project-name= --no-tty",
      risk: "caution",
      bare: "executes",
    },
  },
  undo: {
    start: "stop $*",
    "container start": "container stop $*",
    stop: "start $* drop(-t= --time= --timeout= -s= --signal=)",
    "container stop": "container start $* drop(-t= --time= --timeout= -s= --signal=)",
    kill: "start $* drop(-s= --signal=)",
    "container kill": "container start $* drop(-s= --signal=)",
    pause: "unpause $*",
    "container pause": "container unpause $*",
    unpause: "pause $*",
    "container unpause": "container pause $*",
    "tag $2": "rmi $2",
    "image tag $2": "image rm $2",
    rename: "rename $2 $1",
    "container rename": "container rename $2 $1",
    update: "update",
    "container update": "container update",
    "network create":
      "network rm $1 drop(-d= --driver= --subnet= --gateway= --ip-range= --label= -o= --opt= --attachable --internal --scope= --ipv6)",
    "network connect": "network disconnect $1 $2 drop(--ip= --ip6= --alias= --link= --driver-opt=)",
    "network disconnect": "network connect $* drop(-f --force)",
    "volume create": "volume rm $1 drop(-d= --driver= --label= -o= --opt=)",
    "secret create": "secret rm $1 drop(-d= --driver= -l= --label=)",
    "config create": "config rm $1 drop(-l= --label=)",
    "context create": "context rm $1 drop(--docker= --description= --from=)",
    "context use": "context use",
    "service scale": "service scale",
    "service update":
      "service rollback $1 drop(--image= --env-add= --env-rm= --force --replicas= --limit-memory= --limit-cpu= --reserve-memory= --reserve-cpu= --label-add= --label-rm= --publish-add= --publish-rm= --update-parallelism= --update-delay= --args= -d --detach -q --quiet)",
    "swarm init": "swarm leave --force $0 drop(--advertise-addr= --listen-addr= --data-path-addr=)",
    "swarm join": "swarm leave $0 drop(--token= --advertise-addr= --listen-addr= --data-path-addr= --availability=)",
    "node update": "node update",
    "node promote": "node demote $*",
    "node demote": "node promote $*",
    "plugin enable": "plugin disable $* drop(--timeout=)",
    "plugin disable": "plugin enable $* drop(-f --force)",
    "compose up $0":
      "compose down $0 drop(-d --detach --wait --build --pull= --quiet-pull --no-build --no-recreate --force-recreate --wait-timeout=)",
    "compose up":
      "compose stop $* drop(-d --detach --wait --build --pull= --quiet-pull --no-build --no-recreate --force-recreate --wait-timeout=)",
    "compose start $0": "compose stop $0",
    "compose start": "compose stop $*",
    "compose stop $0": "compose start $0 drop(-t= --timeout=)",
    "compose stop": "compose start $* drop(-t= --timeout=)",
    "compose kill $0": "compose start $0 drop(-s= --signal=)",
    "compose kill": "compose start $* drop(-s= --signal=)",
    "compose pause $0": "compose unpause $0",
    "compose pause": "compose unpause $*",
    "compose unpause $0": "compose pause $0",
    "compose unpause": "compose pause $*",
    "compose scale": "compose scale",
    "pod start": "pod stop $*",
    "pod stop": "pod start $* drop(-t= --time=)",
    "pod pause": "pod unpause $*",
    "pod unpause": "pod pause $*",
    "kube play": "kube down",
    "play kube": "kube down",
    "machine start": "machine stop",
    "machine stop": "machine start",
    mount: "unmount $*",
    login: "logout drop(-u= --username= -p= --password= --password-stdin)",
  },
  reach: {
    many: "container prune, image prune, network prune, volume prune, builder prune, buildx prune, pod prune, compose down, compose rm, compose stop, compose kill, compose restart, compose up, compose pull, stack rm, stack deploy, pod rm, pod stop, kube down, auto-update, node update --availability=drain",
    all: "system prune, system reset, rm --all, stop --all, rm -a, stop -a, kill --all, kill -a, rmi --all, rmi -a, pod rm --all, pod rm -a, machine reset, swarm leave --force",
  },
};

const compose: Program = {
  global:
    "-f= -p= --file= --project-name= --profile= --env-file= --project-directory= --ansi= --no-ansi --verbose --compatibility",
  reads: {
    "ps, ls, logs, images, top, port, events, version, stats, volumes":
      "-[aqft] --all --services --status= --filter= --follow --tail= --since= --until= --timestamps --no-color --no-log-prefix --index= --protocol= --json --short --no-stream --quiet --format= -n=",
    config: "-q --services --volumes --images --profiles --hash= --quiet --format= --no-interpolate",
    "-v, --version": "",
  },
  writes: "build, create, pull, cp",
  starts: "up, start, unpause, run * $0, watch",
  stops: "stop, kill, restart, pause, down",
  scales: "scale",
  sends: "push",
  deletes: "rm, down -v, down --volumes, down --rmi",
  carries: {
    run,
    exec: {
      skip: 1,
      as: "words",
      flags: "-[dTti] -e= -u= -w= --detach --env= --index= --privileged --user= --workdir=",
      risk: "caution",
      bare: "executes",
    },
  },
  undo: {
    "start $0": "stop $0",
    start: "stop $*",
    "stop $0": "start $0 drop(-t= --timeout=)",
    stop: "start $* drop(-t= --timeout=)",
    "up $0":
      "down $0 drop(-d --detach --wait --build --pull= --quiet-pull --no-build --no-recreate --force-recreate --wait-timeout=)",
    up: "stop $* drop(-d --detach --wait --build --pull= --quiet-pull --no-build --no-recreate --force-recreate --wait-timeout=)",
    "down $0": "up -d $0 drop(--remove-orphans -t= --timeout=)",
    "pause $0": "unpause $0",
    pause: "unpause $*",
    "unpause $0": "pause $0",
    unpause: "pause $*",
    "kill $0": "start $0 drop(-s= --signal=)",
    kill: "start $* drop(-s= --signal=)",
    scale: "scale",
  },
  reach: { many: "up, down, rm, stop, kill, restart, pull, build" },
};

const orb: Program = {
  reads: { "list, ls, info, status, version, logs, config show, config get": "-[qra] --format= -f= --running" },
  starts: "start, create",
  stops: "stop, restart",
  deletes: "delete, rm, reset, config reset",
  writes: "*",
  undo: { start: "stop", stop: "start", create: "delete $2" },
};

const lxd: Program = {
  global: "-[vq] --debug --project= --verbose --quiet --force-local",
  reads: {
    "list, ls, info, version, remote list, remote get-default, image list, image ls, image info, image show, image alias list, image get-property, network list, network show, network get, network info, network list-leases, network list-allocations, network acl list, network acl show, network forward list, network zone list, network peer list, profile list, profile show, profile get, profile device list, profile device show, profile device get, config get, config show, config device list, config device show, config device get, config metadata show, config template list, config template show, config trust list, config trust show, storage list, storage show, storage info, storage get, storage volume list, storage volume show, storage volume info, storage volume get, storage bucket list, storage bucket show, project list, project show, project info, project get, project get-current, cluster list, cluster show, cluster info, cluster get, cluster group list, cluster group show, cluster role list, operation list, operation show, warning list, warning show, monitor, snapshot list, snapshot show, top, admin cluster list, admin sql --help, snapshot info, storage volume snapshot list":
      "-[cf] -c= -f= --columns= --format= --fast --all-projects --show-log --resources --expanded -e -t= --type= --target= --loglevel= --pretty --all -a --property -p",
    "console --show-log": "",
  },
  reveals: "config trust add, config trust list-tokens",
  executes: "shell, sql, query, admin sql, console",
  starts: "start, launch, resume, cluster restore",
  stops: "stop, restart, pause, cluster evacuate, restore, snapshot restore, rebuild, storage volume restore",
  writes:
    "init, create, copy, cp, move, mv, rename, snapshot, snapshot create, publish, export, import, image copy, image import, image export, image refresh, image edit, file push, file pull, file mount, file edit, file create, network create, profile create, profile copy, storage create, storage volume create, project create, storage volume copy, storage volume snapshot, storage volume import, storage volume export, storage bucket create, config template create, network acl create, network forward create",
  configures:
    "config, profile, network, storage, project, remote, alias, cluster, image, auth, operation, warning ack, monitor --debug, snapshot rename, admin",
  deletes:
    "delete, rm, image delete, image rm, image alias delete, network delete, profile delete, storage delete, storage volume delete, project delete, snapshot delete, file delete, file rm, remote remove, remote rm, config trust remove, config template delete, cluster remove, cluster rm, operation delete, warning delete, network acl delete, network forward delete, storage bucket delete, profile device remove, config device remove, network zone delete, cluster group delete",
  carries: {
    exec: {
      skip: 1,
      as: "words",
      flags: "-[tTn] --env= --cwd= --user= --group= --mode= --force-interactive --force-noninteractive --disable-stdin",
      risk: "caution",
      bare: "executes",
    },
  },
  undo: {
    start: "stop $*",
    stop: "start $* drop(-f --force --timeout=)",
    pause: "start $*",
    launch:
      "delete --force $2 drop(-p= --profile= -c= --config= -n= --network= -s= --storage= -t= --type= --vm -e --ephemeral)",
    init: "delete $2 drop(-p= --profile= -c= --config= -n= --network= -s= --storage= -t= --type= --vm -e --ephemeral)",
    "snapshot $2": "delete $1/$2",
    "profile create": "profile delete $*",
    "network create": "network delete $1",
    "cluster evacuate": "cluster restore $* drop(--force --action=)",
    "cluster restore": "cluster evacuate $* drop(--force --action=)",
    "config device add": "config device remove $1 $2",
  },
  reach: { all: "stop --all, start --all, restart --all, pause --all, delete --all", many: "cluster evacuate" },
};

/** Containers and their images: engines, compose, runtimes, registries. */
export const containers: Family = {
  docker: engine,
  podman: engine,
  nerdctl: {
    ...engine,
    global: `${engine.global} -n= --namespace= -a= --address= --snapshotter=`,
    sends: `${engine.sends}, -a, --address`,
  },
  buildah: {
    global: "--root= --runroot= --storage-driver= --log-level=",
    reads: {
      "images, containers, ls, ps, inspect, version, info, manifest inspect, manifest exists, mount $0":
        "-[aqnf] --all --quiet --json --format= --filter= -f= --no-trunc --noheading --digests --history -t= --type=",
    },
    carries: { run: { ...run, bare: "executes" } },
    deletes: "rm, rmi, prune, delete, manifest rm",
    executes: "build, bud, build-using-dockerfile, unshare, source",
    sends: "push, manifest push, source push",
    writes: "from, copy, add, config, commit, tag, pull, mount, umount, unmount, rename, manifest",
    configures: "login, logout",
    undo: {
      mount: "umount $*",
      umount: "mount $*",
      "tag $2": "rmi $2",
      login: "logout drop(-u= --username= -p= --password= --password-stdin)",
    },
    reach: { all: "rm --all, rm -a, rmi --all, rmi -a, prune" },
  },
  finch: engine,
  "podman-remote": engine,
  "docker-compose": compose,
  "podman-compose": compose,
  lxc: lxd,
  incus: lxd,
  "docker-machine": {
    reads: { "ls, active, config, env, inspect, ip, status, url, version": "-[qf] -f= --filter= --format= -t=" },
    starts: "start, create",
    stops: "stop, restart, kill",
    deletes: "rm",
    configures: "*",
    carries: { ssh: { skip: 1, as: "script", flags: "-D --debug", risk: "caution", bare: "executes" } },
    undo: { start: "stop", stop: "start", kill: "start" },
  },
  "docker-slim": { executes: "*" },
  dockerd: { starts: "*", reads: { "--validate": "--config-file=", "-v": "", "--version": "" } },
  containerd: { reads: { "-v": "", "--version": "", "config dump, config default": "" }, starts: "*" },
  crictl: {
    global: "-[D] -t= --timeout= --debug -r= --runtime-endpoint= -i= --image-endpoint= -c= --config=",
    sends: "-r, --runtime-endpoint, -i, --image-endpoint",
    reads: {
      "ps, pods, images, image, img, logs, inspect, inspecti, inspectp, stats, statsp, info, version, imagefsinfo, events, metricsp, metricdescs, runtime-config, config --get, config --list":
        "-[aqfvlto] -o= -l= -n= -p= --all --quiet --output= --name= --namespace= --label= --pod= --state= --last= --latest --no-trunc --digests --image= --id= --follow --tail= --since= --timestamps --watch --verbose --resolve-image-path --seconds= --template= -r",
    },
    writes: "pull, create, runp, checkpoint",
    starts: "start, run",
    stops: "stop, stopp",
    deletes: "rm, rmp, rmi",
    configures: "update, config, update-runtime-config, -c, --config",
    executes: "attach, port-forward",
    carries: {
      exec: {
        skip: 1,
        as: "words",
        flags: "-[itse] -r= -w= --ignore-errors -x --parallel --transport= --interactive --tty --sync --timeout=",
        risk: "caution",
        bare: "executes",
      },
    },
    undo: { start: "stop $*", stop: "start $* drop(-t= --timeout=)" },
    reach: { all: "rm --all, rm -a, rmi --all, rmi -a, rmp --all, rmp -a", many: "rmi --prune, stopp, rmp" },
  },
  ctr: {
    global: "-n= --namespace= -a= --address= --timeout= --debug",
    reads: {
      "version, containers list, containers ls, containers info, container ls, container list, container info, c ls, c list, c info, images list, images ls, images check, image ls, image list, image check, i ls, i list, i check, tasks list, tasks ls, tasks ps, tasks metrics, task ls, task list, task ps, task metrics, t ls, t ps, namespaces list, namespaces ls, ns ls, plugins list, plugins ls, snapshots list, snapshots ls, snapshots info, snapshots tree, snapshots usage, content ls, content list, leases list, leases ls, events, pprof goroutines, info":
        "-[q] --quiet --format= --filter=",
    },
    deletes:
      "containers delete, containers del, containers rm, container rm, c rm, images remove, images rm, image rm, i rm, tasks delete, tasks rm, task rm, t rm, namespaces remove, namespaces rm, ns rm, snapshots rm, snapshots remove, content rm, leases rm, images prune",
    stops: "tasks kill, tasks pause, task kill, task pause, t kill",
    starts: "run, tasks start, tasks resume, task start, task resume, t start",
    writes: "*, -a, --address",
    undo: {
      "tasks pause": "tasks resume $*",
      "task pause": "task resume $*",
      "tasks resume": "tasks pause $*",
      "task resume": "task pause $*",
    },
    executes: "tasks exec, task exec, t exec, tasks attach, shim",
  },
  runc: {
    global: "--root= --debug --log=",
    reads: { "list, state, ps, events, features, spec --help": "-[qf] --format= -f= --stats" },
    stops: "kill, pause",
    deletes: "delete",
    starts: "run, start, create, resume, restore",
    configures: "update",
    executes: "exec",
    writes: "spec, checkpoint",
    undo: { pause: "resume $*", resume: "pause $*" },
  },
  crun: {
    reads: { "list, state, ps, features": "-[qf] -f=" },
    stops: "kill, pause",
    deletes: "delete",
    starts: "run, start, create, resume",
    executes: "exec",
    configures: "update",
    undo: { pause: "resume $*", resume: "pause $*" },
  },
  skopeo: {
    reads: { "inspect, list-tags, manifest-digest": "* !--command-timeout" },
    writes: "copy, sync, standalone-sign, generate-sigstore-key",
    deletes: "delete",
    configures: "login, logout",
    undo: { login: "logout drop(-u= --username= -p= --password= --password-stdin)" },
  },
  crane: {
    reads: {
      "manifest, digest, ls, catalog, config, validate, version, blob":
        "--insecure --platform= -v --full-ref --omit-digest-tags --tarball= --remote=",
    },
    deletes: "delete",
    sends: "*",
  },
  regctl: {
    reads: {
      "manifest get, manifest head, manifest diff, tag ls, tag list, repo ls, repo list, image inspect, image digest, image manifest, image config, blob get, version":
        "* !-o",
    },
    deletes: "tag delete, tag rm, manifest delete, blob delete",
    sends: "*",
  },
  oras: {
    reads: {
      "repo ls, repo tags, manifest fetch, discover, version, blob fetch --descriptor":
        "* !-o !--output !--config !--registry-config",
    },
    deletes: "manifest delete, blob delete",
    sends: "*",
  },
  dive: { reads: { "*": "--ci --source=" }, writes: "-j, --json" },
  hadolint: {
    reads: {
      "*": "-f= -c= -t= --format= --config= --ignore= --failure-threshold= --no-fail --no-color --trusted-registry=",
    },
  },
  dockle: { reads: { "*": "-f= -i= --exit-code= --exit-level= --format= --ignore=" }, writes: "-o, --output" },
  trivy: {
    reads: {
      "image, fs, filesystem, repo, repository, config, rootfs, vm, sbom, version, k8s, kubernetes":
        "-[fqds] -f= -s= --format= --severity= --quiet --ignore-unfixed --scanners= --vuln-type= --exit-code= --light --no-progress --skip-db-update --skip-dirs= --skip-files= --list-all-pkgs --timeout= --report= --security-checks= --input= --debug --pkg-types= --table-mode= --include-namespaces=",
    },
    writes: "-o, --output, --cache-dir",
    deletes: "clean",
    configures: "plugin, module, server, convert, registry",
  },
  grype: {
    reads: {
      "*": "-[qv] -o=json -o=table -o=cyclonedx -o=cyclonedx-json -o=sarif -o=embedded-cyclonedx --output=json --output=table --output=cyclonedx --output=cyclonedx-json --output=sarif --fail-on= --only-fixed --only-notfixed --scope= -f= --by-cve --add-cpes-if-none --platform= --distro= --exclude= --quiet",
      // `-o json=file` writes a file.
      "--help": "-o= --output=",
      "db status, db list, db check, version, explain": "",
    },
    writes: "--file",
    deletes: "db delete",
    configures: "db update, db import",
  },
  syft: {
    reads: {
      "*": `-[qv] --scope= --platform= --exclude= --source-name= --source-version= ${syftFormats}`,
      "--help": "-o= --output=",
      version: "-o=json -o=text",
    },
    writes: "--file, convert, attest, login",
  },
  cosign: {
    reads: {
      "verify, verify-attestation, verify-blob, verify-blob-attestation, tree, triangulate, version, manifest verify, dockerfile verify":
        "--key= --certificate-identity= --certificate-oidc-issuer= --certificate-identity-regexp= --certificate-oidc-issuer-regexp= --type= --signature= --certificate= --bundle= -o= --output=",
    },
    deletes: "clean",
    sends: "*",
  },
  kaniko: { sends: "*" },
  distrobox: { reads: { "list, ls, version": "--no-color -r" }, executes: "*", deletes: "rm", stops: "stop" },
  toolbox: { reads: { list: "-ci" }, deletes: "rm, rmi", executes: "*" },
  apptainer: {
    reads: { "inspect, cache list, instance list, version, verify, sif list": "*" },
    executes: "*",
    writes: "pull, build, sif, key, cache",
    sends: "push",
    stops: "instance stop",
    deletes: "cache clean, delete, sif del",
    undo: { "instance start": "instance stop $2" },
  },
  singularity: {
    reads: { "inspect, cache list, instance list, version, verify": "*" },
    executes: "*",
    writes: "pull, build",
    stops: "instance stop",
    deletes: "cache clean, delete, sif del",
  },
  "lxc-ls": {
    reads: {
      "*": "-[1dfF] -F= -P= --fancy --fancy-format= --active --running --frozen --stopped --defined --nesting= -g= --groups=",
    },
  },
  "lxc-info": { reads: { "*": "-[iSpsH] -n= -c= -P= --name= --ips --pid --stats --state --config=" } },
  "lxc-top": { reads: { "*": "-[br] -d= -s=" } },
  "lxc-checkconfig": { reads: { "*": "" } },
  "lxc-config": { reads: { "*": "-l" } },
  "lxc-monitor": { reads: { "*": "-n= -Q" } },
  "lxc-start": { starts: "*" },
  "lxc-stop": { stops: "*" },
  "lxc-create": { writes: "*" },
  "lxc-copy": { writes: "*" },
  "lxc-destroy": { deletes: "*" },
  "lxc-freeze": { stops: "*" },
  "lxc-unfreeze": { starts: "*" },
  "lxc-attach": {
    carries: {
      "": {
        skip: 0,
        as: "words",
        flags: "-[eq] -n= --name= -P= --lxcpath= -a= -L= -R -s= -v= -u= -g= --clear-env --keep-env",
        risk: "caution",
        bare: "executes",
      },
    },
  },
  "lxc-execute": {
    carries: {
      "": {
        skip: 0,
        as: "words",
        flags: "-[dq] -n= --name= -P= --lxcpath= -f= -s= -u= -g=",
        risk: "caution",
        bare: "executes",
      },
    },
  },
  "lxc-console": { executes: "*" },
  "lxc-snapshot": { reads: { "-L": "-n=", "--list": "-n=" }, deletes: "-d, --destroy", writes: "*" },
  vagrant: {
    reads: {
      "status, global-status, box list, box outdated, plugin list, port, ssh-config, version, snapshot list, validate, -v, --version, list-commands, cloud search, winrm-config":
        "-[ai] --prune --box-info --machine-readable --host= --guest= --global --force --local --ignore-provider",
    },
    starts: "up, resume, provision",
    stops: "halt, suspend, reload, snapshot restore, snapshot pop",
    writes: "init, box add, box update, box repackage, package, snapshot save, snapshot push, upload, cloud",
    deletes: "destroy, box remove, snapshot delete, box prune, global-status --prune",
    configures: "plugin, login, rsync, rsync-auto, autocomplete",
    executes: "powershell, rdp, winrm, share, connect, push, serve",
    carries: {
      ssh: {
        skip: 1,
        as: "script",
        flags: "-c= -p -t --command= --plain --tty --no-tty",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["-c", "--command"],
      },
    },
    undo: {
      "up $0": "halt $0 drop(--provision --no-provision --provider=)",
      up: "halt $* drop(--provision --no-provision --provider=)",
      "suspend $0": "resume $0",
      suspend: "resume $*",
      "resume $0": "suspend $0",
      resume: "suspend $*",
      "halt $0": "up $0 drop(-f --force)",
      halt: "up $* drop(-f --force)",
      "snapshot save": "snapshot delete $*",
    },
    reach: { many: "halt, destroy, up, reload, suspend" },
  },
  multipass: {
    reads: {
      "list, info, find, version, networks, get, aliases, help": "--format= --all --show-unsupported --snapshots",
    },
    starts: "launch, start, restore",
    stops: "stop, suspend, restart",
    deletes: "delete, purge",
    writes: "mount, umount, transfer, snapshot, clone, set, alias, unalias, prefer, authenticate",
    executes: "shell",
    carries: {
      exec: {
        skip: 1,
        as: "words",
        flags: "-d= --working-directory= -n --no-map-working-directory",
        risk: "caution",
        bare: "executes",
      },
    },
    undo: { start: "stop $*", stop: "start $*", suspend: "start $*", mount: "umount $2" },
    reach: { all: "stop --all, delete --all, purge, suspend --all" },
  },
  virsh: {
    // Any other connection may name a host, or a program to run (`qemu+ext:///?command=`).
    global:
      "-[qr] --quiet --readonly --debug= -d= -c=qemu:///system --connect=qemu:///system -c=qemu:///session --connect=qemu:///session -c=lxc:/// --connect=lxc:/// -c=xen:/// --connect=xen:///",
    reads: {
      // With a value they set what without one they show.
      "domtime $1, vcpupin $1, emulatorpin $1, schedinfo $1, snapshot-current $1, guestvcpus $1, blkdeviotune $2, memtune $1, blkiotune $1, numatune $1, domiftune $2, desc $1, metadata $2, node-memory-tune $0":
        "--live --config --current --pretty --name --title",
      "connect --help": "-c= --connect=",
      "list, dominfo, domstate, domid, domuuid, domname, domblklist, domblkinfo, domblkstat, domblkerror, domiflist, domifaddr, domifstat, domif-getlink, dommemstat, domstats, domjobinfo, domfsinfo, domhostname, domcontrol, domlaunchsecinfo, domdisplay, dumpxml, vcpuinfo, vcpucount, iothreadinfo, cpu-stats, net-list, net-info, net-dumpxml, net-uuid, net-name, net-dhcp-leases, net-port-list, net-port-dumpxml, iface-list, iface-dumpxml, iface-name, iface-mac, pool-list, pool-info, pool-dumpxml, pool-uuid, pool-name, pool-capabilities, find-storage-pool-sources, vol-list, vol-info, vol-dumpxml, vol-path, vol-pool, vol-key, vol-name, snapshot-list, snapshot-info, snapshot-dumpxml, snapshot-parent, checkpoint-list, checkpoint-info, checkpoint-dumpxml, nodeinfo, nodecpumap, nodecpustats, nodememstats, nodedev-list, nodedev-dumpxml, nodedev-info, freecell, freepages, capabilities, domcapabilities, hostname, uri, sysinfo, version, maxvcpus, cpu-models, nwfilter-list, nwfilter-dumpxml, nwfilter-binding-list, secret-list, secret-dumpxml, event, net-event, ttyconsole, vncdisplay, guestinfo, help, hypervisor-cpu-models, managed-save-dumpxml, blockjob --info":
        "* !--edit !--remove !--set !--now !--sync !--config !--period !--include-password !--abort !--pivot !--bandwidth",
    },
    reveals: "secret-get-value, dumpxml --security-info",
    starts:
      "start, create, resume, restore, reset, wakeup, net-start, net-create, pool-start, pool-create, pool-create-as, iface-start, autostart, managedsave-edit, pool-autostart, net-autostart, dompmwakeup",
    stops:
      "shutdown, destroy, reboot, suspend, save, managedsave, dompmsuspend, snapshot-revert, net-destroy, iface-destroy, pool-destroy, migrate, inject-nmi, dump, crash, reset, domjobabort",
    deletes:
      "undefine, pool-delete, pool-undefine, vol-delete, vol-wipe, net-undefine, snapshot-delete, checkpoint-delete, blockcommit, detach-disk, detach-interface, detach-device, secret-undefine, nwfilter-undefine, managedsave-remove, iface-undefine, nodedev-destroy, nodedev-undefine",
    writes:
      "define, edit, clone, pool-define, pool-define-as, pool-build, pool-edit, vol-create, vol-create-as, vol-create-from, vol-clone, vol-upload, vol-download, vol-resize, net-define, net-edit, net-update, snapshot-create, snapshot-create-as, snapshot-edit, checkpoint-create, attach-disk, attach-interface, attach-device, update-device, setmem, setmaxmem, setvcpus, blockresize, blockcopy, blockpull, blockjob, screenshot, change-media, metadata, desc, send-key, qemu-monitor-command, qemu-agent-command, qemu-attach, set-user-password, set-user-sshkeys, domrename, iface-define, iface-bridge, secret-define, secret-set-value, pool-refresh, backup-begin",
    executes: "console, qemu-monitor-command, qemu-agent-command, lxc-enter-namespace",
    undo: {
      start: "shutdown",
      shutdown: "start drop(--mode=)",
      destroy: "start drop(--graceful)",
      suspend: "resume",
      resume: "suspend",
      autostart: "autostart --disable",
      "autostart --disable": "autostart",
      managedsave: "start drop(--running --paused --verbose --bypass-cache)",
      "save $2": "restore $2 drop(--running --paused --verbose --bypass-cache)",
      "net-start": "net-destroy",
      "net-destroy": "net-start",
      "pool-start": "pool-destroy drop(--build --overwrite --no-overwrite)",
      "pool-destroy": "pool-start",
      "vol-create-as": "vol-delete --pool $1 $2 drop(--format= --allocation= --prealloc-metadata)",
      "snapshot-create-as": "snapshot-delete $1 $2 drop(--description= --disk-only --atomic --quiesce)",
      "attach-device": "detach-device keep(--live --config --persistent --current)",
      "attach-disk":
        "detach-disk $1 $3 keep(--live --config --persistent --current) drop(--driver= --subdriver= --type= --mode= --cache= --targetbus=)",
    },
  },
  "virt-install": { writes: "*" },
  "virt-clone": { writes: "*" },
  "virt-xml": { writes: "*" },
  "virt-top": { reads: { "*": "-[123] -c= -d= -n= -o= --stream --script" } },
  "virt-df": { reads: { "*": "-[hi] -a= -d= --csv" } },
  "virt-filesystems": { reads: { "*": "-[lh] -a= -d= --all --long" } },
  "virt-viewer": { executes: "*" },
  "virt-what": { reads: { "*": "" } },
  "virt-host-validate": { reads: { "*": "-q" } },
  "virt-sparsify": { writes: "*" },
  "virt-customize": { executes: "*" },
  "virt-cat": { reads: { "*": "-a= -d= -m=" } },
  "virt-ls": { reads: { "*": "-[lR] -a= -d= -m=" } },
  "qemu-img": {
    reads: {
      "snapshot -l": "-l -U -q",
      "info, check, compare, map, measure": "-[UqfFTp] -f= -F= -T= --output= --force-share --backing-chain",
    },
    writes: "create, convert, dd, amend, bitmap, bench, resize, snapshot",
    deletes: "resize --shrink, rebase, commit, snapshot -d, snapshot -a, check -r, check --repair",
  },
  "qemu-system-x86_64": { starts: "*" },
  "qemu-nbd": { configures: "*" },
  qm: {
    reads: {
      "list, status, config, pending, showcmd, guest exec-status, listsnapshot, agent * ping, cloudinit dump, help, guest cmd * get-osinfo, guest cmd * get-host-name, guest cmd * network-get-interfaces, guest cmd * get-fsinfo, guest cmd * ping, guest cmd * info, guest cmd * get-time, guest cmd * get-users, guest cmd * get-vcpus, agent * get-osinfo, agent * network-get-interfaces, agent * get-fsinfo, agent * info, nbdstop --help":
        "--verbose --full --current --pretty --snapshot=",
    },
    starts: "start, resume, create, clone",
    stops:
      "stop, shutdown, reset, reboot, suspend, rollback, migrate, remote-migrate, agent * shutdown, agent * suspend-disk, agent * suspend-ram, agent * suspend-hybrid, agent * fsfreeze-freeze",
    deletes: "destroy, delsnapshot, unlink, disk unlink",
    writes:
      "set, resize, move, snapshot, template, import, importdisk, importovf, disk, rescan, unlock, sendkey, cloudinit, agent, cleanup, wait",
    executes: "guest exec, guest cmd, terminal, monitor, vncproxy",
    undo: {
      start: "shutdown",
      shutdown: "start drop(--timeout= --forceStop=)",
      stop: "start drop(--timeout= --skiplock)",
      suspend: "resume",
      resume: "suspend",
      snapshot: "delsnapshot $1 $2 drop(--description= --vmstate=)",
      clone: "destroy $2 drop(--name= --full= --storage= --pool= --description=)",
    },
  },
  pct: {
    reads: {
      "list, status, config, pending, df, cpusets, listsnapshot, fstrim --help, help":
        "--verbose --current --snapshot=",
    },
    starts: "start, resume, create, clone",
    stops: "stop, shutdown, reboot, suspend, rollback, migrate, remote-migrate, restore",
    deletes: "destroy, delsnapshot",
    writes: "set, resize, move-volume, snapshot, template, mount, unmount, push, pull, fstrim, fsck, rescan, unlock",
    executes: "enter, console",
    carries: { exec: { skip: 1, as: "words", flags: "--keep-env=", risk: "caution", bare: "executes" } },
    undo: {
      start: "shutdown",
      shutdown: "start drop(--timeout= --forceStop=)",
      stop: "start drop(--skiplock)",
      suspend: "resume",
      resume: "suspend",
      snapshot: "delsnapshot $1 $2 drop(--description=)",
      mount: "unmount",
      unmount: "mount",
    },
  },
  pvesh: { reads: { "get, ls, usage": "*" }, deletes: "delete", writes: "create, set" },
  pvesm: {
    reads: { "status, list, path, scan, lvmscan, nfsscan, zfsscan, cifsscan": "*" },
    deletes: "remove, free, prune-backups",
    writes: "*",
  },
  pveversion: { reads: { "*": "-v --verbose" } },
  pveperf: { reads: { "*": "" } },
  pvecm: { reads: { "status, nodes, expected --help": "" }, configures: "*", deletes: "delnode" },
  vzdump: { writes: "*" },
  xl: {
    reads: {
      "sched-credit $0": "",
      "list, info, dmesg, top, uptime, vcpu-list, domid, domname, network-list, block-list, cpupool-list, vm-list":
        "* !-c !--clear",
    },
    starts: "create, unpause, restore",
    stops: "destroy, shutdown, reboot, pause, save, migrate",
    deletes: "dmesg -c, dmesg --clear, network-detach, block-detach",
    undo: { pause: "unpause", unpause: "pause", "save $2": "restore $2" },
    configures: "*",
  },
  VBoxManage: {
    reads: {
      "list, showvminfo, showmediuminfo, --version, metrics list, metrics query, guestproperty get, guestproperty enumerate, getextradata, snapshot * list, snapshot * showvminfo, bandwidthctl * list":
        "-l --long --details --machinereadable -s --sorted",
    },
    starts: "startvm",
    stops: "controlvm, discardstate",
    deletes:
      "unregistervm, closemedium, snapshot * delete, snapshot * restore, snapshot * restorecurrent, natnetwork remove, hostonlyif remove, sharedfolder remove, dhcpserver remove",
    undo: { startvm: "controlvm $1 acpipowerbutton drop(--type=)" },
    writes: "*",
    executes: "guestcontrol",
  },
  vboxmanage: {
    reads: { "list, showvminfo, showmediuminfo, --version": "-l --long --details --machinereadable" },
    starts: "startvm",
    stops: "controlvm, discardstate",
    deletes: "unregistervm, closemedium",
    writes: "*",
  },
  pvesubscription: { reads: { get: "" }, reveals: "get", deletes: "delete", writes: "*" },
  pvenode: {
    reads: {
      "task list, task log, task status, config get, acme cert --help, acme account list, acme account info, acme plugin list, cert info":
        "--errors --limit= --output-format=",
    },
    stops: "stopall, migrateall",
    starts: "startall, wakeonlan",
    deletes: "cert delete, acme cert revoke, acme plugin remove, acme account deactivate",
    writes: "*",
    undo: { startall: "stopall", stopall: "startall" },
    reach: { all: "stopall, migrateall, startall" },
  },
  pvesr: {
    reads: { "list, status, read": "" },
    deletes: "delete",
    stops: "disable",
    configures: "*",
    undo: { enable: "disable", disable: "enable" },
  },
  "ha-manager": {
    reads: { "status, config, groupconfig, rules list, rules config": "--verbose" },
    deletes: "remove, groupremove, rules remove",
    stops: "migrate, relocate, crm-command, set",
    writes: "*",
    undo: { add: "remove $1 drop(--state= --group= --max_restart= --max_relocate= --comment=)" },
  },
  pvebackup: { writes: "*" },
  "proxmox-backup-client": {
    reads: {
      "list, snapshot list, snapshot files, snapshots, status, version, task list, task log, benchmark --help, catalog dump, key show, key info":
        "--repository= --ns= --output-format= --limit=",
    },
    deletes: "snapshot forget, forget, prune, garbage-collect, namespace delete, logout",
    stops: "restore",
    reveals: "key paperkey",
    executes: "catalog shell",
    writes: "*",
  },
  "proxmox-backup-manager": {
    reads: {
      "datastore list, datastore show, user list, remote list, task list, task log, garbage-collection status, versions, sync-job list, verify-job list, prune-job list, disk list, cert info, subscription get, acl list":
        "--output-format= --limit= --all",
    },
    deletes:
      "datastore remove, user remove, remote remove, garbage-collection start, prune-job run, sync-job remove, disk initialize, user delete-token",
    stops: "task stop",
    writes: "*",
  },
  limactl: {
    reads: {
      "list, ls, info, validate, show-ssh, disk list, disk ls, --version, snapshot list, completion, sudoers --check":
        "-[qf] --format= --json --quiet --all-fields --log-level=",
    },
    starts: "start, create, snapshot apply",
    stops: "stop",
    deletes: "delete, remove, rm, factory-reset, prune, disk delete, disk rm, snapshot delete, unprotect",
    carries: {
      shell: {
        skip: 1,
        as: "words",
        flags: "--workdir= --shell= --start --tty --preserve-env --log-level=",
        risk: "caution",
        bare: "executes",
      },
    },
    writes: "*",
    undo: {
      stop: "start $* drop(-f --force)",
      protect: "unprotect $*",
      unprotect: "protect $*",
      "snapshot create": "snapshot delete $* keep(--tag=)",
    },
  },
  lima: { carries: { "": { skip: 0, as: "words", flags: "", risk: "caution", bare: "executes" } } },
  colima: {
    reads: { "status, list, ls, version, ssh-config": "-[jp] -p= --profile= --json --extended -e" },
    starts: "start",
    stops: "stop, restart, kubernetes stop, kubernetes reset",
    deletes: "delete, prune, kubernetes delete",
    carries: { ssh: { skip: 0, as: "words", flags: "-p= --profile= --layer", risk: "caution", bare: "executes" } },
    writes: "*",
    undo: { stop: "start keep(-p= --profile=) drop(-f --force)" },
  },
  rdctl: {
    reads: { "list-settings, version, info, snapshot list, extension ls": "--json --output= -o= --field=" },
    starts: "start",
    stops: "shutdown",
    deletes: "factory-reset, reset, snapshot delete, snapshot restore, extension uninstall",
    executes: "shell, api",
    writes: "*",
    undo: { start: "shutdown", shutdown: "start", "snapshot create": "snapshot delete $1 drop(--description=)" },
  },
  orbctl: orb,
  orb: { ...orb, executes: "*" },
  umoci: {
    reads: { "stat, list, ls, --version": "--image= --layout= --json" },
    deletes: "remove, rm, gc",
    writes: "*",
  },
  img: {
    reads: { "ls, du, inspect, version": "-[f] -f= --filter= --format=" },
    deletes: "rm, prune",
    writes: "*",
    sends: "push",
  },
  ko: { reads: { version: "" }, executes: "*" },
  jib: { executes: "*" },
  apko: { reads: { "version, show-config, show-packages, dot": "--arch= --format=" }, sends: "publish", writes: "*" },
  melange: { executes: "*", reads: { version: "" } },
  pack: {
    reads: {
      "version, inspect, inspect-image, builder inspect, builder suggest, stack suggest, buildpack inspect, config default-builder $0, report, config trusted-builders list":
        "-[q] -o= --output= --bom=false",
    },
    executes: "build, rebase",
    deletes: "config * remove, config default-builder --unset",
    writes: "*",
  },
  buildctl: {
    reads: { "du, debug workers, debug info, --version, debug histories": "-[v] --verbose --format=" },
    deletes: "prune, prune-histories",
    executes: "build, dial-stdio",
    writes: "*",
  },
  notation: {
    reads: {
      "verify, list, ls, inspect, version, certificate list, cert list, cert show, certificate show, key list, policy show, plugin list":
        "-[dvo] -o= --output= --type= --store= -v -d --debug --verbose",
    },
    deletes: "certificate delete, cert delete, key delete, plugin uninstall, logout, blob policy --help",
    executes: "plugin install",
    grants: "login",
    writes: "*",
  },
  snyk: { sends: "*", reads: { "--version, config get --help": "" } },
  runsc: {
    reads: { "list, state, ps, events, --version": "-[qf] -format= -stats" },
    stops: "kill, pause",
    deletes: "delete",
    starts: "run, start, create, resume, restore",
    executes: "exec, do, debug",
    writes: "*",
  },
  firecracker: { starts: "*", reads: { "--version": "" } },
  ignite: {
    reads: {
      "ps, images, kernels, inspect, logs, version, vm ps, image ls, kernel ls":
        "-[aqf] -t= --all --quiet --format= -o=",
    },
    deletes: "rm, rmi, rmk, vm rm, image rm, kernel rm",
    stops: "stop, kill, vm stop, vm kill",
    starts: "start, run, vm start, vm run",
    executes: "attach, ssh, exec",
    writes: "*",
    undo: { start: "stop", stop: "start" },
  },
  "cri-dockerd": { starts: "*", reads: { "--version": "" } },
  lazydocker: { executes: "*" },
};
