import { looksRandom } from "./looks-random.ts";
import { open, type Place, pass, runEnd, type Swallow, swallowRun, type Verdict } from "./verdict.ts";

interface TokenShape {
  readonly kind: string;
  /** Characters of the rest, and how many there are at least. */
  readonly rest: RegExp;
  readonly atLeast: number;
  /** The rest has to look random as well, where the beginning is also that of plain words. */
  readonly isRandom?: true;
  /** The beginning stays: it is only the place where the secret is used. */
  readonly keepsPrefix?: true;
}

const word = /[A-Za-z0-9_]*/y;
const dashed = /[A-Za-z0-9_-]*/y;
const dotted = /[A-Za-z0-9_.~=-]*/y;
const hex = /[0-9a-f]*/y;
const upper = /[A-Z0-9]*/y;
const base64 = /[A-Za-z0-9+/=_]*/y;
const hash = /[A-Za-z0-9./$=,+]*/y;

function shapes(
  kind: string,
  prefixes: string,
  rest: RegExp,
  atLeast: number,
  more: Pick<TokenShape, "isRandom" | "keepsPrefix"> = {},
) {
  return prefixes.split(" ").map((prefix): [string, TokenShape] => [prefix, { kind, rest, atLeast, ...more }]);
}

/** How the issuers of tokens make theirs recognisable, by the beginning. */
const byPrefix: ReadonlyMap<string, TokenShape> = new Map([
  ...shapes("aws-key", "AKIA ASIA ABIA ACCA", upper, 16),
  ...shapes("gcp-key", "AIza", dashed, 35),
  ...shapes("gcp-token", "ya29. GOCSPX- 1//0", dashed, 20),
  ...shapes("github-token", "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_", word, 22),
  ...shapes("gitlab-token", "glpat- gldt- glrt- glrtr- glcbt- glptt- glft- glsoat- glimt- glagent-", dotted, 16),
  ...shapes("gitlab-token", "gloas- glffct- glwt- GR1348941", dotted, 20),
  ...shapes("slack-token", "xoxa- xoxb- xoxc- xoxd- xoxe- xoxe. xoxo-", dotted, 10, { isRandom: true }),
  ...shapes("slack-token", "xoxp- xoxr- xoxs- xapp-", dotted, 10, { isRandom: true }),
  ...shapes("stripe-key", "sk_live_ sk_test_ rk_live_ rk_test_ whsec_", word, 10),
  ...shapes("anthropic-key", "sk-ant-", dashed, 16),
  ...shapes("openai-key", "sk-", dashed, 20, { isRandom: true }),
  ...shapes("npm-token", "npm_", word, 30),
  ...shapes("pypi-token", "pypi-AgE", dashed, 30),
  ...shapes("docker-token", "dckr_pat_ dckr_oat_", dashed, 16),
  ...shapes("digitalocean-token", "dop_v1_ doo_v1_ dor_v1_", hex, 40),
  ...shapes("vault-token", "hvs. hvb. hvr.", dashed, 20),
  ...shapes("huggingface-token", "hf_", word, 30),
  ...shapes("sendgrid-key", "SG.", dotted, 40, { isRandom: true }),
  ...shapes("shopify-token", "shpat_ shpca_ shppa_ shpss_", hex, 32),
  ...shapes("databricks-token", "dapi", hex, 32),
  ...shapes("grafana-token", "glsa_ glc_", dotted, 30),
  ...shapes("atlassian-token", "ATATT3 ATCTT3", dotted, 40),
  ...shapes("linear-key", "lin_api_", word, 30),
  ...shapes("age-key", "AGE-SECRET-KEY-1", upper, 40),
  ...shapes("openshift-token", "sha256~", dashed, 40),
  ...shapes("bitbucket-token", "ATBB", word, 28, { isRandom: true }),
  ...shapes("aws-bedrock-key", "ABSK", base64, 80),
  ...shapes("supabase-key", "sbp_", hex, 40),
  ...shapes("supabase-key", "sb_secret_", dashed, 20),
  ...shapes("planetscale-token", "pscale_tkn_ pscale_pw_ pscale_oauth_", dotted, 30),
  ...shapes("notion-token", "ntn_", word, 40),
  ...shapes("heroku-token", "HRKU-", dashed, 36),
  ...shapes("dynatrace-token", "dt0c01.", dotted, 60),
  ...shapes("buildkite-token", "bkua_", hex, 40),
  ...shapes("circleci-token", "CCIPAT_", dashed, 40),
  ...shapes("netlify-token", "nfp_", word, 36),
  ...shapes("fly-token", "fm2_", base64, 60),
  ...shapes("sourcegraph-token", "sgp_", word, 40),
  ...shapes("langsmith-key", "lsv2_pt_ lsv2_sk_", word, 32),
  ...shapes("perplexity-key", "pplx-", word, 40),
  ...shapes("newrelic-key", "NRAK- NRJS- NRII-", dashed, 19),
  ...shapes("pulumi-token", "pul-", hex, 40),
  ...shapes("sentry-token", "sntrys_ sntryu_", base64, 40),
  ...shapes("doppler-token", "dp.pt. dp.st. dp.ct. dp.sa.", dotted, 40),
  ...shapes("terraform-token", "tfp_", word, 30),
  ...shapes("postman-key", "PMAK-", dashed, 50),
  ...shapes("facebook-token", "EAACEdEose0cBA", word, 20),
  ...shapes("brevo-key", "xkeysib-", dashed, 60),
  ...shapes("square-token", "sq0csp- sq0atp- sq0idp-", dashed, 22),
  ...shapes("sonar-token", "sqp_ squ_ sqa_", hex, 40),
  ...shapes("rubygems-key", "rubygems_", hex, 48),
  ...shapes("contentful-token", "CFPAT-", dashed, 40),
  ...shapes("onepassword-token", "ops_eyJ", dashed, 40),
  ...shapes("tailscale-key", "tskey-", dashed, 20, { isRandom: true }),
  ...shapes("figma-token", "figd_", dashed, 30),
  ...shapes("groq-key", "gsk_", word, 40),
  ...shapes("replicate-token", "r8_", word, 30),
  ...shapes("nvidia-key", "nvapi-", dashed, 40),
  ...shapes("xai-key", "xai-", word, 60),
  ...shapes("telegram-token", ":AA", dashed, 33, { isRandom: true }),
  ...shapes("password-hash", "$1$ $5$ $6$ $y$ $2a$ $2b$ $2y$ $apr1$ $argon2id$ {SSHA}", hash, 20, { isRandom: true }),
  // Base64 of the beginning of a PEM private key, as Kubernetes prints it.
  ...shapes(
    "private-key",
    "LS0tLS1CRUdJTiBQUklWQVRF LS0tLS1CRUdJTiBSU0EgUFJJVkFUR LS0tLS1CRUdJTiBFQyBQUklWQVRF",
    base64,
    16,
  ),
  ...shapes("private-key", "LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUg LS0tLS1CRUdJTiBFTkNSWVBURUQg", base64, 16),
]);

