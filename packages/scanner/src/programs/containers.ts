import type { Family, Program } from "./program.ts";

const format = "--format= -q --quiet --no-trunc";

const engine: Program = {
  global: "-D --debug -l= --log-level= --tls --tlsverify",
  reads: {
    "ps, container ls, container list, container ps": `-[aqlsn] -f= --filter= -n= --last= --all --latest --size --pod -p --noheading --ns --sort= --sync -w= --watch= ${format}`,
    "images, image ls, image list": `-[aq] -f= --filter= --all --digests --tree --history --sort= --noheading -n --names ${format}`,
    "logs, container logs, service logs":
      "-[ft] -n= --follow --tail= --since= --until= --timestamps --details --names -l --latest --no-trunc --raw --no-resolve --no-task-ids --color",
    "inspect, container inspect, image inspect, network inspect, volume inspect, service inspect, node inspect, config inspect, context inspect, plugin inspect, pod inspect, manifest inspect, buildx inspect $1, swarm unlock-key --help":
      "-[fs] -f= --size --type= --pretty --insecure -v --verbose -l --latest --format= --platform=",
    "top, container top, stats, container stats, port, container port, diff, container diff, history, image history, pod top, pod stats, pod ps, pod ls, pod list, pod logs, pod exists, container exists, image exists, network exists, volume exists, healthcheck --help, image tree, image diff":
      "-[aHqlf] --all --no-stream --no-reset -i= --interval= -H --human --platform= --latest --filter= -n --names --follow --tail= --since= --ctr-names --ctr-ids --ctr-status --sort= --pod " +
      format,
    "info, version, system info, system df, system events, events, system connection list, system connection ls, help": `-[fv] -f= --filter= --since= --until= --verbose --stream --client --debug -v ${format}`,
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
    "create, container create, pull, image pull, tag, image tag, commit, container commit, cp, container cp, copy, container copy, build, image build, image load, load, image import, import, export, container export, image save, save, network create, volume create, config create, secret create, context create, context import, context export, buildx build, buildx create, buildx bake, builder build, compose build, compose create, compose pull, compose cp, manifest create, manifest annotate, pod create, volume export, volume import, generate systemd, generate kube, generate spec, kube generate, image mount, mount, container checkpoint, checkpoint create, artifact pull, artifact add, sbom, scout sbom, buildx imagetools create, buildx history export, compose convert, init, diff --output, farm create, farm build, quadlet install, compose publish, compose export, compose commit, volume mount, image sign, trust key generate, machine cp",
  starts:
    "start, container start, unpause, container unpause, run, container run, restore, container restore, service create, stack deploy, stack up, compose up, compose start, compose unpause, compose run, compose watch, swarm init, swarm join, pod start, pod unpause, play kube, kube play, system service, attach, container attach, compose attach, machine start, machine init, plugin enable, container runlabel, debug, desktop start, model run, model pull, kube apply",
  stops:
    "stop, container stop, kill, container kill, restart, container restart, pause, container pause, compose stop, compose kill, compose restart, compose pause, compose down, swarm leave, pod stop, pod kill, pod restart, pod pause, kube down, wait --condition, machine stop, plugin disable, desktop stop, desktop restart, system migrate, system renumber, buildx stop",
  scales: "service scale, compose scale",
  configures:
    "update, container update, rename, container rename, service update, service rollback, node update, node promote, node demote, network connect, network disconnect, network reload, network update, context use, context update, swarm update, swarm ca, swarm unlock, login, logout, plugin set, plugin install, plugin upgrade, plugin create, buildx use, buildx install, trust sign, trust signer add, system connection add, system connection default, system connection rename, machine set, machine os, image trust set, unmount, umount, container cleanup, image unmount, image untag, untag, auto-update, volume update, volume reload, system check, farm update, machine reset",
  sends:
    "push, image push, compose push, plugin push, manifest push, trust revoke, artifact push, buildx history trace, image scp",
  deletes:
    "rm, container rm, container remove, rmi, image rm, image remove, volume rm, volume remove, network rm, network remove, service rm, service remove, stack rm, stack down, stack remove, config rm, secret rm, context rm, node rm, prune, system prune, container prune, image prune, volume prune, network prune, builder prune, buildx prune, buildx rm, compose rm, compose down -v, compose down --volumes, compose down --rmi, plugin rm, pod rm, pod prune, system reset, machine rm, manifest rm, checkpoint rm, system connection remove, builder rm, artifact rm, farm remove, quadlet rm, model rm, buildx history rm, trust key remove, machine reset, volume unmount",
  carries: {
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
    start: "stop",
    stop: "start",
    pause: "unpause",
    unpause: "pause",
    "network connect": "network disconnect",
    "network disconnect": "network connect",
    "node promote": "node demote",
    "service update": "service rollback",
    "compose up": "compose down",
    "compose stop": "compose start",
  },
  reach: {
    many: "container prune, image prune, network prune, volume prune, compose down, compose rm, stack rm",
    all: "system prune, system reset",
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
  starts: "up, start, unpause, run, watch",
  stops: "stop, kill, restart, pause, down",
  scales: "scale",
  sends: "push",
  deletes: "rm, down -v, down --volumes, down --rmi",
  carries: {
    exec: {
      skip: 1,
      as: "words",
      flags: "-[dTti] -e= -u= -w= --detach --env= --index= --privileged --user= --workdir=",
      risk: "caution",
      bare: "executes",
    },
  },
  undo: { start: "stop", stop: "start", up: "down", pause: "unpause" },
  reach: { many: "down, rm" },
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
  starts: "start, launch, restore, snapshot restore, resume",
  stops: "stop, restart, pause, cluster evacuate",
  writes:
    "init, create, copy, cp, move, mv, rename, snapshot, snapshot create, publish, export, import, image copy, image import, image export, image refresh, image edit, file push, file pull, file mount, file edit, file create, network create, profile create, profile copy, storage create, storage volume create, project create, storage volume copy, storage volume snapshot, storage volume import, storage volume export, storage bucket create, config template create, network acl create, network forward create",
  configures:
    "config, profile, network, storage, project, remote, alias, cluster, image, auth, operation, warning ack, rebuild, monitor --debug, snapshot rename, admin",
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
  undo: { start: "stop", stop: "start", pause: "start" },
};

/** Containers and their images: engines, compose, runtimes, registries. */
export const containers: Family = {
  docker: engine,
  podman: engine,
  nerdctl: { ...engine, global: `${engine.global} -n= --namespace=` },
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
    executes: "ssh",
  },
  "docker-slim": { executes: "*" },
  dockerd: { starts: "*", reads: { "--validate": "--config-file=", "-v": "", "--version": "" } },
  containerd: { reads: { "-v": "", "--version": "", "config dump, config default": "" }, starts: "*" },
  crictl: {
    global: "-[D] -t= --timeout= --debug",
    reads: {
      "ps, pods, images, image, img, logs, inspect, inspecti, inspectp, stats, statsp, info, version, imagefsinfo, events, metricsp, metricdescs, runtime-config, config --get, config --list":
        "-[aqfvlto] -o= -l= -n= -p= --all --quiet --output= --name= --namespace= --label= --pod= --state= --last= --latest --no-trunc --digests --image= --id= --follow --tail= --since= --timestamps --watch --verbose --resolve-image-path --seconds= --template= -r",
    },
    writes: "pull, create, runp, checkpoint",
    starts: "start, run",
    stops: "stop, stopp",
    deletes: "rm, rmp, rmi",
    configures: "update, config, update-runtime-config",
    executes: "attach, port-forward",
    carries: {
      exec: {
        skip: 1,
        as: "words",
        flags: "-[itsr] -r= -w= --interactive --tty --sync --timeout=",
        risk: "caution",
        bare: "executes",
      },
    },
    undo: { start: "stop" },
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
    writes: "*",
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
  },
  crun: {
    reads: { "list, state, ps, features": "-[qf] -f=" },
    stops: "kill, pause",
    deletes: "delete",
    starts: "run, start, create, resume",
    executes: "exec",
    configures: "update",
  },
  skopeo: {
    reads: { "inspect, list-tags, manifest-digest": "* !--command-timeout" },
    writes: "copy, sync, standalone-sign, generate-sigstore-key",
    deletes: "delete",
    configures: "login, logout",
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
    reads: { "repo ls, repo tags, manifest fetch, discover, version, blob fetch --descriptor": "*" },
    deletes: "manifest delete, blob delete",
    sends: "*",
  },
  dive: { reads: { "*": "--ci --json= --source=" } },
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
      "*": "-[qv] -o= --fail-on= --only-fixed --scope= -f= --by-cve --add-cpes-if-none",
      "db status, db list, db check, version, explain": "",
    },
    writes: "--file",
    deletes: "db delete",
    configures: "db update, db import",
  },
  syft: { reads: { "*": "-[qv] -o= --scope= --output=" }, writes: "--file" },
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
    deletes: "cache clean, delete",
  },
  singularity: { reads: { "inspect, cache list, instance list, version, verify": "*" }, executes: "*" },
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
  "lxc-attach": { executes: "*" },
  "lxc-execute": { executes: "*" },
  "lxc-console": { executes: "*" },
  "lxc-snapshot": { reads: { "-L": "-n=", "--list": "-n=" }, deletes: "-d, --destroy", writes: "*" },
  vagrant: {
    reads: {
      "status, global-status, box list, box outdated, plugin list, port, ssh-config, version, snapshot list, validate, -v, --version, list-commands, cloud search, winrm-config":
        "-[ai] --prune --box-info --machine-readable --host= --guest= --global --force --local --ignore-provider",
    },
    starts: "up, resume, reload, provision, snapshot restore, snapshot pop",
    stops: "halt, suspend",
    writes: "init, box add, box update, box repackage, package, snapshot save, snapshot push, upload, cloud",
    deletes: "destroy, box remove, snapshot delete, box prune, global-status --prune",
    configures: "plugin, login, rsync, rsync-auto, autocomplete",
    executes: "ssh, powershell, rdp, winrm, share, connect, push, serve",
    undo: { up: "halt", suspend: "resume", halt: "up" },
  },
  multipass: {
    reads: {
      "list, info, find, version, networks, get, aliases, help": "--format= --all --show-unsupported --snapshots",
    },
    starts: "launch, start, restore",
    stops: "stop, suspend, restart",
    deletes: "delete, purge",
    writes: "mount, umount, transfer, snapshot, clone, set, alias, unalias, prefer, authenticate",
    executes: "shell, exec",
  },
  virsh: {
    global: "-[qrdk] -c= --connect= --quiet --readonly --debug=",
    reads: {
      "list, dominfo, domstate, domid, domuuid, domname, domblklist, domblkinfo, domblkstat, domblkerror, domiflist, domifaddr, domifstat, domif-getlink, dommemstat, domstats, domjobinfo, domtime $1, domfsinfo, domhostname, domcontrol, domlaunchsecinfo, domdisplay, dumpxml, vcpuinfo, vcpucount, vcpupin $1, emulatorpin $1, iothreadinfo, cpu-stats, schedinfo $1, net-list, net-info, net-dumpxml, net-uuid, net-name, net-dhcp-leases, net-port-list, net-port-dumpxml, iface-list, iface-dumpxml, iface-name, iface-mac, pool-list, pool-info, pool-dumpxml, pool-uuid, pool-name, pool-capabilities, find-storage-pool-sources, vol-list, vol-info, vol-dumpxml, vol-path, vol-pool, vol-key, vol-name, snapshot-list, snapshot-info, snapshot-dumpxml, snapshot-current $1, snapshot-parent, checkpoint-list, checkpoint-info, checkpoint-dumpxml, nodeinfo, nodecpumap, nodecpustats, nodememstats, nodedev-list, nodedev-dumpxml, nodedev-info, freecell, freepages, capabilities, domcapabilities, hostname, uri, sysinfo, version, maxvcpus, cpu-models, nwfilter-list, nwfilter-dumpxml, nwfilter-binding-list, secret-list, secret-dumpxml, event, net-event, ttyconsole, vncdisplay, guestinfo, guestvcpus $1, blkdeviotune $2, memtune $1, blkiotune $1, numatune $1, domiftune $2, desc $1, metadata $2, help, node-memory-tune $0, hypervisor-cpu-models, managed-save-dumpxml, blockjob --info":
        "* !--edit !--remove !--set !--now !--sync !--config",
    },
    reveals: "secret-get-value, dumpxml --security-info",
    starts:
      "start, create, resume, restore, reset, wakeup, net-start, net-create, pool-start, pool-create, pool-create-as, iface-start, autostart, managedsave-edit, pool-autostart, net-autostart, dompmwakeup",
    stops:
      "shutdown, destroy, reboot, suspend, save, managedsave, dompmsuspend, net-destroy, iface-destroy, pool-destroy, migrate, inject-nmi, dump, crash, reset, domjobabort",
    deletes:
      "undefine, pool-delete, pool-undefine, vol-delete, vol-wipe, net-undefine, snapshot-delete, checkpoint-delete, detach-disk, detach-interface, detach-device, secret-undefine, nwfilter-undefine, managedsave-remove, iface-undefine, nodedev-destroy, nodedev-undefine",
    writes:
      "define, edit, clone, pool-define, pool-define-as, pool-build, pool-edit, vol-create, vol-create-as, vol-create-from, vol-clone, vol-upload, vol-download, vol-resize, net-define, net-edit, net-update, snapshot-create, snapshot-create-as, snapshot-edit, checkpoint-create, attach-disk, attach-interface, attach-device, update-device, setmem, setmaxmem, setvcpus, blockresize, blockcommit, blockcopy, blockpull, blockjob, screenshot, change-media, metadata, desc, send-key, qemu-monitor-command, qemu-agent-command, qemu-attach, set-user-password, set-user-sshkeys, domrename, iface-define, iface-bridge, secret-define, secret-set-value, pool-refresh, snapshot-revert, backup-begin",
    executes: "console, qemu-monitor-command, qemu-agent-command, lxc-enter-namespace",
    undo: {
      start: "shutdown",
      suspend: "resume",
      "net-start": "net-destroy",
      "pool-start": "pool-destroy",
      "attach-disk": "detach-disk",
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
    reads: { "info, check, compare, map, measure": "-[UqfFTp] -f= -F= -T= --output= --force-share --backing-chain" },
    writes: "create, convert, dd, amend, bitmap, bench",
    deletes: "resize, rebase, commit, snapshot, check -r",
  },
  "qemu-system-x86_64": { starts: "*" },
  "qemu-nbd": { configures: "*" },
  qm: {
    reads: {
      "list, status, config, pending, showcmd, guest exec-status, listsnapshot, agent * ping, cloudinit dump, help, nbdstop --help":
        "--verbose --full --current --pretty --snapshot=",
    },
    starts: "start, resume, create, clone, rollback",
    stops: "stop, shutdown, reset, reboot, suspend",
    deletes: "destroy, delsnapshot, unlink, disk unlink",
    writes:
      "set, resize, move, migrate, snapshot, template, import, importdisk, importovf, disk, rescan, unlock, sendkey, cloudinit, agent, cleanup, wait",
    executes: "guest exec, terminal, monitor, vncproxy",
    undo: { start: "shutdown" },
  },
  pct: {
    reads: {
      "list, status, config, pending, df, cpusets, listsnapshot, fstrim --help, help":
        "--verbose --current --snapshot=",
    },
    starts: "start, resume, create, clone, rollback, restore",
    stops: "stop, shutdown, reboot, suspend",
    deletes: "destroy, delsnapshot",
    writes:
      "set, resize, move-volume, migrate, snapshot, template, mount, unmount, push, pull, fstrim, fsck, rescan, unlock",
    executes: "exec, enter, console",
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
      "list, info, dmesg, top, uptime, vcpu-list, domid, domname, sched-credit $0, network-list, block-list, cpupool-list, vm-list":
        "*",
    },
    starts: "create, unpause, restore",
    stops: "destroy, shutdown, reboot, pause, save, migrate",
    configures: "*",
  },
  VBoxManage: {
    reads: {
      "list, showvminfo, showmediuminfo, --version, metrics list, metrics query, guestproperty get, guestproperty enumerate, getextradata, snapshot * list, snapshot * showvminfo, bandwidthctl * list":
        "-l --long --details --machinereadable -s --sorted",
    },
    starts: "startvm",
    stops: "controlvm, discardstate",
    deletes: "unregistervm, closemedium, snapshot * delete, natnetwork remove, hostonlyif remove",
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
};
