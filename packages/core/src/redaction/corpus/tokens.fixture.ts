import type { Kind } from "./kind.ts";

const letters = "aZ3bY4cX5dW6eV7fU8gT9hS0";
/** Random-looking characters, so that no fixture is anybody's real token, and none stands in the source whole. */
const random = (length: number) => letters.repeat(Math.ceil(length / letters.length)).slice(0, length);
const hex = (length: number) => "0a1b2c3d4e5f6789".repeat(8).slice(0, length);
const upper = (length: number) => "Q7W8E9R1T2Y3U4I5".repeat(8).slice(0, length);
const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${random(43)}`;

const shapes = [
  ...["AKIA", "ASIA", "ABIA", "ACCA"].map((prefix) => prefix + upper(16)),
  `AIza${random(35)}`,
  `ya29.${random(60)}`,
  `GOCSPX-${random(28)}`,
  `1//0${random(40)}`,
  ...["ghp", "gho", "ghu", "ghs", "ghr"].map((prefix) => `${prefix}_${random(36)}`),
  `github_pat_${random(22)}_${random(59)}`,
  ...["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "glimt-"].map((it) => it + random(20)),
  `xoxb-123456789012-${random(24)}`,
  `xoxp-123456789012-123456789012-${random(32)}`,
  `xapp-1-A012345-${random(30)}`,
  ...["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"].map((prefix) => prefix + random(24)),
  jwt,
  `npm_${random(36)}`,
  `pypi-AgEIcHlwaS5vcmc${random(60)}`,
  `sk-ant-api03-${random(80)}`,
  `sk-proj-${random(60)}`,
  `sk-${random(48)}`,
  `dckr_pat_${random(27)}`,
  `dop_v1_${hex(64)}`,
  `hvs.${random(90)}`,
  `hvb.${random(90)}`,
  `hf_${random(34)}`,
  `SG.${random(22)}.${random(43)}`,
  `glsa_${random(32)}_${hex(8)}`,
  `shpat_${hex(32)}`,
  `dapi${hex(32)}`,
  `ATATT3${random(60)}`,
  `lin_api_${random(40)}`,
  `NRAK-${upper(27)}`,
  `pul-${hex(40)}`,
  `sntrys_${random(60)}`,
  `dp.pt.${random(43)}`,
  `tfp_${random(40)}`,
  `PMAK-${hex(24)}-${hex(34)}`,
  `EAACEdEose0cBA${random(40)}`,
  `xkeysib-${hex(64)}-${random(16)}`,
  `sq0csp-${random(43)}`,
  `sqp_${hex(40)}`,
  `rubygems_${hex(48)}`,
  `CFPAT-${random(43)}`,
  `ops_eyJ${random(60)}`,
  `tskey-auth-${random(17)}-${random(32)}`,
  `figd_${random(40)}`,
  `gsk_${random(52)}`,
  `r8_${random(37)}`,
  `nvapi-${random(64)}`,
  `xai-${random(80)}`,
  `AGE-SECRET-KEY-1${upper(58)}`,
];

/** Secrets that are known by their looks alone. */
export const tokens: readonly Kind[] = [
  { name: "tokens in a sentence", texts: shapes.map((shape) => `the id «${shape}» was found`) },
  {
    name: "tokens in other places",
    texts: [
      `git clone https://«ghp_${random(36)}»@github.com/x/y`,
      `"message":"line\\n«ghp_${random(36)}»\\n"`,
      `'«glpat-${random(20)}»'`,
      `(«AKIA${upper(16)}»)`,
      `id=«AKIA${upper(16)}»;`,
      `cookie sid «${jwt}»; path=/`,
      `<td>«xoxb-123456789012-${random(24)}»</td>`,
      `curl https://x.test -H 'x: «sk-ant-api03-${random(80)}»'`,
      `{"id":"«npm_${random(36)}»"}`,
      `/path/«hvs.${random(90)}»/x`,
      `?t=«${jwt}»&x=1`,
      `https://api.telegram.org/bot8501234567«:AA${random(33)}»/getMe`,
    ],
  },
];
