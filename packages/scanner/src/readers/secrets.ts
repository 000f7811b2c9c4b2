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
  /^\/proc\/(?:\d+|self|\*|)\/(?:environ|mem|maps)$|^\/dev\/k?mem$|^\/proc\/kcore$/,
  /^\/etc\/(?:ssl\/private|kubernetes\/pki|ssh\/ssh_host|letsencrypt\/(?:live|archive|accounts)|krb5\.keytab|rndc\.key|openvpn|wireguard|ppp\/.*secrets)/,
  /^\/var\/run\/secrets|^\/run\/secrets|service-?account.*token|\.tfstate|\.vault/i,
];

/** Whether a path by its name holds keys, passwords or tokens. */
export function isSecretPath(path: string): boolean {
  return secretPlaces.some((place) => place.test(path));
}

/** Reading an ordinary file is fine; what a secret file holds must not travel. */
export function judgeFileRead(path: string, range: SourceRange, judge: Judge): void {
  if (!isSecretPath(path)) return;
  judge.say(
    finding("file.secret", "caution", range, `${path} holds secrets by its name: what is shown must not travel.`),
  );
}
