import { judgeBearer } from "./judge-bearer.ts";
import { judgeDsn } from "./judge-dsn.ts";
import { judgeEcho } from "./judge-echo.ts";
import { judgeKey } from "./judge-key.ts";
import { judgePhrase, phraseTriggers } from "./judge-phrase.ts";
import { judgePrivateKey, keyMarks } from "./judge-private-key.ts";
import { flagTriggers, judgeFlag, judgeProgram, programNames } from "./judge-program.ts";
import { judgeToken, tokenPrefixes } from "./judge-token.ts";
import { judgeUrl } from "./judge-url.ts";
import type { TextScanner } from "./redactor.ts";
import { open, type PasswordFlag, type Place, pass, type Swallow, type Verdict } from "./verdict.ts";

/** Names under which secrets are given. */
const keyWords =
  "password passwd passphrase passcode storepass keypass pass pwd secret token key credential authorization auth cookie signature sig psk dockerconfigjson dockercfg".split(
    " ",
  );
const bearers = ["Bearer ", "bearer ", "Basic ", "basic "];
// The sign before the last two, `%3` and `%253`, is looked back at: no text has to wait behind its percent sign.
const urls = ["://", "a%2f%2f", "a%252f%252f"];
const echoes = ["echo ", "printf "];

/**
 * All that can announce a secret, in one regular expression of plain texts: one pass over the text, no backtracking.
 * What stands around a find is judged by code that looks no further than a fixed distance.
 */
const triggers = new RegExp(
  [
    `(?<url>${urls.map(anyCase).join("|")})`,
    `(?<pem>${keyMarks.map(literal).join("|")})`,
    `(?<phrase>${phraseTriggers.map(anyCase).join("|")})`,
    `(?<echo>${echoes.join("|")})`,
    `(?<bearer>${bearers.join("|")})`,
    `(?<key>${keyWords.map(anyCase).join("|")})`,
    `(?<program>${programNames.join("|")})`,
    `(?<token>${tokenPrefixes.map((prefix) => literal(prefix)).join("|")})`,
    // Of all the colons those that an `@` may follow in the same word.
    "(?<dsn>:(?=[^\\s\"'`<>]{0,120}(?:@|$)))",
  ].join("|"),
  "g",
);
/** Inside a command whose program takes passwords behind a flag; its end is looked for as well. */
const commandTriggers = new RegExp(
  `(?<over>[\\n;|&])|(?<flag>${flagTriggers.map(literal).join("|")})|${triggers.source}`,
  "g",
);

/** How far back a judgement looks. */
const contextLength = 64;
/** For longer pieces it does not count what one more piece costs. */
const shortPiece = 512;
/** What was shown is cut off only now and then. */
const mostKept = 2048;

const beginnings = beginningsOf([
  ...urls,
  ...keyMarks,
  ...phraseTriggers,
  ...echoes,
  ...bearers,
  ...keyWords,
  ...programNames,
  ...tokenPrefixes,
]);
const flagBeginnings = beginningsOf(flagTriggers);
const longestBeginning = Math.max(...[...beginnings].map((beginning) => beginning.length));
const lineEnd = 0x0a;
/** The characters that any of them begins with: at most ends of a text there is none, and nothing has to be cut out and compared. */
const mayBegin = new Uint8Array(128);
for (const [first = ""] of [...beginnings, ...flagBeginnings]) {
  for (const each of [first, first.toUpperCase()]) mayBegin[each.charCodeAt(0)] = 1;
}

/** Creates a scanner that knows secrets by their names and looks. */
export function createPatternScanner(): TextScanner {
  /** Text that was shown already, for looking back, and behind it what is held. */
  let kept = "";
  let shownLength = 0;
  let swallow: Swallow | undefined;
  let program: readonly PasswordFlag[] | undefined;

  /** Takes a short piece in which nothing is announced, behind which nothing is held: most lines that a program prints. */
  function takesQuietly(chunk: string): boolean {
    const isOpen = swallow !== undefined || program !== undefined || shownLength < kept.length;
    if (isOpen || chunk.length > shortPiece) return false;
    triggers.lastIndex = 0;
    if (triggers.test(chunk) || openBeginning(chunk, 0, false) > 0) return false;
    kept = kept.length < mostKept ? kept + chunk : kept.slice(-contextLength) + chunk;
    shownLength = kept.length;
    return true;
  }

  return {
    feed(chunk, isFinal) {
      if (!isFinal && takesQuietly(chunk)) return chunk;
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
        // A backslash carries a command over the end of a line.
        if (found.groups?.over !== undefined && text[found.index - 1] !== "\\") program = undefined;
        // What ends the text may be the beginning of a longer trigger, which began before this one or goes on behind it.
        const isNearEnd = !isFinal && text.length - found.index <= longestBeginning;
        const growing = isNearEnd ? openBeginning(text, searchFrom, program !== undefined) : 0;
        const isGrowing = text.length - growing <= found.index && growing > 0;
        const place = { text, start: found.index, end: pattern.lastIndex, isFinal };
        const verdict = isGrowing ? open : judge(found, place, program);
        if (verdict.type === "open") {
          const from = isGrowing ? text.length - growing : found.index;
          out += text.slice(at, from);
          return keepFrom(from);
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

function judge({ groups = {} }: RegExpExecArray, place: Place, program: readonly PasswordFlag[] | undefined): Verdict {
  if (groups.key !== undefined) return judgeKey(place);
  if (groups.token !== undefined) {
    const verdict = judgeToken(place);
    return verdict === pass && place.text[place.start] === ":" ? judgeDsn(place) : verdict;
  }
  if (groups.url !== undefined) return judgeUrl(place);
  if (groups.bearer !== undefined) return judgeBearer(place);
  if (groups.phrase !== undefined) return judgePhrase(place);
  if (groups.echo !== undefined) return judgeEcho(place);
  if (groups.pem !== undefined) return judgePrivateKey(place);
  if (groups.program !== undefined) return judgeProgram(place);
  if (groups.dsn !== undefined) return judgeDsn(place);
  if (groups.flag !== undefined && program !== undefined) return judgeFlag(place, program);
  return pass;
}

/** How many of the last characters could be the beginning of a trigger. None goes over the end of a line. */
function openBeginning(text: string, from: number, isInCommand: boolean): number {
  let length = 0;
  const first = Math.max(from, text.length - longestBeginning);
  for (let at = text.length - 1; at >= first; at -= 1) {
    const code = text.charCodeAt(at);
    if (code === lineEnd) break;
    if (code < 128 && mayBegin[code] === 1 && isBeginning(text.slice(at).toLowerCase(), isInCommand)) {
      length = text.length - at;
    }
  }
  return length;
}

/** Says whether the rest of the text could be the beginning of a trigger, such as `pass` of `password`. */
function isBeginning(rest: string, isInCommand: boolean): boolean {
  return beginnings.has(rest) || (isInCommand && flagBeginnings.has(rest));
}

/**
 * The text in whatever case, each letter as a class of two. `(?i:…)` says the same, and V8 compiles it wrongly where it does not optimise:
 * that is what it does once a process has compiled a lot of patterns, and then no secret was found by its name any more.
 */
function anyCase(text: string): string {
  return [...text]
    .map((sign) => (/[a-z]/i.test(sign) ? `[${sign.toLowerCase()}${sign.toUpperCase()}]` : literal(sign)))
    .join("");
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function beginningsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(
    words.flatMap((word) =>
      Array.from({ length: word.length - 1 }, (_, index) => word.slice(0, index + 1).toLowerCase()),
    ),
  );
}
