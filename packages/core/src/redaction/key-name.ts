/** Words that turn the name of a secret into the name of something about it: `token_type`, `password_policy`. */
const about = new Set(
  `accessor age alg algorithm allowed attempts authentication authenticator audience backend based bits bucket bytes cache changed changes charset check class
  client command complexity config count created date days dir directory disabled domain driver enabled encoder encoding encryption endpoint entropy
  error errors exception exists expires expiration expired expiry exp field file filename files filter format generator handler helper hint history host id ids
  index invalid issued issuer java kind label len length level lifetime limit limiter limits link location manager max
  mechanism method min minimum missing mode name names namespace number ok operation optional owner page param parser path paths pattern
  per period plugin policies policy prefix problem prompt provider rate ratio ref reference refs regex required requirements
  reset revoked role rotated rotation rule rules scheme scope scopes score seconds selector server service size sock socket source spec
   status stdin storage store strategy strength suffix support supported syntax template time timeout timestamp total ttl type types uri
  url usage used user username valid validator validity version width window`.split(/\s+/),
);

/** What may follow without a separator and still name the secret itself: `tokens`, `secretkey`, `passwordhash`. */
const glued = /^(?:s|key|hash|value|text|string|data|\d+)(?![a-z])/i;
const gluedPlural = /^s(?![a-z])/i;

/**
 * Says whether a name made of a secret word and what follows it still names a secret.
 * `ending` is what follows the word in the name, such as `_bucket_size` after `token`.
 */
export function namesSecret(word: string, ending: string): boolean {
  if (ending === "") return true;
  const isCamel = /^[A-Z]/.test(ending) && /[a-z]$/.test(word);
  if (/^[a-z]/i.test(ending) && !isCamel && !glued.test(ending)) return false;
  // Many tokens are counted, one token is kept: `max_tokens: 512`.
  if (word.toLowerCase() === "token" && gluedPlural.test(ending)) return false;
  const words = ending
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  // secret_id is the secret half of an application's login; of a key or a token an id is only its name.
  return !words.some((each) => about.has(each) && !(each === "id" && word.toLowerCase() === "secret"));
}

/** What stands before `key` when the key is a secret one. */
const secretKeyBefore =
  /(?:access|account|admin|api|app|application|auth|client|consumer|crypt|cryption|decryption|deploy|encryption|hmac|instrumentation|jwt|license|master|pre-?shared|private|root|service|session|shared|sign|signing|ssh|storage|subscription|webhook)[_\-. ]?$/i;

/** Says whether the word `key` at the end of `before` is about a secret key, as in `api_key` or `AccountKey`. */
export function isSecretKey(before: string): boolean {
  return secretKeyBefore.test(before.slice(-24));
}

/** Says whether the words before a name make it the name of where a secret lies, or of a sum of it. */
export function isAboutSecret(before: string, word: string): boolean {
  return /^secret$/i.test(word) && /existing[_-]?$|\bpull $|mountable $|checksum\/$|\bkube_\w+\{[^}]*$/i.test(before);
}
