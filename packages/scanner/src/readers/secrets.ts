import { posix } from "node:path";
import type { SourceRange } from "@steadyhand/core/risk";
import { finding, type Judge } from "../scope.ts";

const secretPlaces = [
  /(?:^|\/)(?:shadow|gshadow|sudoers|master\.passwd)(?:[-~.\w]*)$/,
  /(?:^|\/)\.(?:aws|ssh|gnupg|kube|docker|azure|gcloud|password-store|config\/gcloud)(?:\/|$)/,
  /(?:^|\/)\.(?:netrc|pgpass|my\.cnf|mylogin\.cnf|git-credentials|npmrc|pypirc|env|htpasswd|vault-token|boto|s3cfg|bash_history|zsh_history|psql_history|mysql_history)(?:[-.\w]*)$/,
  /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$|authorized_keys$/,
  /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg|ovpn)$/i,
  /(?:^|\/)(?:credentials?|secrets?|passwords?|tokens?|private)(?:[-._/]|$)/i,
  /(?:^|\/)kubeconfig|admin\.conf$|kubelet\.conf$|bootstrap-kubeconfig/,
  /^\/proc\/(?:[^/]+\/)*(?:environ|mem|maps)$|^environ$|^\/dev\/k?mem$|^\/proc\/kcore$/,
  /^\/etc\/(?:ssl\/private|kubernetes\/pki|ssh\/ssh_host|letsencrypt\/(?:live|archive|accounts)|krb5\.keytab|rndc\.key|openvpn|wireguard|ppp\/.*secrets)/,
  /^\/var\/run\/secrets|^\/run\/secrets|service-?account.*token|\.tfstate|\.vault/i,
];

/** Where a pattern such as `/etc/*` would meet one of them. */
const wellKnown = [
  "/etc/shadow",
  "/etc/gshadow",
  "/etc/sudoers",
  "/etc/ssh/ssh_host_rsa_key",
  "/etc/ssl/private/server.key",
  "/etc/kubernetes/admin.conf",
  "/etc/kubernetes/pki/ca.key",
  "/proc/1/environ",
  "/run/secrets/token",
  "/var/run/secrets/kubernetes.io/serviceaccount/token",
  ...["/root", "/home/somebody", "~"].flatMap((home) =>
    [".ssh/id_rsa", ".aws/credentials", ".kube/config", ".netrc", ".pgpass", ".bash_history", ".env"].map(
      (file) => `${home}/${file}`,
    ),
  ),
].map((path) => path.split("/"));

/** Whether a path, or a pattern of paths, by its name leads to keys, passwords or tokens. */
export function isSecretPath(path: string): boolean {
  const real = posix.normalize(path);
  if (secretPlaces.some((place) => place.test(real))) return true;
  if (!/[*?[]/.test(real)) return false;
  const segments = real.split("/");
  return wellKnown.some(
    (known) =>
      known.length === segments.length && known.every((name, index) => matches(segments[index] as string, name)),
  );
}

/** Whether a shell pattern finds a name. A character class is taken to hold every character. */
function matches(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const tokens = pattern.match(/\[[^\]]*\]|./gs) ?? [];
  const fits = (token: string | undefined, char: string) =>
    token !== undefined && (token === char || token === "?" || token.length > 1);
  let at = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < name.length) {
    if (tokens[at] === "*") {
      star = at++;
      resume = index;
    } else if (fits(tokens[at], name[index] as string)) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (tokens[at] === "*") at++;
  return at === tokens.length;
}

/** Reading an ordinary file is fine; what a secret file holds must not travel. */
export function judgeFileRead(path: string, range: SourceRange, judge: Judge): void {
  if (/^\/dev\/watchdog\d*$/.test(posix.normalize(path)))
    judge.say(
      finding("file.watchdog", "dangerous", range, `Opening ${path} starts the timer that resets the machine.`),
    );
  if (!isSecretPath(path)) return;
  judge.say(
    finding("file.secret", "caution", range, `${path} holds secrets by its name: what is shown must not travel.`),
  );
}
