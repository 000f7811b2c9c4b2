/** What applications, settings and people write, none of it secret. */
export const harmlessTexts: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: "web servers and applications",
    text: `
10.0.0.9 - - [20/Nov/2026:10:00:00 +0000] "GET /password/reset HTTP/1.1" 200 512 "-" "Mozilla/5.0"
10.0.0.9 - bob [20/Nov/2026:10:00:01 +0000] "POST /api/tokens HTTP/1.1" 201 64 "https://x.test/account/token" "curl/8.5.0"
10.0.0.9 - - [20/Nov/2026:10:00:02 +0000] "GET /secrets.json HTTP/1.1" 404 0 "-" "zgrab/0.x"
10.0.0.9 - - [20/Nov/2026:10:00:03 +0000] "GET /static/app.0a1b2c3d.js?v=20261120 HTTP/2.0" 200 81234
10.0.0.9 - - [20/Nov/2026:10:00:04 +0000] "GET /?page=2&sort=asc&author=mary HTTP/1.1" 200 1
2026/11/20 10:00:00 [error] 4242#4242: *17 connect() failed (111: Connection refused) while connecting to upstream
2026-11-20T10:00:00.123Z INFO  [main] o.s.b.w.e.tomcat.TomcatWebServer : Tomcat started on port(s): 8080 (http)
2026-11-20 10:00:00,123 WARN  [AuthFilter] Token expired for user=alice sessionAge=3600s
{"level":"info","ts":1763632800.123,"caller":"auth/token.go:42","msg":"token refreshed","user":"alice","ttl":3600}
{"level":"error","msg":"invalid token","err":"token is expired by 3m20s"}
{"level":"warn","msg":"password policy changed","policy":"strict"}
time="2026-11-20T10:00:00Z" level=info msg="secret mounted" secret_name=db-credentials namespace=prod
level=info trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7 msg="request done" status=200
traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
x-request-id: 8f14e45f-ceea-467a-9a36-dedd4bea2543
etag: "33a64df551425fcc55e4d42a148795d9f25f89d4"
content-security-policy: default-src 'self'; script-src 'sha256-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H='
strict-transport-security: max-age=63072000; includeSubDomains; preload
www-authenticate: Bearer realm="https://auth.test/token",service="registry.test",scope="repository:shop:pull"
www-authenticate: Basic realm="Restricted"
access-control-allow-headers: Authorization, Content-Type, X-Api-Key
access-control-allow-credentials: true
vary: Accept-Encoding, Cookie, Authorization
HTTP/1.1 401 Unauthorized
HTTP/1.1 407 Proxy Authentication Required
Unexpected token < in JSON at position 0
SyntaxError: Unexpected token '}'
java.lang.IllegalArgumentException: token must not be null
	at com.shop.auth.TokenFilter.doFilter(TokenFilter.java:42)
	at org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter.attempt(UsernamePasswordAuthenticationFilter.java:85)
Traceback (most recent call last):
  File "/srv/app/auth/tokens.py", line 42, in verify_password
KeyError: 'DB_PASSWORD'
Error: Missing required environment variable SECRET_KEY_BASE
Error: JWT_SECRET is not set
Error: secretOrPrivateKey must have a value
jwt.exceptions.ExpiredSignatureError: Signature has expired
npm error need auth This command requires you to be logged in
npm warn deprecated request-promise-native@1.0.9: request-promise-native has been deprecated
added 812 packages, and audited 813 packages in 12s
integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==
remote: Support for password authentication was removed on August 13, 2021.
fatal: Authentication failed for 'https://git.test/team/x.git/'
fatal: could not read Username for 'https://git.test': terminal prompts disabled
From git.test:team/x
   8f14e45..5d41402  main -> origin/main
Author: Mary Secretan <mary@x.test>
    Rotate the signing key and document the token endpoint
 create mode 100644 docs/password-reset.md
`,
  },
  {
    name: "metrics and alerts",
    text: `
# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200",path="/token"} 1027 1395066363000
auth_token_refresh_total{result="ok"} 812
password_reset_requests_total{tenant="shop"} 3
token_bucket_remaining{limiter="api"} 42
process_cpu_seconds_total 4242.17
vault_token_count_by_policy{policy="default"} 12
vault_secret_lease_creation{mount="database"} 9
secret_rotation_age_seconds 86400
kube_secret_info{namespace="prod",secret="db-credentials"} 1
kube_secret_type{namespace="prod",secret="shop-tls",type="kubernetes.io/tls"} 1
llm_tokens_total{model="judge-1",kind="input"} 184467
llm_tokens_per_second 12.5
rate(auth_failures_total{reason="bad_password"}[5m]) > 0.2
sum by (secret) (kube_secret_created)
ALERT PasswordSprayDetected FOR 5m
summary: Tokens are issued too slowly
description: More than 5 % of sign-ins fail with a wrong password
runbook_url: https://wiki.test/runbooks/token-service
max_tokens: 2048
total_tokens: 812
prompt_tokens=312 completion_tokens=500
"usage":{"input_tokens":312,"output_tokens":500,"cache_read_input_tokens":0}
pass=12 fail=0 skip=1
PASS: TestTokenRefresh (0.02s)
--- PASS: TestPasswordPolicy (0.00s)
passed: 812, failed: 0
Tests:       1 failed, 811 passed, 812 total
`,
  },
  {
    name: "settings and placeholders",
    text: `
password: <password>
password: <your-password-here>
password=<PASSWORD>
password: $PASSWORD
password: "$DB_PASS"
password: '\${DB_PASS}'
password: \${DB_PASS}
password: %DB_PASS%
password: {{ .Values.db.password }}
password: "{{ lookup('env', 'DB_PASSWORD') }}"
password: \${{ secrets.DB_PASSWORD }}
password: @Microsoft.KeyVault(SecretUri=https://x.vault.test/secrets/db)
password = var.db_password
password = data.vault_generic_secret.db.data["password"]
password: ${"process"}.env.DB_PASSWORD
password = os.environ["DB_PASSWORD"]
password = os.getenv("DB_PASSWORD")
password = System.getenv("DB_PASSWORD")
password: ENV["DB_PASSWORD"]
password: ****
password: ••••••••
password: xxxxxxxx
password: [hidden]
password: (sensitive value)
password: [REDACTED]
password: [FILTERED]
password: REDACTED
password: "***"
password: ~
password: null
password: ""
password = ""
password: none
password: required
token: <token>
token: YOUR_TOKEN
token: YOUR-API-KEY
TOKEN=\${TOKEN:?TOKEN is not set}
export TOKEN="$(vault kv get -field=token secret/ci)"
export API_KEY=\`cat /run/secrets/api\`
read -s -p "Password: " PASSWORD
echo "$PASSWORD" | docker login --password-stdin -u bob
curl -H "Authorization: Bearer $TOKEN" https://x.test
curl -H "Authorization: Bearer \${TOKEN}" https://x.test
curl -H "Authorization: Bearer <token>" https://x.test
curl -u "$USER:$PASSWORD" https://x.test
curl -u bob:\${PASSWORD} https://x.test
mysql -u root -p"$MYSQL_ROOT_PASSWORD" shop
mysql -u root --password="$MYSQL_ROOT_PASSWORD" shop
PGPASSWORD="$PGPASSWORD" psql
PGPASSFILE=/run/secrets/pgpass psql
postgres://app:$DB_PASSWORD@db/shop
postgres://app:\${DB_PASSWORD}@db/shop
postgres://app:<password>@db/shop
postgres://app:****@db/shop
password_file: /run/secrets/db
POSTGRES_PASSWORD_FILE=/run/secrets/db
bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token
credentials_file: /etc/prometheus/token
key_file: /etc/tls/server.key
private_key_path = "/etc/tls/server.key"
ssl_key = /etc/dovecot/private/dovecot.pem
sshKeyPath: ~/.ssh/id_ed25519
secretRef: db-credentials
secret_manager_project: shop-prod
tokenReviewer: true
authMethod: kubernetes
auth_type: iam
auth: true
auth_backend: ldap
passwordless: true
password_encryption = scram-sha-256
password_lifetime = 90d
min_password_length = 12
keyboard_layout: us
sort_key: created_at
primary_key: id
partition_key: customer
cache_key: orders-2026
public_key: ssh-ed25519
keyspace: shop
key_prefix: shop:
`,
  },
  {
    name: "names, sums and encoded texts",
    text: `
commit 8f14e45fceea167a5a36dedd4bea2543fb2c9d0a (HEAD -> main, tag: v1.2.3)
5d41402abc4b2a76b9719d911017c592  backup.tar.gz
da39a3ee5e6b4b0d3255bfef95601890afd80709  empty
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  -
SHA256 (x.iso) = e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
550e8400-e29b-41d4-a716-446655440000
01HF8Z5Q6W7E8R9T0Y1P2A3S4D
exe_6Zx8Qw3Er5Ty7Ui9
arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-credentials-AbCdEf
arn:aws:iam::123456789012:role/token-service
projects/shop-prod/secrets/db-password/versions/latest
/subscriptions/8f14e45f-ceea-467a-9a36-dedd4bea2543/resourceGroups/shop
i-0abcd1234ef567890   running   eu-west-1a   10.0.1.17
vpc-0a1b2c3d4e5f67890 subnet-0a1b2c3d4e5f67890
aGVsbG8gd29ybGQsIHRoaXMgaXMgaGFybWxlc3MgdGV4dA==
ewogICJuYW1lIjogInNob3AiLAogICJyZXBsaWNhcyI6IDMKfQo=
VGhlIHNob3AgaXMgc2xvdyB3aGVuIHRoZSBxdWV1ZSBpcyBsb25nLg
MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJRTESMBAG
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk
00000000  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00  |.ELF............|
v1.2.3-rc.4+build.20261120.8f14e45
postgresql-client-15_15.10-0+deb12u1_amd64.deb
linux-image-6.1.0-28-amd64
token-bucket-limiter-of-the-shop-2026-11-20
the secretary of the board keeps the password book
a password reset was asked for by mary
Basic understanding of authentication helps here
Bearer tokens are described in the next chapter
the pass over the mountain: closed
she authored the key: chapter nine
tokenise, tokenizer, tokenization
compassion, passenger, bypass, surpass, passage
monkey, turkey, hockey, whiskey, keynote
signal, design, assignment, resignation
^(?:password|token|secret)\\s*[:=]\\s*(\\S+)$
/(?<key>api[_-]?key)[=:]/i
if (!user.password) throw new Error("no password");
if (token === undefined) return;
const token = await getToken();
const { password, ...rest } = user;
password: string;
password?: string | undefined;
token: Token,
private readonly secret: Buffer;
def verify(password: str, token: str | None = None) -> bool:
func NewClient(token string, secret []byte) *Client {
type Credentials struct { Password string }
assert token.type == "NAME"
https://x.test/docs/authentication#bearer-token
https://x.test/?tab=tokens&view=list
https://x.test:8443/a:b@c
user@host:/srv/path
git@git.test:team/x.git
2026-11-20T10:00:00.123456789Z
1763632800
10.0.0.0/8
2001:db8::ff00:42:8329
sha256~ is how OpenShift begins its tokens
the image sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
glpat- and github_pat_ are beginnings of tokens
pscale_pw_rotation
fm2_radio_channel
sgp_calibration_table
ntn_vms_interface
sbp_systolic
lsv2_pt_engine
ATBBaseClassLoader
ABSK_SHARD_KEY
a8Q~b
hooks.slack.com/workflows/
---- BEGIN SSH2 PUBLIC KEY ----
---- END SSH2 PUBLIC KEY ----
grep "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----" /etc
PuTTY-User-Key-File-3: ssh-ed25519
Private-Lines: 14 of them
Private-Lines: [redacted:private-key]
scp app:backup@old(1)/x .
case a:b@(c|d) in
docker pull registry.test:5000/team/app@sha256:0a1b
root:app@tcp is what the driver wants
app:<password>@tcp(db:3306)/shop
app:$DB_PASSWORD@tcp(db:3306)/shop
app:%s@tcp(%s:%d)/shop
mail to: bob@x.test (ops)/oncall
at 10:30:15 bob:staff@web(1) signed in
`,
  },
];
