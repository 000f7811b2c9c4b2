import { harmlessTexts } from "./harmless-texts.fixture.ts";

/** What programs of operations print, none of it secret. Each line must stay as it is, alone and among the others. */
export const harmless: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: "Kubernetes",
    text: `
NAME                                     READY   STATUS             RESTARTS      AGE
shop-api-7d9c5b8f4d-x2x9z                1/1     Running            0             3d4h
token-service-5f6d8c7b9-qw3er            0/1     CrashLoopBackOff   12 (3m ago)   47m
secret-sync-28934560-8xk2p               0/1     Completed          0             12h
vault-agent-injector-6c8b7d-zz9kl        1/1     Running            1             9d
NAME                       TYPE                                  DATA   AGE
db-credentials             Opaque                                2      14d
default-token-x7k2m        kubernetes.io/service-account-token   3      90d
registry-pull-secret       kubernetes.io/dockerconfigjson        1      90d
shop-tls                   kubernetes.io/tls                     2      30d
Type:  Opaque
password:  16 bytes
ca.crt:     1025 bytes
token:      1234 bytes
tls.key:    1704 bytes
      MountPath:  /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-9xk2l (ro)
    Secret Name:  db-credentials
    SecretName:  shop-tls
      DB_PASSWORD:  <set to the key 'password' in secret 'db-credentials'>  Optional: false
Tokens:              default-token-x7k2m
Image pull secrets:  registry-pull-secret
Mountable secrets:   default-token-x7k2m
  secretName: shop-tls
        secretKeyRef:
              key: password
              name: db-credentials
      imagePullSecrets:
      automountServiceAccountToken: false
      serviceAccountToken:
          expirationSeconds: 3607
  checksum/secret: 0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f6789
Container ID:  containerd://0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f6789
Image ID:      docker.io/library/nginx@sha256:0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f6789
  uid: 8f14e45f-ceea-467a-9a36-dedd4bea2543
  resourceVersion: "184467440"
secret/db-credentials configured
secret "db-credentials" deleted
Error from server (NotFound): secrets "db-credentials" not found
Warning  Failed  3m  kubelet  Error: secret "db-credentials" not found
MountVolume.SetUp failed for volume "token" : secret "token" not found
error: You must be logged in to the server (Unauthorized)
kubectl get secret db-credentials -o jsonpath='{.data.password}'
kubectl create secret generic db --from-env-file=.env
kubectl create token builder --duration=1h
kubectl auth can-i get secrets
helm upgrade shop ./chart --set image.tag=v1.2.3 --set auth.existingSecret=db-credentials
helm upgrade shop ./chart --set auth.enabled=true
`,
  },
  {
    name: "systemd, processes and machines",
    text: `
● nginx.service - A high performance web server and a reverse proxy server
     Loaded: loaded (/lib/systemd/system/nginx.service; enabled; vendor preset: enabled)
     Active: active (running) since Fri 2026-11-20 09:12:44 UTC; 1 day 2h ago
   Main PID: 4242 (nginx)
     CGroup: /system.slice/nginx.service
systemd-ask-password-wall.path                loaded active waiting   Forward Password Requests to Wall Directory Watch
systemd-ask-password-console.path             loaded active waiting   Dispatch Password Requests to Console Directory Watch
gcr-ssh-agent.socket  loaded active listening GCR ssh-agent wrapper
Nov 20 10:00:01 web1 CRON[4242]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)
Nov 20 10:00:02 web1 sshd[4243]: Accepted publickey for deploy from 10.0.0.9 port 50122 ssh2: ED25519 SHA256:0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5
Nov 20 10:00:03 web1 sshd[4244]: Failed password for invalid user admin from 10.0.0.66 port 40022 ssh2
Nov 20 10:00:04 web1 sshd[4245]: Connection closed by authenticating user root 10.0.0.66 port 40023 [preauth]
Nov 20 10:00:05 web1 sudo:   deploy : TTY=pts/0 ; PWD=/srv/app ; USER=root ; COMMAND=/usr/bin/systemctl restart nginx
Nov 20 10:00:06 web1 passwd[4246]: pam_unix(passwd:chauthtok): password changed for deploy
Nov 20 10:00:07 web1 sshd[4247]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.66
Nov 20 10:00:08 web1 systemd[1]: Starting Daily apt download activities...
USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root           1  0.0  0.1 167744 11776 ?        Ss   Nov19   0:03 /sbin/init splash
postgres    4242  0.1  1.2 218344 98304 ?        Ss   Nov19   1:22 /usr/lib/postgresql/15/bin/postgres -D /var/lib/postgresql/15/main
root        4243  0.0  0.2 287000 19000 ?        Ssl  Nov19   0:12 /usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
user        4244  0.0  0.2 287000 19000 ?        Sl   Nov19   0:12 /usr/bin/gnome-keyring-daemon --daemonize --login
Filesystem      Size  Used Avail Use% Mounted on
/dev/nvme0n1p1  100G   81G   19G  82% /
tmpfs           1.6G   12K  1.6G   1% /run/secrets/kubernetes.io/serviceaccount
              total        used        free      shared  buff/cache   available
Mem:       16384256     8123456     1023456      123456     7237344     7812345
tcp   LISTEN 0      4096         0.0.0.0:5432       0.0.0.0:*    users:(("postgres",pid=4242,fd=5))
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
    link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff link-netnsid 0
    inet6 fe80::42:acff:fe11:2/64 scope link
-rw------- 1 root root  1704 Nov 20 10:00 /etc/ssl/private/server.key
-rw-r----- 1 root shadow 1234 Nov 20 10:00 /etc/shadow
drwx------ 2 app app 4096 Nov 20 10:00 .ssh
-rw------- 1 app app   92 Nov 20 10:00 .pgpass
lrwxrwxrwx 1 root root 11 Nov 20 10:00 current -> release-20261120100000
passwd: password expiry information changed.
Changing password for user deploy.
New password: 
Retype new password: 
[sudo] password for deploy: 
Enter passphrase for key '/home/deploy/.ssh/id_ed25519': 
deploy@web1's password: 
su: Authentication failure
The key fingerprint is:
SHA256:0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5 deploy@web1
256 SHA256:0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5 deploy@web1 (ED25519)
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0a1b2c3d4e5f67890a1b2c3d4e5f6789 deploy@web1
PermitRootLogin without-password
PasswordAuthentication no
PubkeyAuthentication yes
UsePAM yes
AuthorizedKeysFile .ssh/authorized_keys
SSLCertificateKeyFile /etc/ssl/private/server.key
ssl_certificate_key /etc/nginx/tls/server.key;
auth_basic "Restricted";
auth_basic_user_file /etc/nginx/.htpasswd;
proxy_set_header Authorization $http_authorization;
proxy_set_header Cookie $http_cookie;
limit_req_zone $binary_remote_addr zone=login:10m rate=1r/s;
`,
  },
  {
    name: "containers and images",
    text: `
CONTAINER ID   IMAGE                    COMMAND                  CREATED        STATUS        PORTS                    NAMES
0a1b2c3d4e5f   nginx:1.27               "/docker-entrypoint.…"   2 hours ago    Up 2 hours    0.0.0.0:8080->80/tcp     web
6789abcdef01   redis:7                  "docker-entrypoint.s…"   3 days ago     Up 3 days     6379/tcp                 cache
f0e1d2c3b4a5   token-bucket:v2          "/app/token-bucket"      3 days ago     Up 3 days     9000/tcp                 limiter
REPOSITORY            TAG       IMAGE ID       CREATED       SIZE
registry.test/shop    v1.2.3    sha256:0a1b2   2 days ago    412MB
Digest: sha256:0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f6789
Status: Downloaded newer image for nginx:1.27
a2abf6c4d29d: Pull complete
Login Succeeded
WARNING! Using --password via the CLI is insecure. Use --password-stdin.
Error response from daemon: pull access denied for shop, repository does not exist or may require 'docker login'
unauthorized: authentication required
docker login --username bob --password-stdin registry.test
docker run --rm -p 5432:5432 -e POSTGRES_PASSWORD_FILE=/run/secrets/db postgres:16
docker secret ls
ID                          NAME          DRIVER    CREATED        UPDATED
x7k2mq9w8e7r6t5y4u3i2o1p0   db_password             2 weeks ago    2 weeks ago
docker secret create db_password ./db_password.txt
        source: db_password
    secrets:
      - db_password
    file: ./secrets/db_password.txt
"Id": "0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f6789",
"com.docker.compose.config-hash": "0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f6789",
"NetworkID": "6789abcdef010a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b",
"MacAddress": "02:42:ac:11:00:02",
`,
  },
  {
    name: "databases",
    text: `
 id | name  | password_changed_at          | token_count | auth_method
----+-------+------------------------------+-------------+---------------
  1 | alice | 2026-11-20 10:00:00.123456+00 |          12 | scram-sha-256
  2 | bob   | 2026-11-19 08:00:00.654321+00 |           3 | md5
(2 rows)
                       Table "public.users"
     Column      |            Type             | Collation | Nullable |              Default
 password        | character varying(255)      |           | not null |
 password_hash   | text                        |           |          |
 api_key         | text                        |           |          | NULL::text
 secret          | bytea                       |           |          |
 token           | uuid                        |           | not null | gen_random_uuid()
Indexes:
    "users_pkey" PRIMARY KEY, btree (id)
    "users_token_key" UNIQUE CONSTRAINT, btree (token)
    FOREIGN KEY (token_id) REFERENCES tokens(id)
SELECT id, password FROM users WHERE password IS NULL;
SELECT count(*) FROM tokens WHERE expires_at < now();
SELECT password FROM users WHERE password = $1;
UPDATE users SET password = $2 WHERE id = $1;
UPDATE users SET token = NULL WHERE id = 7;
UPDATE users SET password = DEFAULT;
UPDATE users SET password = crypt($1, gen_salt('bf'));
INSERT INTO users (name, password) VALUES ($1, $2);
INSERT INTO users (name, password) VALUES (?, ?);
ALTER TABLE users ADD COLUMN password text NOT NULL;
ALTER TABLE users DROP COLUMN password;
ALTER TABLE users ALTER COLUMN password SET NOT NULL;
CREATE TABLE secret (id bigint PRIMARY KEY, token text);
CREATE INDEX users_token ON users (token);
ALTER USER app WITH PASSWORD NULL;
ALTER USER app PASSWORD EXPIRE;
CREATE USER app IDENTIFIED BY PASSWORD EXPIRE;
FATAL:  password authentication failed for user "app"
ERROR:  permission denied for table secret
DETAIL:  Key (token)=(8f14e45f-ceea-467a-9a36-dedd4bea2543) already exists.
HINT:  No function matches the given name and argument types. You might need to add explicit type casts.
LOG:  checkpoint complete: wrote 812 buffers (5.0%); 0 WAL file(s) added, 0 removed, 1 recycled
ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)
ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)
mysql: [Warning] Using a password on the command line interface can be insecure.
Enter password: 
| validate_password.policy             | MEDIUM |
| validate_password.length             | 8      |
| mysql_native_password_proxy_users    | OFF    |
| Ssl_session_cache_mode         | SERVER   |
host    all             all             10.0.0.0/8              scram-sha-256
local   all             postgres                                peer
psql -h db -U app -d shop -w -c 'select 1'
psql "host=db user=app passfile=/run/secrets/pgpass dbname=shop"
mysql --defaults-extra-file=/run/secrets/my.cnf -e 'show slave status'
mysql -u root -p
mysql -u root -p shop < dump.sql
redis-cli --askpass info
redis-cli -a "$REDIS_PASSWORD" info
mongosh --username admin --authenticationDatabase admin
(error) WRONGPASS invalid username-password pair or user is disabled.
(error) NOAUTH Authentication required.
1) "requirepass"
CONFIG GET requirepass
`,
  },
  ...harmlessTexts,
];

/** Every line of them. */
export const harmlessLines: readonly string[] = harmless.flatMap(({ text }) => text.split("\n").filter(Boolean));
