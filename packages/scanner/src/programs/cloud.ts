import type { Family, Program } from "./program.ts";

const flyctl: Program = {
  reads: {
    "status, apps list, logs, machine list, machine status, machines list, releases, version, volumes list, volumes show, ips list, regions list, platform regions, platform status, platform vm-sizes, certs list, certs show, certs check, secrets list, scale show, checks list, config show, config validate, info, history, image show, orgs list, orgs show, auth whoami, postgres list, services list, dig, doctor, ping, wireguard list, checks $0, incidents list, incidents hosts list, apps releases, redis list, redis status, machine show, autoscale show, config save --help, extensions list, storage list, mpg list":
      "* !-t !--access-token !-o",
    "scale count --help": "-a= --app= -c= --config=",
  },
  reveals: "auth token, tokens, config env",
  deletes:
    "apps destroy, destroy, machine destroy, volumes destroy, ips release, secrets unset, certs remove, postgres detach, orgs delete, machines destroy, volumes delete, machine remove, machines remove, redis destroy, certs delete, wireguard remove, postgres users delete, consul detach, storage destroy, mpg destroy, orgs remove",
  stops:
    "apps restart, machine stop, machine restart, machine kill, machines stop, machines restart, machine suspend, suspend, apps suspend, postgres failover, postgres restart, scale count 0, machine cordon, restart, postgres config update",
  executes: "proxy, console, machine exec, postgres connect, sftp, machine run --shell, launch",
  carries: {
    "ssh console, machine exec": {
      skip: 0,
      as: "script",
      flags:
        "-[qs] -C= -a= -u= -r= -g= -o= --command= --app= --user= --machine= --select --pty --container= --address= --org= --region= --process-group= --quiet",
      risk: "caution",
      bare: "executes",
      scriptFlags: ["-C", "--command"],
    },
  },
  scales: "scale, autoscale, regions, machine update",
  starts: "machine start, machines start, machine run, resume, apps resume, machine clone, machine uncordon",
  grants: "-t, --access-token, auth login, auth signup, orgs invite, tokens create, postgres attach",
  writes: "*",
  undo: {
    "machine start": "machine stop $* keep(-a= --app=)",
    "machine stop": "machine start $* keep(-a= --app=) drop(-s= --signal= --timeout=)",
    "machine cordon": "machine uncordon $* keep(-a= --app=)",
    "machine uncordon": "machine cordon $* keep(-a= --app=)",
    "scale count": "scale count",
    "secrets set": "secrets set",
    "certs add": "certs remove $* keep(-a= --app=)",
    "apps suspend": "apps resume $*",
    "apps resume": "apps suspend $*",
  },
  reach: { many: "apps restart, restart, apps destroy, destroy, scale count 0" },
};

const neonctl: Program = {
  reads: {
    "projects list, projects get, branches list, branches get, databases list, roles list, operations list, me, orgs list, ip-allow list, branches schema-diff, --version":
      "-o= --output= --project-id= --org-id= --branch=",
  },
  reveals: "connection-string, cs",
  deletes:
    "projects delete, branches delete, databases delete, roles delete, branches reset, branches restore, ip-allow reset, ip-allow remove",
  grants: "auth, login, --api-key",
  writes: "*",
};

/** Two programs have this name: Fly.io's and that of Concourse, whose `-t` names a target it has saved. */
const fly: Program = {
  ...flyctl,
  reads: {
    ...flyctl.reads,
    "targets, workers, containers, builds, pipelines, jobs, teams, resources, resource-versions, checklist, get-pipeline, validate-pipeline, userinfo, active-users, wall, format-pipeline --help, get-team, volumes $0":
      "-[ad] -t= --target= -p= --pipeline= -j= --job= -n= -c= --config= --json -r= --resource= --count= -b= --all --details -o --team= --print-table-headers",
  },
  deletes: `${flyctl.deletes}, destroy-pipeline, destroy-team, prune-worker, archive-pipeline, clear-task-cache, clear-resource-cache, clear-versions, delete-target, logout`,
  stops: `${flyctl.stops}, abort-build, pause-pipeline, pause-job, land-worker, disable-resource-version`,
  starts: `${flyctl.starts}, trigger-job, unpause-pipeline, unpause-job, check-resource, check-resource-type, rerun-build`,
  executes: `${flyctl.executes}, execute, intercept, hijack, watch, sync`,
  grants: `${flyctl.grants?.replace("-t, ", "")}`,
  undo: {
    ...flyctl.undo,
    "pause-pipeline": "unpause-pipeline $0 keep(-t= --target= -p= --pipeline=)",
    "unpause-pipeline": "pause-pipeline $0 keep(-t= --target= -p= --pipeline=)",
    "pause-job": "unpause-job $0 keep(-t= --target= -j= --job=)",
    "unpause-job": "pause-job $0 keep(-t= --target= -j= --job=)",
  },
};

