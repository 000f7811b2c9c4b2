import { looksRandom } from "./looks-random.ts";
import { open, type Place, pass, runEnd, swallowRun, type Verdict } from "./verdict.ts";

const credential = /[A-Za-z0-9._~+/=-]*/y;
const window = 48;

/** Judges `Bearer ` and `Basic ` where no header's name stands before them. Prose such as "Basic authentication" stays. */
export function judgeBearer({ text, start, end, isFinal }: Place): Verdict {
  if (/[A-Za-z0-9]/.test(text[start - 1] ?? "")) return pass;
  const begun = text.slice(end, end + window);
  const length = runEnd(credential, begun, 0);
  if (length === begun.length && length < window && !isFinal) return open;
  if (!looksRandom(begun.slice(0, length))) return pass;
  return { type: "secret", kind: "authorization", from: end, swallow: swallowRun(credential) };
}
