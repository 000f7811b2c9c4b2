import type { Family } from "./program.ts";

/** Clouds. Their reading calls have thousands of parameters, so flags are open and the harmful ones are named. */
export const cloud: Family = {
  aws: {
    global:
      "--region= --output= --query= --no-paginate --no-cli-pager --color= --debug --no-sign-request --cli-read-timeout= --cli-connect-timeout= --page-size= --max-items= --starting-token= --profile=",
    reads: {
      "* describe-*, * list-*, * get-*, * search-*, * lookup-*, * batch-get-*, * query, * scan, * test-*, * validate-*, * check-*, * head-*, * filter-log-events, * estimate-*, * preview-*, * detect-*, * wait, * help, help, logs tail, s3 ls, * view-*, * admin-get-*, * admin-list-*, * simulate-*, history list, history show, configure list, configure list-profiles, configure get, ce get-*, iam generate-credential-report, cloudtrail lookup-events, sts decode-authorization-message, ecr-public describe-*, cloudformation detect-stack-drift, route53 test-dns-answer, --version, eks list-*, s3api select-object-content --help, resource-groups search-resources, cloudformation estimate-template-cost, pricing get-products, athena batch-get-query-execution, logs start-query --help, emr describe-*, dynamodb query, dynamodb scan, transcribe list-*, iam simulate-custom-policy, cloudwatch get-*, ecr batch-get-image, ecr batch-check-layer-availability, inspector2 list-*, health describe-*, support describe-*, guardduty list-*, securityhub get-*, xray batch-get-traces, ds describe-*, kinesis describe-*":
        "* !--endpoint-url !--cli-input-json !--cli-input-yaml !--ca-bundle !--no-verify-ssl !--with-decryption !--outfile !--include-secret !--show-secrets !--generate-cli-skeleton",
    },
    reveals:
      "secretsmanager get-secret-value, secretsmanager batch-get-secret-value, secretsmanager get-random-password, * get-login, * get-login-password, * get-password-data, * get-authorization-token, * get-session-token, * get-federation-token, * get-access-key-info, sts assume-role, sts assume-role-*, sts get-*-token, * get-role-credentials, * get-credentials-*, * get-credentials, * get-token, ssm get-parameter --with-decryption, ssm get-parameters --with-decryption, ssm get-parameters-by-path --with-decryption, kms decrypt, kms generate-*, rds generate-db-auth-token, eks get-token, lightsail get-instance-access-details, lightsail download-default-key-pair, ec2 get-console-output, redshift get-cluster-credentials, iam get-access-key-*, configure export-credentials, cognito-idp describe-user-pool-client, apigateway get-api-key, apigateway get-api-keys, lightsail get-relational-database-master-user-password, ec2-instance-connect get-*, codeartifact get-authorization-token, connect get-federation-token, cognito-identity get-id, cognito-identity get-credentials-for-identity, cognito-identity get-open-id-*, sso get-role-credentials, opsworks get-*",
    writes:
      "*, s3 cp, s3 mb, * create-*, * put-*, * start-*, * run-*, s3api get-object, s3api get-object-torrent, glacier get-job-output, apigateway get-export, apigateway get-sdk, apigatewayv2 export-api, ebs get-snapshot-block, kinesis-video-media get-media, kinesis-video-archived-media get-*, codeartifact get-package-version-asset, medialive describe-input-device-thumbnail, lex-models get-export, iot-data get-thing-shadow, iot-data get-retained-message, mediastore-data get-object, workdocs get-*, m2 get-*, appconfig get-configuration, appconfig get-hosted-configuration-version, appconfigdata get-latest-configuration, bedrock-runtime invoke-model, lambda invoke, polly synthesize-speech, location get-map-*, dataexchange get-*, sagemaker-runtime invoke-endpoint, sagemaker-geospatial get-tile, neptunedata get-*, backupstorage get-*, codeguruprofiler get-profile, healthlake get-*, cloudhsm get-*, chime-sdk-meetings get-*, dynamodb execute-statement, iot test-*, ssm get-calendar-state, omics get-read-set, omics get-reference, cleanrooms get-*, signer get-*, wellarchitected export-lens, connectparticipant get-attachment, amplifyuibuilder export-*, sqs receive-message, * get-queue-messages, codecommit get-* , sso login, configure",
    deletes:
      "* delete-*, * terminate-*, * deregister-*, * remove-*, * batch-delete-*, * purge-*, s3 rm, s3 rb, s3 sync --delete, s3 mv, * admin-delete-*, * revoke-*, * disassociate-*, * release-*, * destroy-*, * admin-remove-*, * clear-*, * unsubscribe, * reject-*, * schedule-key-deletion, * untag-*, * reset-*, emr terminate-clusters, * batch-update-*, * empty-*, * detach-*, * disable-*, * admin-disable-*, * forget-*, * evict-*, * abort-*, * expire-*, * drop-*, * delete, sso logout, * admin-reset-*, kms disable-key, * cancel-*",
    stops:
      "* stop-*, * reboot-*, * restart-*, * failover-*, * restore-*, * suspend-*, * pause-*, * promote-*, * rollback-*, * force-*, * switchover-*, * admin-user-global-sign-out",
    sends: "* send-*, * publish, * publish-*, * invoke, * put-events, s3 sync, s3 presign, ssm send-command, * post-*",
    grants:
      "iam attach-*, iam put-*, iam create-access-key, iam create-login-profile, iam add-*, iam update-assume-role-policy, * add-permission, * put-bucket-policy, * authorize-*, kms create-grant, * put-*-policy, * set-*-policy, lakeformation grant-permissions, iam update-login-profile",
    spends:
      "* purchase-*, * create-reserved-*, savingsplans create-*, route53domains register-domain, route53domains transfer-domain, * accept-*-quote",
    executes:
      "ecs execute-command, ssm start-session, cloudshell, lambda invoke, alias, ssm send-command, ec2-instance-connect ssh, ec2-instance-connect open-tunnel, emr ssh, emr socks, codeartifact login",
    undo: {
      "ec2 stop-instances": "ec2 start-instances",
      "ec2 start-instances": "ec2 stop-instances",
      "ec2 attach-volume": "ec2 detach-volume",
      "ec2 create-tags": "ec2 delete-tags",
    },
  },
  awslocal: { executes: "*" },
  saml2aws: { executes: "*" },
  "aws-vault": { reads: { list: "" }, executes: "*" },
  "session-manager-plugin": { executes: "*" },
  awslogs: { reads: { "groups, streams, get": "*" } },
  s3cmd: {
    reads: { "ls, la, info, du, --version, getlifecycle, getpolicy, multipart, listmp": "* !-c !--config" },
    deletes: "rb, rm, del, delpolicy, dellifecycle, abortmp, expire, sync --delete-removed, mv",
    writes: "*",
  },
  s5cmd: { reads: { "ls, du, head, version": "* !--endpoint-url" }, deletes: "rm, rb, mv, sync --delete", writes: "*" },
  mc: {
    reads: {
      "ls, tree, du, find $1, stat, diff, version info, version $0, ping, ready, alias list, alias ls, admin info, admin top locks, admin trace, admin console, admin heal --dry-run, admin policy list, admin policy info, admin user list, admin user info, admin group list, admin group info, event list, tag list, retention info, legalhold info, ilm ls, ilm rule ls, encrypt info, replicate status, replicate ls, watch, admin config get --help, admin prometheus metrics, anonymous get, anonymous list, quota info, admin decommission status, admin rebalance status, ls --help, history":
        "-[rjn] --recursive --json --summarize --incomplete --versions --rewind= --name= --older-than= --newer-than= --no-color --quiet --debug --maxdepth= --larger= --smaller= --depth= --storage-class= --events= --verbose --insecure --zip --disk-usage",
    },
    deletes:
      "rm, rb, mirror --remove, mv, admin user remove, admin policy remove, alias remove, alias rm, event remove, ilm rm, ilm rule rm, tag remove, undo, replicate rm, admin bucket remote rm, admin group remove, admin user disable",
    stops: "admin service, admin update, admin heal, admin decommission start, admin rebalance, admin policy detach",
    reveals: "cat, head, admin config get, admin config export, share, admin user svcacct, idp",
    executes: "find --exec",
    writes: "*",
  },
  gsutil: {
    reads: {
      "ls, du, stat, hash, version, help, acl get, iam get, lifecycle get, cors get, versioning get, logging get, label get, defacl get, retention get, notification list, web get, requesterpays get, rpo get, ubla get, pap get, autoclass get":
        "-[lLaRrbhcesdpt] -p= -e= -n",
      cat: "-h -r=",
    },
    deletes: "rm, rb, mv, rsync -d, notification delete, retention clear, hmac delete",
    writes: "*",
    global: "-[mqD] -o= -u=",
  },
  gcloud: {
    global:
      "-q --quiet --project= --format= --filter= --limit= --page-size= --sort-by= --uri --verbosity= --region= --zone= --location= --configuration= --account= --billing-project= --no-user-output-enabled --user-output-enabled --flatten= --log-http",
    reads: {
      "* list, * describe, * * list, * * describe, * * * list, * * * describe, * * * * list, * * * * describe, * * list-*, * list-*, * * * list-*, * * get-*, * get-*, * * * get-*, info, version, help, cheat-sheet, topic, config list, config get, config get-value, logging read, app logs read, app logs tail, functions logs read, run services logs read, * * logs read, * logs read, builds log, compute instances get-serial-port-output, compute instances get-guest-attributes, organizations get-iam-policy, projects get-ancestors, logging tail, * versions list, container get-server-config, auth list, components list, dns record-sets list, services list, compute ssh --help, artifacts docker images list, monitoring dashboards list, endpoints list, iam roles describe, feedback --help, survey --help, storage ls, storage du, storage objects describe, storage cat, storage hash, kms keys list, spanner databases ddl describe, compute regions list, sql operations wait, projects list, container images list-tags, asset search-all-resources, asset search-all-iam-policies, * * * get-iam-policy, run services describe, deployment-manager deployments describe, * * wait, compute target-pools get-health, compute backend-services get-health":
        "* !--flags-file !--impersonate-service-account !--access-token-file !--credential-file-override !--log-file",
    },
    reveals:
      "auth print-access-token, auth print-identity-token, auth application-default print-access-token, secrets versions access, config config-helper, * * * get-credentials, iam service-accounts keys create, compute instances get-windows-password, compute reset-windows-password, container clusters get-credentials, container hub memberships get-credentials, container fleet memberships get-credentials, * * get-credentials, sql generate-login-token, iam service-accounts sign-*, apikeys keys get-key-string, services api-keys get-key-string, services api-keys lookup, kms decrypt, dataproc clusters get-*, sql instances get-*",
    deletes:
      "* delete, * * delete, * * * delete, * * * * delete, * remove-*, * * remove-*, * * * remove-*, * * rollback, auth revoke, auth application-default revoke, * revoke, * * revoke, * * destroy, * * * destroy, storage rm, * * clear-*, * * * purge, * * purge, pubsub snapshots delete, * * cancel, * * detach-*, config unset, components remove, * * disable, services disable, * * undelete, projects undelete, * undelete, * cancel, config configurations delete, * * * cancel, storage mv, * * unset-*, * * deprovision",
    stops:
      "* * stop, * * restart, * * reset, * * suspend, * * failover, * * pause, * * drain, * * recreate-*, * * simulate-maintenance-event, * * abandon-*, * * restore, * * promote-replica, * * rolling-action, app versions stop, sql instances restart, * stop, * * rolling-action restart, sql backups restore, * backups restore, * * switchover, * restore",
    grants:
      "* add-iam-policy-binding, * * add-iam-policy-binding, * * * add-iam-policy-binding, * set-iam-policy, * * set-iam-policy, auth login, auth activate-service-account, auth application-default login, init, * * add-*",
    executes:
      "* ssh, * * ssh, compute scp, * scp, compute start-iap-tunnel, cloud-shell ssh, app instances ssh, compute connect-to-serial-port, sql connect, alpha interactive, interactive, beta interactive, container binauthz, spanner cli, * * execute-sql, * * call, functions call, workflows run, workflows execute, run jobs execute, emulators",
    writes: "*",
    scales: "* * resize, * * * resize, * * set-autoscaling",
    undo: {
      "compute instances stop": "compute instances start",
      "compute instances start": "compute instances stop",
      "services enable": "services disable",
      "compute instances suspend": "compute instances resume",
    },
  },
  bq: {
    reads: { "ls, show, head, version, help, wait, get-iam-policy, info": "* !--flagfile !--bigqueryrc" },
    deletes: "rm, truncate, cancel",
    executes: "query, shell, init",
    writes: "*",
  },
  cbt: {
    reads: {
      "ls, count, listinstances, listclusters, listappprofile, getappprofile, listsnapshots, help, doc, version": "",
    },
    deletes: "delete*, deletetable, deletefamily, deleterow, deletecolumn, deleteallrows, deleteinstance",
    writes: "*",
  },
  az: {
    global:
      "-o= -g= -n= --output= --query= --subscription= --resource-group= --name= --verbose --debug --only-show-errors --location= -l=",
    reads: {
      "* list, * show, * * list, * * show, * * * list, * * * show, * * * * list, * * * * show, * list-*, * * list-*, * * * list-*, * get-*, * * get-*, * * * get-*, * exists, * * exists, * * * exists, * check-*, * * check-*, version, find, help, * logs, * * logs, account list, account show, vm list-ip-addresses, monitor metrics list, monitor activity-log list, graph query, * wait, * * wait, * * * wait, aks check-acr, aks browse --help, acr check-health, * show-*, * * show-*, * query, * * query, deployment group validate, deployment group what-if, deployment sub validate, deployment sub what-if, * * validate, * validate, --version, vm get-instance-view, provider operation show, webapp log show, config get, bicep version, bicep list-versions, feedback --help, rest --help, ad signed-in-user show, * history, * * history, * summarize, * * summarize, consumption usage list, * metrics, * * tail --help":
        "* !--file !--file-path !--destination !--auth-mode=key !--include-secrets !--show-secrets !--output-dir !--save",
    },
    reveals:
      "account get-access-token, keyvault secret show, keyvault secret download, keyvault secret backup, * keys list, * * keys list, * list-keys, * * list-keys, * show-connection-string, * * show-connection-string, acr credential show, * credential show, * credentials list, aks get-credentials, webapp deployment list-publishing-credentials, webapp deployment list-publishing-profiles, * list-publishing-*, * * list-publishing-*, * * generate-sas, * generate-sas, * * * generate-sas, cosmosdb keys list, storage account show-connection-string, storage account keys list, redis list-keys, functionapp keys list, * * list-secrets, appconfig credential list, iot hub connection-string show, eventhubs namespace authorization-rule keys list, servicebus namespace authorization-rule keys list, webapp config appsettings list, webapp config connection-string list, functionapp config appsettings list, * admin-key show, search query-key list, batch account keys list, cognitiveservices account keys list, maps account keys list, signalr key list, ad sp credential list, ad app credential list, containerapp secret list, containerapp secret show, sql db show-connection-string, aks command result, * get-upload-url, * get-access-token",
    deletes:
      "* delete, * * delete, * * * delete, * * * * delete, * purge, * * purge, * * * purge, * remove, * * remove, * * * remove, logout, account clear, group delete, * delete-*, * * delete-*, * deprovision, * * deprovision, * revoke-*, * * revoke-*, * cancel, * * cancel, cache purge, * * clear, * * unlink, * detach, * * detach, * deallocate, storage blob delete-batch, storage remove, * regenerate-*, * regenerate-keys, * * regenerate-*, * * renew, vm redeploy, vm reimage, * * reset-*, vmss reimage, * * unregister, * unregister, provider unregister, * disable, * * disable, * disable-*, * flush",
    stops:
      "* stop, * * stop, * restart, * * restart, * reboot, * * reboot, * force-reboot, * failover, * * failover, * failover-*, * restore, * * restore, * rollback, * * rollback, * suspend, * * suspend, * pause, * swap, * * swap, * * * swap, * redeploy, * * redeploy, * export, * import, * reimage, * * reset, * reset, vm run-command",
    starts: "* start, * * start, * resume, * * resume, * run, * * run",
    scales: "* scale, * * scale, * resize, * * resize",
    grants:
      "role assignment create, role definition create, login, ad sp create-for-rbac, ad sp credential reset, ad app credential reset, ad user create, ad group member add, keyvault set-policy, acr login, * set-policy, lock delete, ad app permission grant, ad app permission admin-consent",
    executes:
      "vm run-command, ssh, * ssh, * exec, * * exec, * invoke-action, rest, interactive, aks command invoke, container attach, aks install-cli, webapp remote-connection, * invoke, * * invoke, extension add, self-test, sql query, network bastion, bastion, upgrade, aks browse, serial-console",
    writes: "*",
    undo: {
      "vm start": "vm stop",
      "vm deallocate": "vm start",
      "vm stop": "vm start",
      "webapp stop": "webapp start",
      "aks stop": "aks start",
      "aks start": "aks stop",
      "container stop": "container start",
    },
  },
  azcopy: {
    reads: { "list, jobs list, jobs show, env, --version, login status": "* !--output-dir" },
    deletes: "remove, rm, jobs clean, jobs remove, sync --delete-destination",
    writes: "*",
  },
  doctl: {
    global: "-o= -c= --output= --context= --format= --no-header --trace -v --verbose --interactive",
    reads: {
      "* list, * ls, * get, * * list, * * ls, * * get, * * * list, * * * ls, * * * get, version, account ratelimit, auth list, auth ls, apps logs, apps list-*, apps tier, apps spec get, apps spec validate, balance get, invoice get, invoice list, invoice summary, billing-history list, compute region list, compute size list, kubernetes options, kubernetes cluster get-upgrades, kubernetes cluster list-*, k8s options, k8s cluster list, databases options, databases options engines, databases options regions, databases options slugs, databases options versions, databases configuration get, databases connection --help, registry login --help, registry repository list-*, serverless status, serverless activations logs, monitoring uptime list, databases maintenance-window get, compute droplet neighbors, compute droplet backups, compute droplet snapshots, compute droplet kernels, compute droplet actions, compute cdn list, projects list, * list-*, * * list-*":
        "* !--access-token !--api-url !--config",
    },
    reveals:
      "databases connection, databases user get, databases user list, kubernetes cluster kubeconfig, k8s cluster kubeconfig, registry docker-config, registry kubernetes-manifest, auth token, databases get-ca",
    deletes:
      "* delete, * * delete, * * * delete, * rm, * * rm, * * * rm, * * d, * d, * * remove-*, * remove, auth remove, * * purge, * * delete-*, databases user reset, compute droplet-action rebuild, compute droplet-action restore, * * flush, apps cancel",
    stops:
      "compute droplet-action power-off, compute droplet-action shutdown, compute droplet-action reboot, compute droplet-action power-cycle, compute droplet-action resize, compute droplet-action snapshot, kubernetes cluster upgrade, databases migrate, databases resize, compute volume-action detach, apps restart, * restart, serverless undeploy",
    executes: "compute ssh, sandbox, serverless functions invoke, apps console, apps dev, compute ssh-key import",
    grants: "auth init, auth switch, registry login",
    writes: "*",
    undo: { "compute droplet-action power-off": "compute droplet-action power-on" },
  },
  "linode-cli": {
    global:
      "--json --pretty --text --format= --no-headers --delimiter= --all --all-columns --all-rows --page= --page-size= --no-defaults --suppress-warnings --order= --order-by= --markdown --ascii-table --no-truncation --column-width= --single-table --table= --debug --version -F --as-user=",
    reads: {
      "* list, * ls, * view, * *-list, * *-view, * *-ls, * list-*, * view-*, show-users, regions list, regions-*, * stats, * *-stats, help, commands, --version, -v":
        "* !--no-retry !--as-user",
    },
    reveals:
      "* kubeconfig-view, * *-creds-view, * *-credentials-view, lke kubeconfig-view, databases mysql-creds-view, databases postgresql-creds-view, * ssl-cert, * *-ssl-cert, object-storage keys-list, * token*",
    deletes:
      "* delete, * rm, * *-delete, * *-remove, * *-rm, * delete-*, remove-user, * revoke, * cancel, object-storage ssl-delete, lke *-recycle, lke recycle, * rebuild, obj rb, obj del, * *-reset, * disable, * *-disable, volumes rm",
    stops: "* shutdown, * reboot, * restart, * *-restore, * backup-restore, * rescue, * migrate, * resize, * suspend",
    writes: "*",
    executes: "ssh, * ssh, obj get, obj put",
    undo: {
      "linodes boot": "linodes shutdown",
      "linodes shutdown": "linodes boot",
      "volumes attach": "volumes detach",
      "volumes detach": "volumes attach",
    },
  },
  oci: {
    reads: {
      "* * list, * * get, * * * list, * * * get, * list, * get, setup --help, * * list-*, * * get-*, iam region list, --version":
        "* !--config-file !--file !--endpoint !--auth !--cert-bundle !--from-json",
    },
    deletes: "* * delete, * * * delete, * * terminate, * * bulk-delete, * * * terminate",
    reveals: "secrets, secrets secret-bundle get, * * * get-content",
    executes: "raw-request",
    writes: "*",
  },
  ibmcloud: {
    reads: {
      "* list, * ls, * get, * * ls, * * list, * * get, target $0, regions, resource service-instances, resource groups, account show, plugin list, version, ks cluster ls, ks cluster get, ks worker ls, cr images, cr namespaces":
        "* !--apikey",
    },
    deletes: "* * rm, * rm, * delete, * * delete, * * * rm, * *-delete",
    writes: "*",
  },
  heroku: {
    executes: "*",
    reads: {
      "apps, apps:info, ps, logs, releases, releases:info, addons, domains, status, regions, version, pg:info, pg:ps, pg:diagnose, maintenance, features, buildpacks, access, members, teams, pipelines, auth:whoami, info, redis:info, certs, drains, spaces, stack, addons:info, addons:plans, addons:services, labs, git:remote --help, reviewapps:info, pg:locks, pg:blocking, pg:long-running-queries, pg:backups, certs:info, webhooks, ps:type $0":
        "-[atn] -a= -r= -n= -d= -p= --app= --remote= --num= --tail --json --source= --dyno= --ps= --all --team= -s",
    },
    reveals: "config, config:get, pg:credentials:url, auth:token, pg:credentials, redis:credentials",
    deletes:
      "apps:destroy, addons:destroy, pg:reset, domains:remove, config:unset, domains:clear, releases:rollback, rollback, pg:backups:delete, certs:remove, drains:remove, spaces:destroy, pipelines:destroy",
    stops:
      "ps:restart, ps:stop, restart, ps:kill, dyno:restart, maintenance:on, pg:killall, pg:kill, pg:promote, pg:backups:restore, dyno:kill",
    scales: "ps:scale, ps:type, dyno:scale",
    configures: "config:set, maintenance:off, domains:add, addons:create, features:enable",
    undo: { "maintenance:on": "maintenance:off" },
  },
  flyctl: {
    reads: {
      "status, apps list, logs, machine list, machine status, machines list, releases, version, volumes list, volumes show, ips list, regions list, platform regions, platform status, platform vm-sizes, certs list, certs show, certs check, secrets list, scale show, checks list, config show, config validate, info, history, image show, orgs list, orgs show, auth whoami, postgres list, services list, dig, doctor, ping, wireguard list, checks, incidents":
        "* !-t !--access-token",
    },
    reveals: "auth token, tokens, config env",
    deletes:
      "apps destroy, destroy, machine destroy, volumes destroy, ips release, secrets unset, certs remove, postgres detach, orgs delete, machines destroy, volumes delete",
    stops: "apps restart, machine stop, machine restart, machine kill, suspend, postgres failover, postgres restart",
    executes: "ssh, proxy, console, machine exec, postgres connect, sftp",
    writes: "*",
  },
  fly: {
    reads: {
      "status, targets, workers, containers, builds, pipelines, jobs, teams, resources, checklist, get-pipeline, validate-pipeline, userinfo, volumes, apps list, logs, releases, machine list, ips list, certs list, version, secrets list":
        "* !-t",
    },
    executes: "*",
  },
  hcloud: {
    reads: {
      "* list, * describe, context active, context list, version, server ip, server metrics, datacenter list, * ls":
        "-[o] -o= --output= -l= --selector= -s= --sort= --type= --start= --end=",
    },
    deletes: "* delete, server rebuild, context delete, * remove-*, * detach*, volume detach",
    stops:
      "server poweroff, server reboot, server reset, server shutdown, server enable-rescue, server reset-password, server change-type, server disable-*",
    executes: "server ssh, server request-console, server vnc",
    writes: "*",
    undo: { "server poweroff": "server poweron", "server shutdown": "server poweron" },
  },
  scw: {
    reads: {
      "* * list, * * get, * list, version, info, config dump, config get, * * * list, * * * get, account project list, marketplace image list":
        "-[oD] -o= -p=",
    },
    deletes: "* * delete, * * terminate, * * * delete",
    stops: "* * stop, * * reboot, * * standby",
    executes: "* * ssh, * shell, shell",
    writes: "*",
    reveals: "config dump, config get, k8s kubeconfig get, secret version access",
  },
  exo: {
    reads: { "* * list, * * show, * list, * show, version, status, limits": "*" },
    deletes: "* * delete, * delete, * * reset",
    stops: "* * stop, * * reboot",
    writes: "*",
  },
  vultr: { executes: "*" },
  "vultr-cli": {
    reads: { "* list, * get, * * list, * * get, account, version, regions list, plans list, os list": "* !--config" },
    deletes: "* delete, * destroy, * * delete, instance reinstall",
    stops: "instance stop, instance restart, instance halt, instance restore",
    writes: "*",
  },
  openstack: {
    reads: {
      "* list, * show, * * list, * * show, * * * list, * * * show, catalog list, catalog show, versions show, limits show, quota show, usage list, usage show, server event list, host list, module list, command list, --version, console log show, hypervisor stats show, availability zone list, extension list, network agent list, volume service list, compute service list":
        "* !--os-auth-url !--os-token !--os-username !--os-password !--os-cloud !--os-identity-provider !--log-file",
    },
    reveals:
      "token issue, ec2 credentials list, console url show, server show --password, credential show, credential list, application credential create",
    deletes:
      "* delete, * * delete, * * * delete, server rebuild, * unset, * * unset, * remove *, * remove, server remove, server evacuate, stack abandon, * purge, project purge",
    stops:
      "server stop, server reboot, server pause, server suspend, server shelve, server rescue, server lock, server migrate, server resize, server restore, stack suspend, server live migration",
    grants: "role add, role remove, ec2 credentials create, user create, user set, user password set",
    executes: "server ssh, $0",
    writes: "*",
    undo: {
      "server stop": "server start",
      "server start": "server stop",
      "server pause": "server unpause",
      "server suspend": "server resume",
      "server lock": "server unlock",
      "server shelve": "server unshelve",
    },
  },
  nova: {
    reads: { "list, show, flavor-list, hypervisor-list, service-list, usage, limits, console-log, host-list": "*" },
    deletes: "delete, force-delete, rebuild",
    stops: "stop, reboot, suspend, pause, evacuate, migrate, live-migration",
    writes: "*",
  },
  swift: { reads: { "list, stat, capabilities, info": "*" }, deletes: "delete", writes: "*", reveals: "auth, tempurl" },
  govc: {
    reads: {
      "about, ls, find, vm.info, vm.ip, host.info, datastore.info, datastore.ls, cluster.usage, pool.info, events, tasks, device.ls, device.info, snapshot.tree, metric.ls, metric.sample, network.info --help, version, datacenter.info, role.ls, permissions.ls, session.ls, logs, license.ls, tags.ls, tags.info, library.ls, library.info, folder.info, alarms, object.collect, option.ls, dvs.portgroup.info, host.service.ls, vm.target.info":
        "*",
    },
    deletes:
      "vm.destroy, datastore.rm, object.destroy, snapshot.remove, host.remove, pool.destroy, library.rm, datacenter.destroy, cluster.rm, device.remove, folder.rm, permissions.remove, session.rm, tags.rm, disk.rm",
    stops:
      "vm.power, host.shutdown, host.maintenance.enter, snapshot.revert, vm.migrate, host.disconnect, vm.unregister",
    executes: "guest.*, vm.console",
    writes: "*",
    style: "single-dash",
  },
  wrangler: {
    reads: {
      "tail, deployments list, deployments status, kv namespace list, kv key list, d1 list, d1 info, r2 bucket list, r2 bucket info, secret list, queues list, queues info, versions list, versions view, whoami, --version, pages project list, pages deployment list, vectorize list, types --help":
        "* !-c !--config !--cwd !--env-file",
    },
    deletes:
      "delete, kv key delete, kv namespace delete, d1 delete, r2 bucket delete, r2 object delete, secret delete, queues delete, rollback, kv bulk delete",
    executes: "dev, d1 execute, init",
    writes: "*",
    reveals: "kv key get",
  },
  netlify: {
    reads: { "status, sites:list, env:list --help, api --list, logs, functions:list": "*" },
    deletes: "sites:delete, env:unset",
    reveals: "env:list, env:get",
    executes: "*",
  },
  vercel: {
    reads: {
      "ls, list, inspect, logs, whoami, domains ls, domains inspect, dns ls, certs ls, alias ls, env ls, project ls, teams ls, --version, target ls":
        "* !-t !--token !-Q",
    },
    deletes: "rm, remove, domains rm, dns rm, env rm, certs rm, project rm, alias rm",
    stops: "rollback, promote",
    writes: "*",
    reveals: "env pull",
  },
  firebase: {
    reads: {
      "projects:list, apps:list, hosting:sites:list, functions:list, functions:log, target, use $0, login:list, database:instances:list, firestore:indexes, --version, hosting:channel:list, appdistribution:testers:list, remoteconfig:get, remoteconfig:versions:list":
        "-[jP] --project= -P= --json --only= -n= --lines=",
    },
    deletes:
      "firestore:delete, database:remove, functions:delete, hosting:disable, hosting:channel:delete, hosting:sites:delete, firestore:databases:delete",
    reveals: "functions:config:get, functions:secrets:access, auth:export, login:ci",
    executes: "*",
  },
  cf: {
    reads: {
      "apps, app, services, service, routes, domains, orgs, org, spaces, space, logs, events, target $0, buildpacks, marketplace, stacks, quotas, quota, security-groups, security-group, org-users, space-users, feature-flags, api $0, version, tasks, droplets, packages, revisions, plugins, service-brokers, isolation-segments, network-policies, instance --help, app-manifests --help":
        "--guid --recent -o= -s= -e= -r -a=",
    },
    reveals:
      "env, service-key, oauth-token, ssh-code, running-environment-variable-group, staging-environment-variable-group",
    deletes: "delete, d, delete-*, ds, unbind-*, purge-*, unset-*, unmap-route, cancel-deployment",
    stops: "stop, sp, restart, rs, restage, rg, restart-app-instance, rollback, terminate-task",
    scales: "scale",
    executes: "ssh, run-task, curl",
    writes: "*",
    undo: { stop: "start", start: "stop", "map-route": "unmap-route" },
  },
  sentry: { executes: "*" },
  "sentry-cli": {
    reads: {
      "info, releases list, releases info, projects list, organizations list, issues list, repos list, --version, debug-files check, monitors list, deploys list":
        "* !--auth-token !--url !--api-key !--header",
    },
    deletes: "releases delete, releases archive, issues resolve, issues mute",
    writes: "*",
  },
};
