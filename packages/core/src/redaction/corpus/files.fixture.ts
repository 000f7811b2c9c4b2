import type { Kind } from "./kind.ts";

const line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
const body = `${line}\n${line}\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n`;
const pem = (name: string) => `-----BEGIN ${name}-----\n${body}-----END ${name}-----`;

const ssh2 = `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "rsa-key-20261122, bob@x.test"\n${body}---- END SSH2 ENCRYPTED PRIVATE KEY ----`;
/** Before and behind the private part of a file of PuTTY. */
const puttyHead =
  "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: bob\nPublic-Lines: 2\nAAAAB3NzaC1yc2E\nAAADAQABAAAB\nPrivate-Lines: 3\n";
const puttyTail = "\nPrivate-MAC: 0a1b2c3d4e5f6789\n";

/** Secrets in files of programs that keep them, in headers and in keys. */
export const files: readonly Kind[] = [
  {
    name: "headers and cookies",
    texts: [
      "Authorization: Bearer «hdr-1-tk»\r\nAccept: */*\r\n",
      "authorization: Basic «Ym9iOmh1bnRlcjI=»\n",
      "Authorization: token «hdr-2-tk»\n",
      "Authorization: Digest «username=bob, realm=x, response=0a1b2c3d»\n",
      "Authorization: AWS4-HMAC-SHA256 «Credential=AKID/20261120, SignedHeaders=host, Signature=0a1b»\n",
      "Authorization: «hdr-3-raw-key»\n",
      "Proxy-Authorization: Basic «Ym9iOmh1bnRlcjI=»\n",
      "> Authorization: Bearer «hdr-4-tk»\n> Accept: */*\n",
      "X-Api-Key: «hdr-5-key»\n",
      "X-Auth-Token: «hdr-6-tk»\n",
      "X-Vault-Token: «hdr-7-tk»\n",
      "PRIVATE-TOKEN: «hdr-8-tk»\n",
      "X-Amz-Security-Token: «FwoGZXIvYXdzEBYaDH»\n",
      "Ocp-Apim-Subscription-Key: «0a1b2c3d4e5f6789»\n",
      "X-Hub-Signature-256: «sha256=0a1b2c3d4e5f6789»\n",
      "X-CSRF-Token: «hdr-9-tk»\n",
      "Cookie: «session=hdr-10-ck; theme=dark»\n",
      "Set-Cookie: «sid=hdr-11-ck; Path=/; HttpOnly»\n",
      "< set-cookie: «sid=hdr-12-ck; Secure»\r\n< date: today\r\n",
      "grpc metadata: authorization=Bearer «hdr-13-tk»",
      'level=debug msg="request" headers="map[Authorization:[Bearer «hdr-14-tk»] Accept:[*/*]]"',
      "('Authorization', 'Bearer «hdr-15-tk»')",
      "the server was sent Bearer «aZ3bY4cX5dW6eV7f» by mistake",
    ],
  },
  {
    name: "files of programs",
    texts: [
      "//registry.npmjs.org/:_authToken=«npm-1-tk»\n",
      "//registry.test/:_password=«bnBtLTItcHc=»\n",
      "_auth=«Ym9iOmh1bnRlcjI=»\nemail=bob@x.test\n",
      "npmAuthToken: «yarn-3-tk»\n",
      "machine git.test login bob password «netrc-4-pw»\n",
      "machine git.test\n  login bob\n  password «netrc-5-pw»\n",
      "default login anonymous password «netrc-6-pw»\n",
      "db.test:5432:shop:app:«pgpass-7-pw»\n",
      "*:*:*:postgres:«pgpass-8-pw»\n",
      "[client]\nuser=root\npassword=«mycnf-9-pw»\n",
      "https://bob:«gitcred-10»@git.test\n",
      "[http]\n\textraheader = AUTHORIZATION: basic «Ym9iOmh1bnRlcjI=»\n",
      "username=bob\npassword=«cifs-11-pw»\ndomain=x\n",
      "[distutils]\nusername = __token__\npassword = «pypi-12-pw»\n",
      '{"auths":{"r.test":{"username":"bob","password":"«docker-13-pw»","auth":"«Ym9iOmh1bnRlcjI=»"}}}',
      "bob:«$6$rounds=5000$saltsalt$0a1b2c3d4e5f6789/x.y»:19000:0:99999:7:::\n",
      "bob:«$apr1$salt1234$0a1b2c3d4e5f6789/x.yz»\n",
      "bob:«$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy»\n",
      'network={\n\tssid="lab"\n\tpsk="«wifi-14-psk»"\n}\n',
      "PrivateKey = «yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=»\nAddress = 10.0.0.2/32\n",
      "PresharedKey = «FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=»\n",
      'secret "«bind-15-key==»";\n',
      "enable secret 5 «$1$mERr$hx5rVt7rPNoS4wqbXKX7m0»\n",
    ],
  },
  {
    name: "keys",
    texts: [
      ...["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY"].map(
        (name) => `before\n«${pem(name)}»\nafter\n`,
      ),
      `before\n«${pem("ENCRYPTED PRIVATE KEY")}»\nafter\n`,
      `before\n«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n${body}=aBcD\n-----END PGP PRIVATE KEY BLOCK-----»\nafter\n`,
      `before\n«-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A1B2C\n\n${body}-----END RSA PRIVATE KEY-----»\nafter\n`,
      `{"private_key":"«${pem("PRIVATE KEY").replaceAll("\n", "\\n")}\\n»","client_email":"x@y.test"}`,
      `KEY="«${pem("PRIVATE KEY").replaceAll("\n", "\\n")}»"\n`,
      `  tls.key: |\n    «${pem("PRIVATE KEY").replaceAll("\n", "\n    ")}»\n  tls.crt: x\n`,
      `key: «LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFcEFJQkFBS0NBUUVB»\n`,
      `identity «AGE-SECRET-KEY-1${"Q7W8E9R1T2Y3U4I5".repeat(4).slice(0, 58)}»\n`,
      `before\n«${ssh2}»\nafter\n`,
      `before\n«${ssh2.replaceAll("ENCRYPTED ", "")}»\nafter\n`,
      `{"key":"«${ssh2.replaceAll('"', "'").replaceAll("\n", "\\n")}»"}`,
      `${puttyHead}«${body.trim()}»${puttyTail}`,
      `${puttyHead}«${body.trim()}»${puttyTail}`.replaceAll("\n", "\r\n"),
      `{"ppk":"${`${puttyHead}«${body.trim()}»${puttyTail}`.replaceAll("\n", "\\n")}"}`,
      `  site.ppk: |\n${puttyHead.replaceAll(/^(?=.)/gm, "    ")}    «${body.trim().replaceAll("\n", "\n    ")}»${puttyTail.replaceAll(/^(?=.)/gm, "    ")}`,
    ],
  },
];