/** Addresses whose last part is all that one needs to use them. */
const addresses = [
  ...["hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/"],
  ...["discord.com/api/webhooks/", "discordapp.com/api/webhooks/", "webhook.office.com/webhookb2/"],
];

/** What stands in the middle of a token: what is before it was shown, and is worth nothing alone. */
const middles: ReadonlyMap<string, TokenShape> = new Map([
  // A client secret of Microsoft Entra: three characters, a 7 or an 8, and this.
  ...shapes("azure-secret", "Q~", dotted, 28, { isRandom: true, keepsPrefix: true }),
  ...shapes("terraform-token", "atlasv1.", dashed, 60, { keepsPrefix: true }),
]);

const beforeMiddle = /[A-Za-z0-9_~.-]{3}[78]$|[A-Za-z0-9]{7}\.$/;

/** The beginnings by which tokens are found. */
export const tokenPrefixes: readonly string[] = [...byPrefix.keys(), "eyJ", ...addresses, ...middles.keys()];

/** Judges the beginning of a token. Inside a longer word it is none. */
export function judgeToken(place: Place): Verdict {
  const { text, start, end, isFinal } = place;
  const prefix = text.slice(start, end);
  if (addresses.includes(prefix))
    return judgeRest(place, { kind: "webhook", rest: /[\w/@-]*/y, atLeast: 10, keepsPrefix: true });
  const middle = middles.get(prefix);
  if (middle !== undefined)
    return beforeMiddle.test(text.slice(Math.max(0, start - 8), start)) ? judgeRest(place, middle) : pass;
  // Only behind a bot's number.
  if (prefix === ":AA" && !/\d{8}$/.test(text.slice(Math.max(0, start - 8), start))) return pass;
  // A backslash and a letter before it are an escape, such as \n in JSON.
  if (/^\w/.test(prefix) && /[A-Za-z0-9]/.test(text[start - 1] ?? "") && text[start - 2] !== "\\") return pass;
  if (prefix === "eyJ") return judgeJwt(text, start, isFinal);
  const shape = byPrefix.get(prefix);
  return shape === undefined ? pass : judgeRest(place, shape);
}

function judgeRest(
  { text, start, end, isFinal }: Place,
  { kind, rest, atLeast, isRandom, keepsPrefix }: TokenShape,
): Verdict {
  const needed = isRandom === true ? 40 : atLeast;
  const window = text.slice(end, end + needed);
  const length = runEnd(rest, window, 0);
  if (length < atLeast) return length === window.length && length < needed && !isFinal ? open : pass;
  if (isRandom === true && length === window.length && length < needed && !isFinal) return open;
  if (isRandom === true && !looksRandom(window.slice(0, length))) return pass;
  if (keepsPrefix === true) return { type: "secret", kind, from: end, swallow: swallowRun(rest) };
  return { type: "secret", kind, from: start, swallow: swallowPrefixed(end - start, rest) };
}

/** The characters of the prefix, which was seen whole, need not be among those of the rest. */
function swallowPrefixed(prefixLength: number, rest: RegExp): Swallow {
  const swallow = swallowRun(rest);
  let skipped = prefixLength;
  return (text, at, isFinal) => {
    const from = at + skipped;
    skipped = 0;
    return swallow(text, from, isFinal);
  };
}

const jwtPart = /[A-Za-z0-9_-]*/y;
const jwtWindow = 2048;

/** Three parts of base64 behind dots, the first of which is JSON (`{"` is `eyJ`). */
function judgeJwt(text: string, start: number, isFinal: boolean): Verdict {
  const window = text.slice(start, start + jwtWindow);
  const isWhole = isFinal || window.length === jwtWindow;
  const headEnd = runEnd(jwtPart, window, 0);
  if (headEnd === window.length) return isWhole ? pass : open;
  if (headEnd < 12 || window[headEnd] !== ".") return pass;
  const next = window.slice(headEnd + 1, headEnd + 9);
  if (runEnd(jwtPart, next, 0) < next.length) return pass;
  if (next.length < 8) return isWhole ? pass : open;
  return { type: "secret", kind: "jwt", from: start, swallow: swallowRun(/[A-Za-z0-9_.=-]*/y) };
}
