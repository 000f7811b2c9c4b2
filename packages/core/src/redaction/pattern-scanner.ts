import { judgeBearer } from "./judge-bearer.ts";
import { judgeKey } from "./judge-key.ts";
import { judgePrivateKey } from "./judge-private-key.ts";
import { flagTriggers, judgeFlag, judgeProgram, programNames } from "./judge-program.ts";
import { judgeToken, tokenPrefixes } from "./judge-token.ts";
import { judgeUrl } from "./judge-url.ts";
import type { TextScanner } from "./redactor.ts";
import { swallowQuoted } from "./value-extent.ts";
import { open, type PasswordFlag, type Place, pass, type Swallow, type Verdict } from "./verdict.ts";

/** Names under which secrets are given. */
const keyWords =
  "password passwd passphrase passcode storepass keypass pass pwd secret token key credential authorization auth cookie signature sig".split(
    " ",
  );
const bearers = ["Bearer ", "bearer ", "Basic ", "basic "];
const identifiedBy = "identified by '";

/**
 * All that can announce a secret, in one regular expression of plain texts: one pass over the text, no backtracking.
 * What stands around a find is judged by code that looks no further than a fixed distance.
 */
const triggers = new RegExp(
  [
    `(?<url>://)`,
    `(?<pem>-----BEGIN )`,
    `(?<sql>(?i:${identifiedBy}))`,
    `(?<bearer>${bearers.join("|")})`,
    `(?<key>(?i:${keyWords.join("|")}))`,
    `(?<program>${programNames.join("|")})`,
    `(?<token>${tokenPrefixes.map((prefix) => prefix.replaceAll(".", "\\.")).join("|")})`,
  ].join("|"),
  "g",
);
/** Inside a command whose program takes passwords behind a flag; its end is looked for as well. */
const commandTriggers = new RegExp(`(?<over>[\\n;|&])|(?<flag>${flagTriggers.join("|")})|${triggers.source}`, "g");

/** How far back a judgement looks. */
const contextLength = 64;

const beginnings = beginningsOf([
  "://",
  "-----BEGIN ",
  identifiedBy,
  ...bearers,
  ...keyWords,
  ...programNames,
  ...tokenPrefixes,
]);
const flagBeginnings = beginningsOf(flagTriggers);
const longestBeginning = Math.max(...[...beginnings].map((beginning) => beginning.length));

/** Creates a scanner that knows secrets by their names and looks. */
export function createPatternScanner(): TextScanner {
  /** Text that was shown already, for looking back, and behind it what is held. */
  let kept = "";
  let shownLength = 0;
  let swallow: Swallow | undefined;
  let program: PasswordFlag | undefined;

  return {
    feed(chunk, isFinal) {
      const text = kept + chunk;
      let out = "";
      let at = shownLength;
      const keepFrom = (position: number) => {
        const from = Math.max(0, position - contextLength);
        kept = text.slice(from);
        shownLength = position - from;
        return out;
      };
      const swallowFrom = (position: number, swallowing: Swallow) => {
        const reached = swallowing(text, position, isFinal);
        swallow = reached.isDone ? undefined : swallowing;
        at = reached.at;
      };
      if (swallow !== undefined) swallowFrom(at, swallow);
      let searchFrom = at;
      while (swallow === undefined) {
        const pattern: RegExp = program === undefined ? triggers : commandTriggers;
        pattern.lastIndex = searchFrom;
        const found = pattern.exec(text);
        if (found === null) break;
        if (found.groups?.over !== undefined) program = undefined;
        const mayGrow = !isFinal && isBeginning(text, found.index, program !== undefined);
        const place = { text, start: found.index, end: pattern.lastIndex, isFinal };
        const verdict = mayGrow ? open : judge(found, place, program);
        if (verdict.type === "open") {
          out += text.slice(at, found.index);
          return keepFrom(found.index);
        }
        searchFrom = found.index + 1;
        if (verdict.type === "pass") program = verdict.program ?? program;
        else {
          out += `${text.slice(at, verdict.from)}[redacted:${verdict.kind}]`;
          swallowFrom(verdict.from, verdict.swallow);
          searchFrom = at;
        }
      }
      if (swallow !== undefined) return keepFrom(at);
      const holdFrom = isFinal
        ? text.length
        : Math.max(searchFrom, at, text.length - openBeginning(text, searchFrom, program !== undefined));
      out += text.slice(at, holdFrom);
      return keepFrom(holdFrom);
    },
  };
}

function judge({ groups = {} }: RegExpExecArray, place: Place, program: PasswordFlag | undefined): Verdict {
  if (groups.key !== undefined) return judgeKey(place);
  if (groups.token !== undefined) return judgeToken(place);
  if (groups.url !== undefined) return judgeUrl(place);
  if (groups.bearer !== undefined) return judgeBearer(place);
  if (groups.sql !== undefined) {
    return { type: "secret", kind: "password", from: place.end, swallow: swallowQuoted("'") };
  }
  if (groups.pem !== undefined) return judgePrivateKey(place);
  if (groups.program !== undefined) return judgeProgram(place);
  if (groups.flag !== undefined && program !== undefined) return judgeFlag(place, program);
  return pass;
}

/** How many of the last characters could be the beginning of a trigger. */
function openBeginning(text: string, from: number, isInCommand: boolean): number {
  for (let length = Math.min(longestBeginning, text.length - from); length > 0; length -= 1) {
    if (isBeginning(text, text.length - length, isInCommand)) return length;
  }
  return 0;
}

/** Says whether the rest of the text could be the beginning of a trigger, such as `pass` of `password`. */
function isBeginning(text: string, from: number, isInCommand: boolean): boolean {
  if (text.length - from > longestBeginning) return false;
  const rest = text.slice(from).toLowerCase();
  return beginnings.has(rest) || (isInCommand && flagBeginnings.has(rest));
}

function beginningsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(
    words.flatMap((word) =>
      Array.from({ length: word.length - 1 }, (_, index) => word.slice(0, index + 1).toLowerCase()),
    ),
  );
}