/** Clouds. Their reading calls have thousands of parameters, so flags are open and the harmful ones are named. */
export const cloud: Family = {
  aws: {
    global:
      "--region= --output= --query= --no-paginate --no-cli-pager --color= --debug --no-sign-request --cli-read-timeout= --cli-connect-timeout= --page-size= --max-items= --starting-token= --profile= --endpoint-url= --ca-bundle= --no-verify-ssl --no-cli-auto-prompt --cli-binary-format=",
    reads: {
      // A trial run, which needs no more than the right to ask. Only EC2 has it, and `s3` under another name.
      "ec2 run-* --dry-run, ec2 terminate-* --dry-run, ec2 stop-* --dry-run, ec2 start-* --dry-run, ec2 reboot-* --dry-run, ec2 create-* --dry-run, ec2 delete-* --dry-run, ec2 modify-* --dry-run, ec2 describe-* --dry-run, ec2 attach-* --dry-run, ec2 detach-* --dry-run, ec2 authorize-* --dry-run, ec2 revoke-* --dry-run, ec2 associate-* --dry-run, ec2 disassociate-* --dry-run, ec2 allocate-* --dry-run, ec2 release-* --dry-run, ec2 copy-* --dry-run, ec2 import-* --dry-run, ec2 register-* --dry-run, ec2 deregister-* --dry-run, ec2 request-* --dry-run, ec2 cancel-* --dry-run, ec2 enable-* --dry-run, ec2 disable-* --dry-run, ec2 replace-* --dry-run, ec2 reset-* --dry-run, ec2 assign-* --dry-run, ec2 unassign-* --dry-run, ec2 accept-* --dry-run, ec2 reject-* --dry-run, ec2 purchase-* --dry-run":
        "* !--endpoint-url !--cli-input-json !--cli-input-yaml !--ca-bundle !--no-verify-ssl !--no-dry-run !--profile !--cli-auto-prompt",
      "s3 cp --dryrun, s3 mv --dryrun, s3 rm --dryrun, s3 sync --dryrun":
        "* !--endpoint-url !--ca-bundle !--no-verify-ssl !--profile !--cli-auto-prompt",
      "ecs update-service --help":
        "--desired-count= --desired-capacity= --min-size= --max-size= --reserved-concurrent-executions= --tasks= --command= --cluster= --task= --container=",
      "* describe-*, * list-*, * get-*, * search-*, * lookup-*, * batch-get-*, * query, * scan, events test-event-pattern, logs test-*, route53 test-dns-answer, ses test-render-template, iot test-authorization, rds download-db-log-file-portion, * validate-*, * check-*, * head-*, * filter-log-events, * estimate-*, * preview-*, * detect-*, * wait, * help, help, logs tail, s3 ls, * view-*, * admin-get-*, * admin-list-*, * simulate-*, history list, history show, configure list, configure list-profiles, configure get region, configure get output, configure get default.region, configure get default.output, ce get-*, iam generate-credential-report, cloudtrail lookup-events, sts decode-authorization-message, ecr-public describe-*, cloudformation detect-stack-drift, route53 test-dns-answer, --version, eks list-*, s3api select-object-content --help, resource-groups search-resources, cloudformation estimate-template-cost, pricing get-products, athena batch-get-query-execution, logs start-query --help, emr describe-*, dynamodb query, dynamodb scan, transcribe list-*, iam simulate-custom-policy, cloudwatch get-*, ecr batch-get-image, ecr batch-check-layer-availability, inspector2 list-*, health describe-*, support describe-*, guardduty list-*, securityhub get-*, xray batch-get-traces, ds describe-*, kinesis describe-*":
        "* !--endpoint-url !--profile !--cli-auto-prompt !--cli-input-json !--cli-input-yaml !--ca-bundle !--no-verify-ssl !--with-decryption !--outfile !--include-secret !--show-secrets !--generate-cli-skeleton",
    },
    reveals:
      "secretsmanager get-secret-value, secretsmanager batch-get-secret-value, secretsmanager get-random-password, * get-login, * get-login-password, * get-password-data, * get-authorization-token, * get-session-token, * get-federation-token, * get-access-key-info, sts assume-role, sts assume-role-*, sts get-*-token, * get-role-credentials, * get-credentials-*, * get-credentials, * get-token, ssm get-parameter --with-decryption, ssm get-parameters --with-decryption, ssm get-parameters-by-path --with-decryption, kms decrypt, kms generate-*, rds generate-db-auth-token, eks get-token, lightsail get-instance-access-details, lightsail download-default-key-pair, redshift get-cluster-credentials*, emr-containers get-managed-endpoint-*, lakeformation get-temporary-*, sts get-web-*, sts get-delegated-*, s3control get-data-access, quicksight get-*-url, quicksight get-dashboard-embed-url, quicksight get-session-embed-url, gamelift get-compute-*, gamelift get-instance-access, finspace-data get-programmatic-*, appsync list-api-keys, wafv2 get-decrypted-*, ec2 describe-vpn-connections, ec2 get-vpn-connection-device-sample-configuration, emr-serverless get-dashboard-*, lightsail get-bucket-access-keys, ssm get-access-token, iotsecuretunneling rotate-*, sso-oidc create-token, cognito-idp initiate-auth, cognito-idp admin-initiate-auth, iam get-access-key-*, configure get, configure export-credentials, cognito-idp describe-user-pool-client, apigateway get-api-key, apigateway get-api-keys, lightsail get-relational-database-master-user-password, ec2-instance-connect get-*, codeartifact get-authorization-token, connect get-federation-token, cognito-identity get-id, cognito-identity get-credentials-for-identity, cognito-identity get-open-id-*, sso get-role-credentials, opsworks get-*",
    writes:
      "*, s3 cp, s3 mb, * create-*, * put-*, * start-*, * run-*, s3api get-object, s3api get-object-torrent, glacier get-job-output, apigateway get-export, apigateway get-sdk, apigatewayv2 export-api, ebs get-snapshot-block, kinesis-video-media get-media, kinesis-video-archived-media get-*, codeartifact get-package-version-asset, medialive describe-input-device-thumbnail, lex-models get-export, iot-data get-thing-shadow, iot-data get-retained-message, mediastore-data get-object, workdocs get-*, m2 get-*, appconfig get-configuration, appconfig get-hosted-configuration-version, appconfigdata get-latest-configuration, bedrock-runtime invoke-model, lambda invoke, polly synthesize-speech, location get-map-*, dataexchange get-*, sagemaker-runtime invoke-endpoint, sagemaker-geospatial get-tile, neptunedata get-*, backupstorage get-*, codeguruprofiler get-profile, healthlake get-*, cloudhsm get-*, chime-sdk-meetings get-*, dynamodb execute-statement, iot test-*, ssm get-calendar-state, omics get-read-set, omics get-reference, cleanrooms get-*, signer get-*, wellarchitected export-lens, connectparticipant get-attachment, amplifyuibuilder export-*, sqs receive-message, * get-queue-messages, license-manager check-in-*, license-manager check-out-*, * checkout-*, workmailmessageflow get-*, schemas get-code-binding-source, geo-maps get-*, medical-imaging get-*, lex-runtime get-session, lexv2-runtime get-session, polly get-*, bedrock-agentcore get-*, glue get-unfiltered-*, sso login, configure, eks update-kubeconfig",
    deletes:
      "* delete-*, * terminate-*, * deregister-*, * remove-*, * batch-delete-*, * purge-*, s3 rm, s3 rb, s3 sync --delete, s3 mv, * admin-delete-*, * revoke-*, * disassociate-*, * release-*, * destroy-*, * admin-remove-*, * clear-*, * unsubscribe, * reject-*, * schedule-key-deletion, * untag-*, * reset-*, emr terminate-clusters, * batch-update-*, * empty-*, * detach-*, * disable-*, * admin-disable-*, * forget-*, * evict-*, * abort-*, * expire-*, * drop-*, * delete, sso logout, * admin-reset-*, kms disable-key, * cancel-*, * deactivate-*, * unassign-*, * replace-*, * close-account, * leave-*, * unlink-*, * unmonitor-*, * deprovision-*, * withdraw-*, * retire-*, * decrease-*, * wipe-*, dynamodb batch-write-item, s3api put-bucket-lifecycle*, opsworks unassign-*, * merge-developer-identities, s3 mv --recursive",
    stops:
      "* stop-*, * reboot-*, * restart-*, * failover-*, * restore-*, * suspend-*, * pause-*, * promote-*, * rollback-*, * force-*, * switchover-*, * admin-user-global-sign-out, * global-sign-out, * test-failover, * test-failover-*, elasticache test-*, memorydb test-*, * rebuild-*, * drain-*, * quarantine-*, * hibernate-*, fis start-experiment, ec2 send-diagnostic-interrupt, ec2 replace-root-volume, ecs update-service --desired-count=0, * set-desired-capacity --desired-capacity=0, * update-auto-scaling-group --desired-capacity=0, * update-auto-scaling-group --max-size=0, lambda put-function-concurrency --reserved-concurrent-executions=0, * swap-*, * shutdown-*, * interrupt-*, * enter-standby, autoscaling enter-standby, * initiate-failover, * start-failover, docdb failover-*, rds switchover-*, route53-recovery-cluster update-*",
    sends:
      "--endpoint-url, --ca-bundle, --no-verify-ssl, * send-*, * publish, * publish-*, * invoke, * put-events, s3 sync, s3 presign, ssm send-command, * post-*",
    scales:
      "* set-desired-capacity, * set-desired-count, * update-replicas-*, * increase-replica-count, * decrease-replica-count, * update-shard-count, application-autoscaling register-scalable-target",
    grants:
      "--profile, iam attach-*, iam put-*, iam create-access-key, iam create-login-profile, iam add-*, iam update-assume-role-policy, * add-permission, * put-bucket-policy, * authorize-*, kms create-grant, * put-*-policy, * set-*-policy, lakeformation grant-permissions, iam update-login-profile",
    spends:
      "* purchase-*, * create-reserved-*, savingsplans create-*, route53domains register-domain, route53domains transfer-domain, * accept-*-quote",
    carries: {
      "ecs execute-command": {
        skip: 0,
        as: "script",
        flags:
          "--cluster= --task= --container= --command= --interactive --non-interactive --region= --profile= --output= --query=",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["--command"],
      },
    },
    executes:
      "--cli-auto-prompt, ssm start-session, cloudshell, lambda invoke, alias, ssm send-command, ec2-instance-connect ssh, ec2-instance-connect open-tunnel, emr ssh, emr socks, codeartifact login",
    undo: {
      "ec2 stop-instances $1": "ec2 start-instances $0 keep(--instance-ids=)",
      "ec2 stop-instances": "ec2 start-instances keep(--instance-ids=)",
      "ec2 start-instances $1": "ec2 stop-instances $0 keep(--instance-ids=)",
      "ec2 start-instances": "ec2 stop-instances keep(--instance-ids=)",
      "ec2 attach-volume": "ec2 detach-volume $0 keep(--volume-id= --instance-id= --device=)",
      "ec2 create-tags $2": "ec2 delete-tags $0 keep(--resources= --tags=)",
      "ec2 create-tags": "ec2 delete-tags keep(--resources= --tags=)",
      "ec2 authorize-security-group-ingress":
        "ec2 revoke-security-group-ingress $0 keep(--group-id= --group-name= --protocol= --port= --cidr= --ip-permissions= --source-group=)",
      "ec2 authorize-security-group-egress":
        "ec2 revoke-security-group-egress $0 keep(--group-id= --group-name= --protocol= --port= --cidr= --ip-permissions= --source-group=)",
      "ec2 revoke-security-group-ingress":
        "ec2 authorize-security-group-ingress $0 keep(--group-id= --group-name= --protocol= --port= --cidr= --ip-permissions= --source-group=)",
      "ec2 revoke-security-group-egress":
        "ec2 authorize-security-group-egress $0 keep(--group-id= --group-name= --protocol= --port= --cidr= --ip-permissions= --source-group=)",
      "rds stop-db-instance": "rds start-db-instance $0 keep(--db-instance-identifier=)",
      "rds start-db-instance": "rds stop-db-instance $0 keep(--db-instance-identifier=)",
      "rds stop-db-cluster": "rds start-db-cluster $0 keep(--db-cluster-identifier=)",
      "rds start-db-cluster": "rds stop-db-cluster $0 keep(--db-cluster-identifier=)",
      "rds create-db-snapshot":
        "rds delete-db-snapshot $0 keep(--db-snapshot-identifier=) drop(--db-instance-identifier=)",
      "ecs update-service": "ecs update-service",
      "autoscaling set-desired-capacity": "autoscaling set-desired-capacity",
      "autoscaling update-auto-scaling-group": "autoscaling update-auto-scaling-group",
      "autoscaling suspend-processes $2":
        "autoscaling resume-processes $0 keep(--auto-scaling-group-name= --scaling-processes=)",
      "autoscaling suspend-processes":
        "autoscaling resume-processes keep(--auto-scaling-group-name= --scaling-processes=)",
      "autoscaling resume-processes $2":
        "autoscaling suspend-processes $0 keep(--auto-scaling-group-name= --scaling-processes=)",
      "autoscaling resume-processes":
        "autoscaling suspend-processes keep(--auto-scaling-group-name= --scaling-processes=)",
      "autoscaling enter-standby $2":
        "autoscaling exit-standby $0 keep(--instance-ids= --auto-scaling-group-name=) drop(--should-decrement-desired-capacity --no-should-decrement-desired-capacity)",
      "autoscaling enter-standby":
        "autoscaling exit-standby keep(--instance-ids= --auto-scaling-group-name=) drop(--should-decrement-desired-capacity --no-should-decrement-desired-capacity)",
      "autoscaling detach-instances $2":
        "autoscaling attach-instances $0 keep(--instance-ids= --auto-scaling-group-name=) drop(--should-decrement-desired-capacity --no-should-decrement-desired-capacity)",
      "autoscaling detach-instances":
        "autoscaling attach-instances keep(--instance-ids= --auto-scaling-group-name=) drop(--should-decrement-desired-capacity --no-should-decrement-desired-capacity)",
      "elbv2 register-targets $2": "elbv2 deregister-targets $0 keep(--target-group-arn= --targets=)",
      "elbv2 register-targets": "elbv2 deregister-targets keep(--target-group-arn= --targets=)",
      "elbv2 deregister-targets $2": "elbv2 register-targets $0 keep(--target-group-arn= --targets=)",
      "elbv2 deregister-targets": "elbv2 register-targets keep(--target-group-arn= --targets=)",
      "elb register-instances-with-load-balancer $2":
        "elb deregister-instances-from-load-balancer $0 keep(--load-balancer-name= --instances=)",
      "elb register-instances-with-load-balancer":
        "elb deregister-instances-from-load-balancer keep(--load-balancer-name= --instances=)",
      "elb deregister-instances-from-load-balancer $2":
        "elb register-instances-with-load-balancer $0 keep(--load-balancer-name= --instances=)",
      "elb deregister-instances-from-load-balancer":
        "elb register-instances-with-load-balancer keep(--load-balancer-name= --instances=)",
      "events disable-rule": "events enable-rule $0 keep(--name= --event-bus-name=)",
      "events enable-rule": "events disable-rule $0 keep(--name= --event-bus-name=)",
      "cloudtrail stop-logging": "cloudtrail start-logging $0 keep(--name=)",
      "cloudtrail start-logging": "cloudtrail stop-logging $0 keep(--name=)",
      "kms disable-key": "kms enable-key $0 keep(--key-id=)",
      "kms enable-key": "kms disable-key $0 keep(--key-id=)",
      "kms schedule-key-deletion": "kms cancel-key-deletion $0 keep(--key-id=) drop(--pending-window-in-days=)",
      "secretsmanager delete-secret":
        "secretsmanager restore-secret $0 keep(--secret-id=) drop(--recovery-window-in-days=)",
      "iam attach-role-policy": "iam detach-role-policy $0 keep(--role-name= --policy-arn=)",
      "iam detach-role-policy": "iam attach-role-policy $0 keep(--role-name= --policy-arn=)",
      "iam attach-user-policy": "iam detach-user-policy $0 keep(--user-name= --policy-arn=)",
      "iam detach-user-policy": "iam attach-user-policy $0 keep(--user-name= --policy-arn=)",
      "iam add-user-to-group": "iam remove-user-from-group $0 keep(--user-name= --group-name=)",
      "iam remove-user-from-group": "iam add-user-to-group $0 keep(--user-name= --group-name=)",
      "lambda put-function-concurrency": "lambda put-function-concurrency",
      "cloudwatch disable-alarm-actions $1": "cloudwatch enable-alarm-actions $0 keep(--alarm-names=)",
      "cloudwatch disable-alarm-actions": "cloudwatch enable-alarm-actions keep(--alarm-names=)",
      "cloudwatch enable-alarm-actions $1": "cloudwatch disable-alarm-actions $0 keep(--alarm-names=)",
      "cloudwatch enable-alarm-actions": "cloudwatch disable-alarm-actions keep(--alarm-names=)",
    },
    reach: {
      many: "s3 rm --recursive, s3 cp --recursive, s3 mv --recursive, s3 sync, s3 sync --delete, s3 rb --force, * batch-*, * update-auto-scaling-group, * set-desired-capacity, cloudformation delete-stack, autoscaling suspend-processes, sqs purge-queue, eks delete-cluster",
      all: "organizations close-account, organizations leave-organization",
    },
  },
  awslocal: { executes: "*" },
  saml2aws: { executes: "*" },
  "aws-vault": { reads: { list: "" }, writes: "add, rotate, login", deletes: "remove, clear", executes: "*" },
  "session-manager-plugin": { executes: "*" },
  awslogs: {
    reads: {
      "groups, streams, get":
        "* !--profile !--aws-endpoint-url !--aws-access-key-id !--aws-secret-access-key !--aws-session-token",
    },
  },
  s3cmd: {
    reads: {
      "ls, la, info, du, --version, getlifecycle, getpolicy, multipart, listmp":
        "* !-c !--config !--configure !--dump-config !--host !--host-bucket !--access_key !--secret_key !--access_token !--cache-file !--log-target-prefix !--ca-certs !--no-check-certificate !--no-check-hostname !--no-ssl",
    },
    deletes: "rb, rm, del, delpolicy, dellifecycle, abortmp, expire, sync --delete-removed, mv",
    writes: "*",
  },
  s5cmd: {
    reads: { "ls, du, head, version": "* !--endpoint-url !--credentials-file !--profile !--no-verify-ssl" },
    deletes: "rm, rb, mv, sync --delete",
    executes: "run",
    writes: "*",
    reach: { many: "sync --delete, rm" },
  },
  mc: {
    reads: {
      "ls, tree, du, find $1, stat, diff, version info, version $0, ping, ready, admin info, admin top locks, admin trace, admin console, admin heal --dry-run, admin policy list, admin policy info, admin user list, admin user info, admin group list, admin group info, event list, tag list, retention info, legalhold info, ilm ls, ilm rule ls, encrypt info, replicate status, replicate ls, watch, admin config get --help, admin prometheus metrics, anonymous get, anonymous list, quota info, admin decommission status, admin rebalance status, ls --help, history":
        "-[rjn] --recursive --json --summarize --incomplete --versions --rewind= --name= --older-than= --newer-than= --no-color --quiet --debug --maxdepth= --larger= --smaller= --depth= --storage-class= --events= --verbose --insecure --zip --disk-usage",
    },
    deletes:
      "rm, rb, mirror --remove, mv, admin user remove, admin policy remove, alias remove, alias rm, event remove, ilm rm, ilm rule rm, tag remove, undo, replicate rm, admin bucket remote rm, admin group remove, admin user disable",
    stops: "admin service, admin update, admin heal, admin decommission start, admin rebalance, admin policy detach",
    reveals: "alias list, alias ls, cat, head, admin config get, admin config export, share, admin user svcacct, idp",
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
    // `-o` sets anything in its configuration, as where it sends what.
    global: "-[mqD] -o= -i= -u=",
    executes: "-o",
    grants: "-i",
    reach: { many: "rm -r, rm -R, rm -a, rsync -d, cp -r" },
  },
  gcloud: {
    global:
      "-q --quiet --project= --format= --filter= --limit= --page-size= --sort-by= --uri --verbosity= --region= --zone= --location= --configuration= --account= --billing-project= --no-user-output-enabled --user-output-enabled --flatten= --log-http --impersonate-service-account= --access-token-file= --flags-file= --credential-file-override= --log-file= --trace-token=",
    reads: {
      "container clusters resize --help": "--num-nodes= --size= --node-pool= --min-instances= --max-instances=",
      "* list, * describe, * * list, * * describe, * * * list, * * * describe, * * * * list, * * * * describe, * * list-*, * list-*, * * * list-*, * * describe-*, * * get-*, * get-*, * * * get-*, info, version, help, cheat-sheet, topic, config list, config get, config get-value, logging read, app logs read, app logs tail, functions logs read, run services logs read, * * logs read, * logs read, builds log, compute instances get-serial-port-output, compute instances get-guest-attributes, organizations get-iam-policy, projects get-ancestors, logging tail, * versions list, container get-server-config, auth list, components list, dns record-sets list, services list, compute ssh --help, artifacts docker images list, monitoring dashboards list, endpoints list, iam roles describe, feedback --help, survey --help, storage ls, storage du, storage objects describe, storage cat, storage hash, kms keys list, spanner databases ddl describe, compute regions list, sql operations wait, projects list, container images list-tags, asset search-all-resources, asset search-all-iam-policies, * * * get-iam-policy, run services describe, deployment-manager deployments describe, * * wait, compute target-pools get-health, compute backend-services get-health":
        "* !--account !--configuration !--flags-file !--impersonate-service-account !--access-token-file !--credential-file-override !--log-file !--universe-domain !--capture-session-file !--authorization-token-file !--trace-token !--output-file !--output-path !--out-file !--destination !--destination-file",
    },
    reveals:
      "auth print-access-token, auth print-identity-token, auth application-default print-access-token, secrets versions access, config config-helper, * * * get-credentials, iam service-accounts keys create, compute instances get-windows-password, compute reset-windows-password, container clusters get-credentials, container hub memberships get-credentials, container fleet memberships get-credentials, * * get-credentials, sql generate-login-token, iam service-accounts sign-*, apikeys keys get-key-string, services api-keys get-key-string, apikeys get-key-string, * * get-auth-string, * get-auth-string, * * get-kubeconfig, * * get-windows-password, services api-keys lookup, kms decrypt, dataproc clusters get-*, sql instances get-*",
    deletes:
      "* delete, * * delete, * * * delete, * * * * delete, * remove-*, * * remove-*, * * * remove-*, * * rollback, auth revoke, auth application-default revoke, * revoke, * * revoke, * * destroy, * * * destroy, storage rm, * * clear-*, * * * purge, * * purge, pubsub snapshots delete, * * cancel, * * detach-*, config unset, components remove, * * disable, services disable, * * undelete, projects undelete, * undelete, * cancel, config configurations delete, * * * cancel, storage mv, * * unset-*, * * deprovision, storage rsync --delete-unmatched-destination-objects, sql import, pubsub subscriptions seek, * * deactivate, * * unlink, * * detach, * * remove, * remove, * * * disable, * * undeploy, * * * undeploy-*, * * undeploy-*, * * clear, * * invalidate-*, storage managed-folders delete, * * import, * * rewind, redis instances import",
    stops:
      "* * stop, * * restart, * * reset, * * suspend, * * failover, * * pause, * * drain, * * recreate-*, * * simulate-maintenance-event, * * abandon-*, * * restore, * * promote-replica, * * rolling-action, * * * rolling-action, * * * recreate-*, * * * abandon-*, * * * delete-instances, * * * restart, * * * reset, * * * stop, * * * suspend, * * * rollback, container clusters resize --num-nodes=0, * * * resize --size=0, * * evict, * * demote*, * * reschedule-*, app services set-traffic, * * move, * * migrate, app versions stop, sql instances restart, * stop, * * rolling-action restart, sql backups restore, * backups restore, * * switchover, * restore",
    grants:
      "--account, --configuration, --impersonate-service-account, --access-token-file, --credential-file-override, * add-iam-policy-binding, * * add-iam-policy-binding, * * * add-iam-policy-binding, * set-iam-policy, * * set-iam-policy, auth login, auth activate-service-account, auth application-default login, init, * * add-*",
    carries: {
      "compute ssh, beta compute ssh, alpha compute ssh": {
        skip: 1,
        as: "script",
        flags:
          "-q --quiet --command= --zone= --project= --region= --tunnel-through-iap --internal-ip --ssh-key-file= --dry-run --plain --force-key-file-overwrite --no-force-key-file-overwrite --strict-host-key-checking= --container= --verbosity=",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["--command"],
      },
    },
    executes:
      "--flags-file, * ssh, * * ssh, compute scp, * scp, compute start-iap-tunnel, cloud-shell ssh, app instances ssh, compute connect-to-serial-port, sql connect, alpha interactive, interactive, beta interactive, container binauthz, spanner cli, * * execute-sql, * * call, functions call, workflows run, workflows execute, run jobs execute, emulators",
    writes: "*, --log-file",
    scales: "* * resize, * * * resize, * * set-autoscaling, * * * set-autoscaling",
    reach: {
      many: "storage rm --recursive, storage rm -r, storage rsync, * * * rolling-action, * * * recreate-instances, container clusters delete, container clusters upgrade, * * * resize, services disable",
      all: "projects delete",
    },
    undo: {
      "container clusters resize": "container clusters resize",
      "compute instance-groups managed resize": "compute instance-groups managed resize",
      "compute instances stop": "compute instances start $* drop(--async)",
      "compute instances start": "compute instances stop $* drop(--async)",
      "compute instances suspend": "compute instances resume $* drop(--async)",
      "compute instances resume": "compute instances suspend $* drop(--async)",
      "compute instances attach-disk": "compute instances detach-disk $* keep(--disk=) drop(--device-name= --mode=)",
      "compute instances detach-disk": "compute instances attach-disk $* keep(--disk=)",
      "compute instances add-tags": "compute instances remove-tags $* keep(--tags=)",
      "compute instances remove-tags": "compute instances add-tags $* keep(--tags=)",
      "services enable": "services disable $* drop(--async)",
      "services disable": "services enable $* drop(--async)",
      "projects delete": "projects undelete $*",
      "projects add-iam-policy-binding": "projects remove-iam-policy-binding $* keep(--member= --role= --condition=)",
      "projects remove-iam-policy-binding": "projects add-iam-policy-binding $* keep(--member= --role= --condition=)",
      "secrets versions disable": "secrets versions enable $* keep(--secret=)",
      "secrets versions enable": "secrets versions disable $* keep(--secret=)",
      "kms keys versions disable": "kms keys versions enable $* keep(--key= --keyring=)",
      "config set": "config set",
      "scheduler jobs pause": "scheduler jobs resume $*",
      "scheduler jobs resume": "scheduler jobs pause $*",
      "compute firewall-rules create":
        "compute firewall-rules delete $1 drop(--allow= --action= --direction= --rules= --source-ranges= --network= --target-tags= --priority= --description=)",
    },
  },
  bq: {
    reads: {
      "ls, show, head, version, help, wait, get-iam-policy, info":
        "-[ndajq] -n= -p= --format= --project_id= --dataset_id= --max_results= --location= --filter= --headless --quiet --schema --view --all -a -j -d -m --transfer_config --transfer_location= --page_token= --start_row= --selected_fields= --table --job --datasets --connection --reservation --apply=false --sync=false",
    },
    deletes: "rm, truncate, cancel",
    executes: "query, shell, init",
    writes: "*",

    reach: { many: "rm -r, rm --recursive" },
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
      "aks scale --help":
        "--node-count= --new-capacity= --number-of-workers= --min-count= --max-count= --method= --uri= --url= --scripts= --command-id= --exec-command=",
      "* list, * show, * * list, * * show, * * * list, * * * show, * * * * list, * * * * show, * list-*, * * list-*, * * * list-*, * get-*, * * get-*, * * * get-*, * exists, * * exists, * * * exists, * check-*, * * check-*, version, find, help, * logs, * * logs, account list, account show, vm list-ip-addresses, monitor metrics list, monitor activity-log list, graph query, * wait, * * wait, * * * wait, aks check-acr, aks browse --help, acr check-health, * show-*, * * show-*, * query, * * query, webapp log tail, * log tail, * logs tail, pipelines variable-group list, deployment group validate, deployment group what-if, deployment sub validate, deployment sub what-if, * * validate, * validate, --version, vm get-instance-view, provider operation show, webapp log show, config get, bicep version, bicep list-versions, feedback --help, rest --help, ad signed-in-user show, * history, * * history, * summarize, * * summarize, consumption usage list, * metrics, * * tail --help":
        "* !--file !--file-path !--destination !--auth-mode=key !--include-secrets !--show-secrets !--with-secrets !--output-dir !--save !--log-file",
    },
    reveals:
      "account get-access-token, keyvault secret show, keyvault secret download, keyvault secret backup, * keys list, * * keys list, * list-keys, * * list-keys, * show-connection-string, * * show-connection-string, acr credential show, * credential show, * credentials list, aks get-credentials, webapp deployment list-publishing-credentials, webapp deployment list-publishing-profiles, * list-publishing-*, * * list-publishing-*, * * generate-sas, * generate-sas, * * * generate-sas, cosmosdb keys list, storage account show-connection-string, storage account keys list, redis list-keys, functionapp keys list, * * list-secrets, appconfig credential list, iot hub connection-string show, eventhubs namespace authorization-rule keys list, servicebus namespace authorization-rule keys list, webapp config appsettings list, webapp config connection-string list, functionapp config appsettings list, * admin-key show, search query-key list, batch account keys list, cognitiveservices account keys list, maps account keys list, signalr key list, ad sp credential list, ad app credential list, containerapp secret list, containerapp secret show, sql db show-connection-string, aks command result, * get-upload-url, * get-access-token, * * * keys list, * * * * keys list, * * * list-keys, * list-key*, * * list-key*, * * * list-key*, * list-connection-strings, * * list-connection-strings, * * list-auth*, * * * list-auth*, * show-secret*, * * show-secret*, * * * show-connection-string, * connection-string show, * * connection-string show, * * * connection-string show, * * connection-string list, * * shared-key show, * key list, * key show, * * key list, * secrets list, * appsettings list, * * appsettings list, * * storage-account list, * credentials show, * * credentials show, * credential list, iot hub device-identity show, iot hub device-identity list, iot hub module-identity show, iot dps enrollment show, * * get-data-plane-access, * get-data-plane-access, network vpn-connection list-ike-sas, ad app credential list, * * * get-credentials, * * get-credentials",
    deletes:
      "* delete, * * delete, * * * delete, * * * * delete, * purge, * * purge, * * * purge, * remove, * * remove, * * * remove, logout, account clear, group delete, * delete-*, * * delete-*, * deprovision, * * deprovision, * revoke-*, * * revoke-*, * cancel, * * cancel, cache purge, * * clear, * * unlink, * detach, * * detach, storage blob delete-batch, storage remove, * regenerate-*, * regenerate-keys, * * regenerate-*, * * renew, vm redeploy, vm reimage, * * reset-*, vmss reimage, * * unregister, * unregister, provider unregister, * disable, * * disable, * disable-*, * flush, * keys renew, * * keys renew, * key renew, * * key renew, lock delete, * * * regenerate-*, * delete-batch, * * delete-batch, * * * remove, * * * detach, * * dissociate, * * disassociate, rest --method=delete, rest --method=DELETE, * unlock, * deactivate, * * deactivate, storage file delete-batch, * * * clear, * unset, * * unset",
    stops:
      "serial-console send, * deallocate, * * deallocate, * stop, * * stop, * restart, * * restart, * reboot, * * reboot, * force-reboot, * failover, * * failover, * failover-*, * restore, * * restore, * rollback, * * rollback, * suspend, * * suspend, * pause, * swap, * * swap, * * * swap, * redeploy, * * redeploy, * import, * reimage, * * reset, * reset, * scale --node-count=0, * * scale --node-count=0, vmss scale --new-capacity=0, * simulate-eviction, * * simulate-eviction, * perform-maintenance, * evict, * * evict, * switch-*, * * promote, * promote, * * set-primary, * kill, * * terminate, * terminate",
    starts: "* start, * * start, * resume, * * resume, * run, * * run",
    scales: "* scale, * * scale, * resize, * * resize",
    grants:
      "role assignment create, role definition create, login, ad sp create-for-rbac, ad sp credential reset, ad app credential reset, ad user create, ad group member add, keyvault set-policy, acr login, * set-policy, ad app permission grant, ad app permission admin-consent",
    carries: {
      "vm run-command invoke, vmss run-command invoke": {
        skip: 0,
        as: "script",
        flags:
          "-g= -n= --resource-group= --name= --command-id= --scripts= --parameters= --subscription= --instance-id= --ids= -o= --output= --query= --no-wait",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["--scripts"],
      },
      "aks command invoke": {
        skip: 0,
        as: "script",
        flags:
          "-g= -n= -c= -f= --resource-group= --name= --command= --file= --subscription= -o= --output= --query= --no-wait",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["-c", "--command"],
      },
      "container exec, containerapp exec": {
        skip: 0,
        as: "script",
        flags:
          "-g= -n= --resource-group= --name= --exec-command= --command= --container= --container-name= --subscription= --revision= --replica=",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["--exec-command", "--command"],
      },
    },
    executes:
      "vm run-command, vmss run-command, ssh, * ssh, * exec, * * exec, * invoke-action, rest, interactive, container attach, aks install-cli, webapp remote-connection, * invoke, * * invoke, extension add, self-test, sql query, network bastion, bastion, upgrade, aks browse, serial-console",
    writes: "*",
    undo: {
      "vm start": "vm stop $0 drop(--no-wait)",
      "vm deallocate": "vm start $0 drop(--no-wait)",
      "vm stop": "vm start $0 drop(--no-wait)",
      "vm resize": "vm resize",
      "vm disk attach": "vm disk detach $0 keep(--vm-name=)",
      "vmss scale": "vmss scale",
      "vmss start": "vmss stop $0 keep(--instance-ids=) drop(--no-wait)",
      "vmss stop": "vmss start $0 keep(--instance-ids=) drop(--no-wait)",
      "vmss deallocate": "vmss start $0 keep(--instance-ids=) drop(--no-wait)",
      "aks scale": "aks scale",
      "aks nodepool scale": "aks nodepool scale",
      "aks nodepool stop": "aks nodepool start $0 keep(--cluster-name= --nodepool-name=) drop(--no-wait)",
      "aks nodepool start": "aks nodepool stop $0 keep(--cluster-name= --nodepool-name=) drop(--no-wait)",
      "aks stop": "aks start $0 drop(--no-wait)",
      "aks start": "aks stop $0 drop(--no-wait)",
      "webapp start": "webapp stop $0 keep(-s= --slot=)",
      "webapp stop": "webapp start $0 keep(-s= --slot=)",
      "functionapp stop": "functionapp start $0 keep(-s= --slot=)",
      "functionapp start": "functionapp stop $0 keep(-s= --slot=)",
      "webapp deployment slot swap": "webapp deployment slot swap keep(-s= --slot= --target-slot=)",
      "container start": "container stop $0 drop(--no-wait)",
      "container stop": "container start $0",
      "role assignment create":
        "role assignment delete $0 keep(--assignee= --assignee-object-id= --role= --scope=) drop(--assignee-principal-type= --description=)",
      "role assignment delete": "role assignment create $0 keep(--assignee= --role= --scope=) drop(--yes -y)",
      "lock create": "lock delete $0 keep(--resource= --resource-type=) drop(-t= --lock-type= --notes=)",
      "keyvault secret delete": "keyvault secret recover $0 keep(--vault-name= --id=)",
      "keyvault delete": "keyvault recover $0 drop(--no-wait)",
      "network nsg rule create":
        "network nsg rule delete $0 keep(--nsg-name=) drop(--priority= --access= --protocol= --direction= --source-address-prefixes= --source-port-ranges= --destination-address-prefixes= --destination-port-ranges= --description=)",
      "postgres flexible-server stop": "postgres flexible-server start $0 drop(--no-wait)",
      "postgres flexible-server start": "postgres flexible-server stop $0 drop(--no-wait)",
      "mysql flexible-server stop": "mysql flexible-server start $0 drop(--no-wait)",
      "mysql flexible-server start": "mysql flexible-server stop $0 drop(--no-wait)",
      "group create": "group delete $0 drop(-l= --location= --tags=)",
      "account set": "account set",
      "extension add": "extension remove $0 drop(--upgrade -y --yes)",
    },
    reach: {
      many: "group delete, * delete-batch, * * delete-batch, vmss restart, vmss stop, vmss deallocate, vmss reimage, vmss delete-instances, aks delete, aks stop, aks upgrade, redis flush, deployment group create",
      all: "deployment sub create, account clear",
    },
  },
  azcopy: {
    reads: { "list, jobs list, jobs show, env, --version, login status": "* !--output-dir !--show-sensitive" },
    deletes: "remove, rm, jobs clean, jobs remove, sync --delete-destination",
    writes: "*",
  },
  doctl: {
    global:
      "-o= -c= --output= --context= --format= --no-header --trace -v --verbose --interactive -t= --access-token= -u= --api-url= --config=",
    reads: {
      "* list, * ls, * get, * * list, * * ls, * * get, * * * list, * * * ls, * * * get, version, account ratelimit, auth list, auth ls, apps logs, apps list-*, apps tier, apps spec get, apps spec validate, balance get, invoice get, invoice list, invoice summary, billing-history list, compute region list, compute size list, kubernetes options, kubernetes cluster get-upgrades, kubernetes cluster list-*, k8s options, k8s cluster list, databases options, databases options engines, databases options regions, databases options slugs, databases options versions, databases configuration get, databases connection --help, registry login --help, registry repository list-*, serverless status, serverless activations logs, monitoring uptime list, databases maintenance-window get, compute droplet neighbors, compute droplet backups, compute droplet snapshots, compute droplet kernels, compute droplet actions, compute cdn list, projects list, * list-*, * * list-*":
        "* !-t !-u !--access-token !--api-url !--config",
    },
    reveals:
      "databases connection, databases user get, databases user list, kubernetes cluster kubeconfig, k8s cluster kubeconfig, registry docker-config, registry kubernetes-manifest, auth token, databases get-ca",
    deletes:
      "* delete, * * delete, * * * delete, * rm, * * rm, * * * rm, * * d, * d, * * remove-*, * remove, auth remove, * * purge, * * delete-*, databases user reset, compute droplet-action rebuild, compute droplet-action restore, * * flush, apps cancel",
    stops:
      "compute droplet-action power-off, compute droplet-action shutdown, compute droplet-action reboot, compute droplet-action power-cycle, compute droplet-action resize, compute droplet-action snapshot, kubernetes cluster upgrade, databases migrate, databases resize, compute volume-action detach, apps restart, * restart, serverless undeploy",
    executes: "compute ssh, sandbox, serverless functions invoke, apps console, apps dev, compute ssh-key import",
    carries: {
      "compute ssh": {
        skip: 1,
        as: "script",
        flags:
          "--ssh-command= --ssh-user= --ssh-port= --ssh-key-path= --ssh-agent-forwarding --ssh-private-ip --verbose --access-token= --context=",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["--ssh-command"],
      },
    },
    sends: "-u, --api-url",
    grants:
      "auth init, auth switch, registry login, -t, --access-token, --config, kubernetes cluster kubeconfig save, k8s cluster kubeconfig save",
    writes: "*",
    undo: {
      "compute droplet-action power-off": "compute droplet-action power-on $* drop(--wait)",
      "compute droplet-action power-on": "compute droplet-action shutdown $* drop(--wait)",
      "compute droplet-action shutdown": "compute droplet-action power-on $* drop(--wait)",
      "compute droplet-action enable-backups": "compute droplet-action disable-backups $* drop(--wait)",
      "compute volume-action attach": "compute volume-action detach $* drop(--wait)",
      "compute volume-action detach": "compute volume-action attach $* drop(--wait)",
      "compute droplet tag": "compute droplet untag $* keep(--tag-name=)",
      "kubernetes cluster kubeconfig save":
        "kubernetes cluster kubeconfig remove $* drop(--expiry-seconds= --set-current-context --alias=)",
    },
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
      "linodes boot": "linodes shutdown $*",
      "linodes shutdown": "linodes boot $*",
      "volumes attach": "volumes detach $* drop(--linode_id= --config_id=)",
    },
  },
  oci: {
    reads: {
      "compute instance action --help": "--action= --instance-id= --profile=",
      "* * list, * * get, * * * list, * * * get, * list, * get, setup --help, * * list-*, * * get-*, iam region list, --version":
        "* !--profile !--config-file !--cli-rc-file !--defaults-file !--proxy !--file !--endpoint !--auth !--cert-bundle !--from-json",
    },
    deletes:
      "* * delete, * * * delete, * * terminate, * * bulk-delete, * * * terminate, * * * * delete, os object bulk-delete, * * delete-*",
    stops:
      "* * action --action=STOP, * * action --action=SOFTSTOP, * * action --action=RESET, * * action --action=SOFTRESET, * * stop, * * restart, * * failover, * * switchover, * * * stop",
    reveals: "secrets, secrets secret-bundle get*, secrets secret-bundle-version get*, * * * get-content",
    executes: "raw-request",
    writes: "*",
  },
  ibmcloud: {
    reads: {
      "target $0": "",
      "* list, * ls, * get, * * ls, * * list, * * get, regions, resource service-instances, resource groups, account show, plugin list, version, ks cluster ls, ks cluster get, ks worker ls, cr images, cr namespaces":
        "* !--apikey",
    },
    deletes: "* * rm, * rm, * delete, * * delete, * * * rm, * *-delete",
    writes: "*",
  },
  heroku: {
    executes: "*",
    carries: {
      "run, run:detached": {
        skip: 0,
        as: "script",
        flags:
          "-[dx] -a= -r= -s= -e= --app= --remote= --size= --env= --exit-code --no-tty --type= --listen --no-notify",
        risk: "caution",
        bare: "executes",
      },
      "ps:exec": {
        skip: 0,
        as: "script",
        flags: "-a= -d= -r= --app= --dyno= --remote= --ssh",
        risk: "caution",
        bare: "executes",
      },
    },
    grants: "login, auth:login, access:add, access:update, authorizations:create, keys:add, members:add",
    writes:
      "create, apps:create, git:clone, git:remote, buildpacks:set, buildpacks:add, domains:update, certs:add, pg:backups:capture, pg:copy, pg:push, pg:pull, plugins:install, pipelines:create, webhooks:add, drains:add, apps:rename, labs:enable, container:push, addons:attach, pg:credentials:create, features:disable, local",
    reads: {
      "apps $0, apps:info, ps $0, logs, releases $0, releases:info, addons $0, domains $0, status, regions, version, pg:info, pg:ps, pg:diagnose, maintenance $0, features $0, buildpacks $0, access $0, members $0, teams $0, pipelines $0, auth:whoami, info, redis:info, certs $0, drains $0, spaces $0, stack $0, addons:info, addons:plans, addons:services, labs, git:remote --help, reviewapps:info, pg:locks, pg:blocking, pg:long-running-queries, pg:backups, certs:info, webhooks, ps:type $0":
        "-[atn] -a= -r= -n= -d= -p= --app= --remote= --num= --tail --json --source= --dyno= --ps= --all --team= -s",
    },
    reveals: "config, config:get, pg:credentials:url, auth:token, pg:credentials, redis:credentials",
    deletes:
      "apps:destroy, addons:destroy, pg:reset, domains:remove, config:unset, domains:clear, releases:rollback, rollback, pg:backups:delete, certs:remove, drains:remove, spaces:destroy, pipelines:destroy, addons:detach, apps:delete, access:remove, keys:remove, keys:clear, webhooks:remove, labs:disable, buildpacks:clear, buildpacks:remove, authorizations:revoke, pg:credentials:destroy, members:remove, plugins:uninstall, logout, auth:logout",
    stops:
      "ps:restart, ps:stop, restart, ps:kill, dyno:restart, maintenance:on, pg:killall, pg:kill, pg:promote, pg:backups:restore, dyno:kill",
    scales: "ps:scale, ps:type, dyno:scale",
    configures: "config:set, maintenance:off, domains:add, addons:create, features:enable",
    undo: {
      "maintenance:on": "maintenance:off keep(-a= --app= -r= --remote=)",
      "maintenance:off": "maintenance:on keep(-a= --app= -r= --remote=)",
      "config:set": "config:set",
      "ps:scale": "ps:scale",
      "ps:type": "ps:type",
      "domains:add": "domains:remove keep(-a= --app= -r= --remote=)",
      "features:enable": "features:disable keep(-a= --app= -r= --remote=)",
      "features:disable": "features:enable keep(-a= --app= -r= --remote=)",
    },
    reach: { many: "ps:restart, restart, ps:stop, maintenance:on, pg:killall" },
  },
  flyctl,
  fly,
  hcloud: {
    reads: {
      "* list, * describe, context active, context list, version, server ip, server metrics, datacenter list, * ls":
        "-[o] -o= --output= -l= --selector= -s= --sort= --type= --start= --end=",
    },
    deletes: "* delete, server rebuild, context delete, * remove-*, * detach*, volume detach",
    stops:
      "server poweroff, server reboot, server reset, server shutdown, server enable-rescue, server reset-password, server change-type, server disable-*",
    executes: "server request-console, server vnc",
    carries: {
      "server ssh": {
        skip: 1,
        as: "script",
        flags: "-u= -p= --user= --port= --ipv6",
        risk: "caution",
        bare: "executes",
      },
    },
    writes: "*",
    undo: {
      "server poweroff": "server poweron $*",
      "server shutdown": "server poweron $*",
      "server poweron": "server shutdown $*",
      "server attach-iso": "server detach-iso $1",
      "volume attach": "volume detach $1 drop(--server= --automount)",
      "server enable-rescue": "server disable-rescue $* drop(--type= --ssh-key=)",
      "server enable-backup": "server disable-backup $* drop(--window=)",
    },
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
    reads: { "* * list, * * show, * list, * show, version, status, limits": "* !-C !--config !-A !--use-account" },
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
      "server stop": "server start $*",
      "server start": "server stop $*",
      "server pause": "server unpause $*",
      "server unpause": "server pause $*",
      "server suspend": "server resume $*",
      "server resume": "server suspend $*",
      "server lock": "server unlock $* drop(--reason=)",
      "server unlock": "server lock $*",
      "server shelve": "server unshelve $* drop(--offload --wait)",
      "server add volume $2": "server remove volume $1 $2 drop(--device=)",
      "server set": "server set",
    },
  },
  nova: {
    reads: {
      "list, show, flavor-list, hypervisor-list, service-list, usage, limits, console-log, host-list":
        "--all-tenants --all-projects --host= --status= --name= --limit= --fields= --sort= --flavor= --length= --minimal",
    },
    deletes: "delete, force-delete, rebuild",
    stops: "stop, reboot, suspend, pause, evacuate, migrate, live-migration",
    writes: "*",
  },
  swift: {
    reads: { "list, stat, capabilities, info": "-[ltv] -p= -d= --long --totals --lh --prefix= --delimiter= --verbose" },
    deletes: "delete",
    writes: "*",
    reveals: "auth, tempurl",
  },
  govc: {
    reads: {
      "about, ls, find, vm.info, vm.ip, host.info, datastore.info, datastore.ls, cluster.usage, pool.info, events, tasks, device.ls, device.info, snapshot.tree, metric.ls, metric.sample, network.info --help, version, datacenter.info, role.ls, permissions.ls, session.ls, logs, license.ls, tags.ls, tags.info, library.ls, library.info, folder.info, alarms, object.collect, option.ls, dvs.portgroup.info, host.service.ls, vm.target.info":
        "* !-u !-cert !-key !-dump=false !-persist-session !-dc-token",
    },
    deletes:
      "vm.destroy, datastore.rm, object.destroy, snapshot.remove, host.remove, pool.destroy, library.rm, datacenter.destroy, cluster.rm, device.remove, folder.rm, permissions.remove, session.rm, tags.rm, disk.rm",
    starts: "vm.power -on, vm.power -on=true, host.maintenance.exit, host.reconnect",
    undo: {
      "vm.power": "vm.power",
      "host.maintenance.enter": "host.maintenance.exit drop(-timeout= -evacuate)",
      "host.disconnect": "host.reconnect",
      "snapshot.create": "snapshot.remove $1 keep(-vm=) drop(-d= -m -m=false -q)",
    },
    stops:
      "vm.power, vm.power -off, vm.power -s, vm.power -r, vm.power -reset, vm.power -suspend, cluster.stretch, host.shutdown, host.maintenance.enter, snapshot.revert, vm.migrate, host.disconnect, vm.unregister",
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
    writes: "deploy, init, link, unlink, sites:create, env:set, env:import, build, login, addons:create",
    undo: { "env:set": "env:set", link: "unlink $0 drop(--id= --name=)" },
    reads: {
      "status, sites:list, env:list --help, api --list, logs, functions:list":
        "--json --verbose -n= --live --filter= --site= --debug",
    },
    deletes: "sites:delete, env:unset",
    reveals: "env:list, env:get",
    executes: "*",
  },
  vercel: {
    reads: {
      "ls, list, inspect, logs, whoami, domains ls, domains inspect, dns ls, certs ls, alias ls, env ls, project ls, teams ls, --version, target ls":
        "* !-t !--token !-Q !--global-config !-A !--local-config !--cwd",
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
      "scale --help": "-i= -k= -m= -p=",
      "apps, app, services, service, routes, domains, orgs, org, spaces, space, logs, events, target $0, buildpacks, marketplace, stacks, quotas, quota, security-groups, security-group, org-users, space-users, feature-flags, api $0, version, tasks, droplets, packages, revisions, plugins, service-brokers, isolation-segments, network-policies, instance --help, app-manifests --help":
        "--guid --recent -o= -s= -e= -r -a=",
    },
    reveals:
      "env, service-key, oauth-token, ssh-code, running-environment-variable-group, staging-environment-variable-group",
    deletes: "delete, d, delete-*, ds, unbind-*, purge-*, unset-*, unmap-route, cancel-deployment",
    stops: "stop, sp, restart, rs, restage, rg, restart-app-instance, rollback, terminate-task, scale -i=0",
    scales: "scale",
    executes: "run-task, curl",
    carries: {
      ssh: {
        skip: 1,
        as: "script",
        flags: "-[tTkN] -c= --command= -i= -L= --app-instance-index= --process= --skip-host-validation",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["-c", "--command"],
      },
    },
    configures: "map-route, unmap-route, set-env, scale --help, bind-service, rename, set-quota, update-service",
    grants: "login, auth, set-org-role, set-space-role, allow-space-ssh, create-user, create-service-key",
    writes: "*",
    undo: {
      stop: "start $*",
      start: "stop $*",
      "map-route": "unmap-route $* keep(-n= --hostname= --path= --port=)",
      "unmap-route": "map-route $* keep(-n= --hostname= --path= --port=)",
      "set-env": "set-env",
      "bind-service": "unbind-service $* drop(-c=)",
      scale: "scale",
      "set-space-role": "unset-space-role $*",
      "unset-space-role": "set-space-role $*",
      "create-service": "delete-service $3 drop(-c= -t=)",
    },
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
  b2: {
    reads: {
      "list-buckets, ls, get-file-info, get-bucket, list-keys, list-file-names, list-unfinished-large-files, version, bucket list, bucket get, file info, key list":
        "-[rl] --json --long --versions --recursive --show-size",
    },
    reveals:
      "get-account-info, account get, authorize-account, account authorize, get-download-auth, create-key, key create",
    deletes:
      "delete-bucket, delete-file-version, delete-key, rm, hide-file, clear-account, cancel-large-file, cancel-all-unfinished-large-files, bucket delete, key delete, file hide, account clear, sync --delete",
    writes: "*",
    undo: { "hide-file": "unhide-file $*", "create-bucket": "delete-bucket $1" },
    reach: { many: "rm --recursive, rm -r, sync, sync --delete, cancel-all-unfinished-large-files" },
  },
  balena: {
    reads: {
      "devices, device $1, device list, apps, fleets, fleet $1, fleet list, releases, release list, logs, whoami, version, envs $0, env list, keys, ssh-key list, tags, tag list, organizations, settings, device-type list":
        "-[fvj] -a= -f= --fleet= --device= --json --tail --system --service= --view --verbose",
    },
    deletes:
      "device rm, device purge, fleet rm, fleet purge, app rm, env rm, tag rm, key rm, ssh-key rm, api-key revoke, release invalidate, leave",
    stops:
      "device reboot, device shutdown, device restart, device deactivate, fleet restart, device stop-service, app restart",
    executes: "ssh, device ssh, tunnel, preload, build",
    grants: "login, api-key generate",
    writes: "*",
  },
  bosh: {
    global: "-n --non-interactive --json --tty --no-color -d= --deployment= -e= --environment=",
    reads: {
      "vms, deployments, deployment, instances, tasks, task $1, stemcells, releases, events, env, environment, environments, locks, cloud-check --report, configs, disks --orphaned, errands, snapshots, networks, problems":
        "-[pirav] --vitals --ps --details --failing --recent? --all --column= --event --debug --dns -i",
    },
    reveals: "manifest, config, cloud-config, runtime-config, variables, interpolate, int, inspect-release",
    deletes:
      "delete-deployment, deld, delete-vm, delete-disk, delete-release, delete-stemcell, delete-snapshot, delete-snapshots, delete-config, delete-env, clean-up, orphan-disk, delete-network",
    stops: "stop, restart, recreate, cancel-task, ignore, cancel-tasks",
    starts: "start, run-errand",
    executes: "create-release, upload-blobs",
    carries: {
      ssh: {
        skip: 0,
        as: "script",
        flags:
          "-[r] -c= --command= --opts= --results --gw-host= --gw-user= --gw-private-key= --gw-disable -l= --username=",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["-c", "--command"],
      },
    },
    writes: "*",
    undo: { start: "stop", stop: "start drop(--skip-drain --hard=false)", ignore: "unignore", unignore: "ignore" },
    reach: { many: "stop, restart, recreate, deploy, delete-deployment, clean-up" },
  },
  cloudflared: {
    reads: {
      "version, --version, tunnel list, tunnel info, tunnel ingress validate, tunnel ingress rule, tunnel route ip show, tunnel route ip list, tunnel route ip get, tunnel vnet list, access --help":
        "-[idr] -o= --output= --name= --show-deleted --show-recently-disconnected --uuid=",
    },
    reveals: "tunnel token, access token, access login",
    deletes: "tunnel delete, tunnel cleanup, tunnel route ip delete, tunnel vnet delete",
    starts: "tunnel run, tunnel, proxy-dns, service install",
    stops: "service uninstall",
    grants: "tunnel login, login",
    executes: "access ssh, access tcp, access curl",
    writes: "*, update",
    undo: {
      "tunnel create": "tunnel delete",
      "service install": "service uninstall $0",
      "tunnel route ip add": "tunnel route ip delete $1",
    },
  },
  eb: {
    reads: {
      "status, list, events, health, platform list, platform show, platform status, appversion $0, --version, labs --help":
        "-[fvaz] --all --follow --verbose --region= -r= --refresh=",
    },
    reveals: "printenv, logs",
    deletes: "terminate, appversion --delete, platform delete, abort, appversion lifecycle",
    stops: "restart, rebuild, swap, restore, scale 0",
    scales: "scale",
    executes: "ssh, local, console",
    grants: "--profile",
    writes: "*",
    undo: { scale: "scale" },
  },
  fastly: {
    reads: {
      "service list, service describe, service search, service-version list, backend list, backend describe, domain list, domain describe, pops, ip-list, whoami, version, log-tail, stats historical, stats realtime, stats regions, vcl describe, vcl custom list, healthcheck list, acl list, acl-entry list, dictionary list, dictionary-entry list, purge --help, products --help, user list":
        "-[jv] -s= --service-id= --version= --json --verbose --service-name= --name= --field= --from= --to= --by= --region= --format=",
    },
    reveals:
      "auth-token list, auth-token describe, profile list, profile token, secret-store-entry list, secret-store-entry describe",
    deletes:
      "service delete, backend delete, domain delete, purge, vcl custom delete, acl delete, acl-entry delete, dictionary delete, dictionary-entry delete, auth-token delete, service-version lock, healthcheck delete, user delete, profile delete, secret-store delete",
    stops: "service-version deactivate, service-version activate",
    executes: "compute",
    grants: "--token, -t, --api, profile create, profile switch, auth-token create",
    writes: "*",
    undo: {
      "service-version activate": "service-version deactivate $0 keep(-s= --service-id= --service-name= --version=)",
      "service-version deactivate": "service-version activate $0 keep(-s= --service-id= --service-name= --version=)",
    },
    reach: { all: "purge --all" },
  },
  civo: {
    reads: {
      "kubernetes list, kubernetes ls, kubernetes show, k8s ls, instance list, instance ls, instance show, region ls, region list, region current, size list, size ls, diskimage ls, firewall ls, firewall list, network ls, network list, volume ls, volume list, quota show, version, ip ls, domain ls, database ls, sshkey ls, loadbalancer ls":
        "-[o] -o= -f= --output= --fields= --region= --pretty",
    },
    reveals:
      "kubernetes config, k8s config, apikey show, apikey list, database credential, instance password, kubernetes show --config",
    deletes: "* remove, * rm, * delete, * destroy, * * remove, * * rm, kubernetes recycle",
    stops: "instance stop, instance reboot, instance soft-reboot",
    executes: "instance ssh, instance console",
    scales: "kubernetes scale, k8s scale",
    writes: "*",
    undo: { "instance stop": "instance start $*", "instance start": "instance stop $*" },
  },
  aliyun: {
    reads: {
      "* Describe*, * List*, * Get*, * Query*, version, configure list, configure get":
        "* !--endpoint !-p !--profile !--mode !--access-key-id !--sts-token !--config-path !--body-file !-i !--secure --force",
    },
    reveals:
      "kms GetSecretValue, kms Decrypt, sts AssumeRole, cr GetAuthorizationToken, kms GenerateDataKey, ram CreateAccessKey, * Get*Credential*, * Get*Token, cs GET",
    deletes:
      "* Delete*, * Remove*, * Release*, * Detach*, * Revoke*, * Disable*, * Deactivate*, * Unbind*, * Purge*, oss rm, ram Delete*",
    stops: "* Stop*, * Reboot*, * Restart*, * Switch*, * Failover*, * Replace*, * ReInit*, * Reset*",
    executes: "oss, ecs RunCommand, ecs InvokeCommand, ecs Send*, fc Invoke*",
    writes: "*",
    undo: {
      "ecs StopInstance": "ecs StartInstance $0 keep(--InstanceId= --RegionId=)",
      "ecs StartInstance": "ecs StopInstance $0 keep(--InstanceId= --RegionId=)",
      "ecs AttachDisk": "ecs DetachDisk $0 keep(--InstanceId= --DiskId= --RegionId=)",
      "ecs DetachDisk": "ecs AttachDisk $0 keep(--InstanceId= --DiskId= --RegionId=)",
    },
  },
  yc: {
    reads: {
      "* list, * get, * * list, * * get, * * * list, * * * get, version, config profile list, * * list-*, * list-*, * * list-operations":
        "--format= --folder-id= --folder-name= --cloud-id= --limit= --id= --name= --full --cluster-id= --cluster-name= --jq= --no-user-output --debug",
    },
    reveals:
      "config list, iam create-token, lockbox payload get, iam key create, iam access-key create, managed-kubernetes cluster get-credentials, config get, certificate-manager certificate content, kms symmetric-crypto decrypt",
    deletes:
      "* delete, * * delete, * * * delete, * * remove-*, * * revoke, config profile delete, * * * remove-*, * * detach-*",
    stops: "* * stop, * * restart, * * reset, * * start-failover, * * rollback",
    executes: "compute ssh, serverless function invoke, compute connect-to-serial-port",
    writes: "*",
    undo: {
      "compute instance stop": "compute instance start keep(--id= --name= --async)",
      "compute instance start": "compute instance stop keep(--id= --name= --async)",
    },
  },
  rosa: {
    reads: {
      "list, describe, whoami, version, verify, logs":
        "-[o] -c= -o= --cluster= --output= --watch --all --region= --tail= -w",
    },
    reveals: "token, create admin",
    deletes: "delete, revoke, unlink, uninstall",
    stops: "hibernate",
    grants: "login, grant, link, --token, --profile",
    writes: "*",
    undo: {
      hibernate: "resume $0 keep(-c= --cluster= -y --yes)",
      resume: "hibernate $0 keep(-c= --cluster= -y --yes)",
      grant: "revoke $0 keep(-c= --cluster= -u= --user= -y --yes)",
    },
  },
  ocm: {
    reads: {
      "list, describe, whoami, version, account, cluster status":
        "-[o] --output= --columns= --managed --parameter= -p=",
    },
    reveals: "token, cluster login",
    deletes: "delete, logout",
    stops: "hibernate",
    executes: "tunnel, post, patch, get",
    grants: "login",
    writes: "*",
  },
  hcp: {
    reads: {
      "profile display, profile profiles list, version, projects list, organizations list, iam users list":
        "--format= --project=",
    },
    reveals: "vault-secrets secrets open, auth print-access-token",
    deletes: "* * delete, * delete, auth logout",
    executes: "vault-secrets run",
    writes: "*",
  },
  pscale: {
    reads: {
      "database list, database show, database ls, branch list, branch ls, branch show, branch diff, branch schema, branch lint, deploy-request list, deploy-request show, deploy-request diff, backup list, backup show, org list, org show, region list, password list, version, auth check, audit-log list, workflow list":
        "-[f] -f= --format= --org= --web --limit= --api-url=https://api.planetscale.com",
    },
    reveals: "password create, service-token create",
    deletes:
      "database delete, branch delete, backup delete, password delete, service-token delete, auth logout, deploy-request cancel, deploy-request close, database restore-dump, deploy-request revert, branch demote",
    executes: "shell, connect, database dump",
    grants: "auth login, service-token add-access",
    writes: "*",
  },
  neon: neonctl,
  neonctl,
  turso: {
    reads: {
      "db list, db show, group list, org list, plan show, auth whoami, db locations, group locations list, db inspect, --version":
        "-v --verbose --http-url --url --instance-urls",
    },
    reveals: "auth token, db tokens create, auth api-tokens mint",
    deletes:
      "db destroy, group destroy, org destroy, auth logout, auth api-tokens revoke, db tokens invalidate, group tokens invalidate",
    executes: "db shell, dev",
    writes: "*",
  },
  supabase: {
    reads: {
      "projects list, orgs list, functions list, branches list, migration list, secrets list, db diff, db lint, inspect db, --version, sso list, domains get, network-restrictions get, storage ls":
        "-o= --output= --project-ref= --linked --local --debug -s= --schema= -r --recursive",
    },
    reveals: "status, projects api-keys, gen keys, status -o, status --output",
    deletes:
      "projects delete, functions delete, secrets unset, branches delete, db reset, migration down, storage rm, branches disable, sso remove, migration squash, logout, db push --include-all",
    stops: "stop",
    starts: "start, functions serve",
    grants: "login, link",
    writes: "*",
    undo: {
      start: "stop",
      stop: "start",
      "secrets set": "secrets set",
      link: "unlink $0 drop(--project-ref= -p= --password=)",
    },
  },
  stripe: {
    reads: {
      "version, config --list, samples list, status, * list, * retrieve, resources":
        "-l= --limit= --list --format= -d= --live=false",
    },
    reveals: "config --list",
    sends: "listen, trigger, post, events resend",
    deletes: "delete, logout, * delete, * cancel, * void",
    stops: "--live",
    spends: "* create, * capture, * confirm, * pay",
    executes: "get, serve, samples create, fixtures",
    grants: "login",
    writes: "*",
  },
  twilio: {
    reads: {
      "profiles:list, plugins, --version, phone-numbers:list, api:core:messages:list, api:core:calls:list":
        "-o= --properties= --limit=",
    },
    deletes: "profiles:remove",
    executes: "plugins:install",
    sends: "*",
  },
  confluent: {
    reads: {
      "kafka cluster list, kafka cluster describe, kafka topic list, kafka topic describe, kafka broker list, kafka consumer group list, kafka consumer group describe, environment list, environment describe, api-key list, connect cluster list, connect cluster describe, schema-registry cluster describe, ksql cluster list, iam user list, iam rbac role-binding list, version, context list, kafka acl list, kafka region list, service-quota list, audit-log describe, flink compute-pool list":
        "-o= --output= --cluster= --environment= --context= --resource= --current-user",
    },
    reveals: "api-key create, api-key store",
    deletes: "* delete, * * delete, * * * delete, * * * * delete, logout",
    stops: "connect cluster pause, local stop, local services stop, local destroy",
    starts: "connect cluster resume, local start, local services start",
    sends: "kafka topic produce",
    configures: "kafka topic consume",
    grants: "login",
    writes: "*",
    undo: {
      "connect cluster pause": "connect cluster resume $*",
      "connect cluster resume": "connect cluster pause $*",
      "kafka topic create": "kafka topic delete $1 drop(--partitions= --config= --if-not-exists)",
    },
  },
  databricks: {
    reads: {
      "clusters list, clusters get, jobs list, jobs get, jobs get-run, jobs list-runs, runs list, runs get, workspace list, workspace ls, fs ls, dbfs ls, libraries list, cluster-policies list, instance-pools list, current-user me, warehouses list, catalogs list, tables list, schemas list, --version, version, secrets list-scopes, secrets list-secrets, groups list, users list":
        "-o= --output= -l --long --absolute --limit=",
    },
    reveals: "secrets get-secret, tokens create, auth token, auth env, secrets get",
    deletes:
      "* delete, * permanent-delete, fs rm, dbfs rm, * remove, secrets delete-secret, secrets delete-scope, tokens revoke, * purge, jobs cancel-run, jobs cancel-all-runs, workspace rm, bundle destroy",
    stops: "clusters restart, warehouses stop, clusters stop, runs cancel",
    starts: "clusters start, jobs run-now, jobs submit, warehouses start, runs submit",
    executes: "api, bundle run, bundle validate, repl",
    grants: "--profile, -p, configure, auth login",
    writes: "*",
    undo: {
      "warehouses stop": "warehouses start $*",
      "warehouses start": "warehouses stop $*",
      "clusters start": "clusters delete keep(--cluster-id=)",
    },
  },
  tsh: {
    reads: {
      "ls, status, version, clusters, kube ls, db ls, apps ls, sessions ls, recordings ls, request ls, request show, request search, mfa ls":
        "-[vRf] -f= --format= --cluster= --search= --query= --verbose --all",
    },
    reveals: "db env, env, kube credentials, app config, play, db config",
    deletes: "mfa rm, logout, request drop",
    carries: {
      ssh: {
        skip: 1,
        as: "script",
        flags: "-[AtNCXx] -l= -p= -i= -L= -D= -o= --login= --proxy= --user= --tty --port= --cluster=",
        risk: "caution",
        bare: "executes",
      },
    },
    executes: "proxy, kube exec, db connect, db exec, scp, aws, gcloud, az, git, join, kube join, kubectl, mcp, vnet",
    grants: "login, kube login, db login, apps login, request create, request review, mfa add",
    writes: "*",
    undo: { "db login": "db logout drop(--db-user= --db-name=)", "apps login": "apps logout" },
  },
  tctl: {
    reads: {
      "status, version, nodes ls, users ls, tokens ls, inventory ls, inventory status, lock --help, alerts list, requests ls, auth crl --help, top, db ls, apps ls, kube ls, bots ls, acl ls, recordings ls":
        "--format= --verbose --search=",
    },
    reveals: "get, auth export, auth sign, auth crl, sso test",
    deletes: "rm, users rm, tokens rm, users reset, bots rm, requests rm",
    grants:
      "users add, tokens add, users update, auth rotate, create, requests approve, requests deny, bots add, acl users add, nodes add",
    stops: "lock, auth rotate",
    executes: "edit, plugins",
    writes: "*",
    undo: { "users add": "users rm $1 drop(--roles= --logins= --ttl=)" },
  },
  "aws-sso": {
    reads: { "list, version, time, cache --help, tags": "-S= --sso= --list-fields" },
    reveals: "eval, process, static",
    deletes: "flush, logout",
    executes: "exec, console, credentials",
    writes: "*",
  },
  granted: { reads: { "--version, settings print, registry --help": "" }, executes: "*" },
  assume: { executes: "*" },
  "aws-iam-authenticator": { reads: { "version, verify": "" }, reveals: "token", starts: "server", writes: "*" },
  kubelogin: {
    reads: { "--version, version": "" },
    reveals: "get-token",
    writes: "*",
    deletes: "remove-tokens, clean",
  },
  prowler: {
    executes: "*",
    reads: { "-v, --version, aws --list-checks, aws --list-services, aws --list-compliance": "" },
  },
  swa: { reads: { "--version, --print-config": "" }, executes: "*" },
  azd: {
    reads: {
      "version, env list, env get-value --help, show, template list, template show, config show, config list-alpha, pipeline --help, monitor --help":
        "-o= --output= -e= --environment= -C=",
    },
    reveals: "env get-values, env get-value, auth token",
    deletes: "down, config reset, config unset, auth logout",
    executes: "provision --preview, hooks run, package, restore",
    writes: "*",
    undo: { "config set": "config set" },
    reach: { all: "down" },
  },
  dokku: {
    reads: {
      "apps:list, apps:report, ps:report, ps:inspect, domains:report, certs:report, logs, version, plugin:list, network:list, network:report, proxy:report, ports:list, ports:report, storage:list, storage:report, git:report, builder:report, buildpacks:list, buildpacks:report, resource:report, checks:report, logs:report, nginx:show-config, nginx:validate-config, nginx:access-logs, nginx:error-logs, events $0, cron:list, postgres:list, postgres:info, mysql:list, redis:list, mongo:list, help":
        "-[tnq] -p= -n= --tail --num= --ps= --quiet --format=",
    },
    reveals:
      "config, config:show, config:get, config:export, config:keys, config:bundle, postgres:expose --help, certs:show",
    deletes:
      "apps:destroy, postgres:destroy, mysql:destroy, redis:destroy, mongo:destroy, domains:remove, domains:clear, domains:clear-global, config:unset, config:clear, certs:remove, plugin:uninstall, storage:unmount, network:destroy, repo:gc, repo:purge-cache, cleanup, ssh-keys:remove, plugin:disable, *:destroy, *:unlink",
    stops:
      "ps:stop, ps:restart, ps:rebuild, ps:kill, apps:lock, maintenance:enable, proxy:disable, nginx:stop, postgres:restart, postgres:stop, domains:disable, *:stop, *:restart",
    scales: "ps:scale",
    executes:
      "enter, run, run:detached, postgres:connect, mysql:connect, redis:connect, postgres:enter, git:from-image, repo:bundle",
    grants: "ssh-keys:add, acl:add",
    writes: "*",
    undo: {
      "apps:create": "apps:destroy $*",
      "ps:start": "ps:stop $*",
      "ps:stop": "ps:start $*",
      "config:set": "config:set",
      "domains:add": "domains:remove $*",
      "domains:remove": "domains:add $*",
      "maintenance:enable": "maintenance:disable $*",
      "maintenance:disable": "maintenance:enable $*",
      "apps:lock": "apps:unlock $*",
      "apps:unlock": "apps:lock $*",
      "proxy:disable": "proxy:enable $*",
      "proxy:enable": "proxy:disable $*",
      "ps:scale": "ps:scale",
      "storage:mount": "storage:unmount $*",
      "storage:unmount": "storage:mount $*",
      "plugin:disable": "plugin:enable $*",
      "plugin:enable": "plugin:disable $*",
    },
    reach: { all: "ps:stop --all, ps:restart --all, ps:rebuild --all" },
  },
};
