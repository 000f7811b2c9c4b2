import type { Dialect } from "@steadyhand/core/risk";
import type { Random } from "./random.ts";

/** What shells, SQL and their readers give a meaning to. */
const shellPieces =
  "; & && || | |& ( ) { } $( ) ` \" ' $' $\" \\ \n # > >> < << <<- <<< <> >| >& 2>&1 ${ } ${a:- $(( )) [[ ]] (( )) <( >( * ? [ ] ~ ! = += $a $@ $IFS $? {a,b} {1..9} if then else fi for in do done while case esac function select time coproc eval exec trap sudo env xargs bash -c find -exec {} \\; + -- - \t \r \u00a0 \u202e \u0430 EOF a=b a[0]=1 %s \\x41 !! <name>".split(
    " ",
  );
const sqlPieces =
  "; ' \" ` $$ $a$ -- # /* */ /*! ( ) [ ] , . * = < > || :: : @ @@a := ? \\ \\g \\G \\! \\d \n \r . .shell SELECT FROM WHERE DELETE UPDATE DROP TABLE INSERT INTO VALUES WITH AS RETURNING UNION OR AND NOT NULL IN LIKE '%' 1=1 true EXPLAIN ANALYZE COPY PROGRAM SET GLOBAL SHOW KILL DO CALL f() count(*) E'\\n' U&'a' x'1' \u00a0 LIMIT".split(
    " ",
  );

/** Changes a text in a few places: by the pieces its language knows, and by pieces of other texts. */
export function mutate(text: string, other: string, dialect: Dialect, random: Random): string {
  let changed = text;
  const times = 1 + random.below(4);
  for (let time = 0; time < times; time++) changed = changeOnce(changed, other, dialect, random);
  return changed;
}

function changeOnce(text: string, other: string, dialect: Dialect, random: Random): string {
  const piece = random.pick(dialect === "shell" ? shellPieces : sqlPieces);
  const tokens = tokensOf(text);
  const at = random.below(tokens.length + 1);
  switch (random.below(9)) {
    case 0:
      return splice(tokens, at, 0, [piece]);
    case 1:
      return splice(tokens, at, 1, []);
    case 2:
      return splice(tokens, at, 1, [piece]);
    case 3:
      return splice(tokens, at, 0, [random.pick([...tokensOf(other), piece])]);
    case 4:
      return `${tokens.slice(0, at).join("")}${other}${tokens.slice(at).join("")}`;
    case 5: {
      const many = random.pick([2, 10, 100]);
      return splice(tokens, at, 1, [(tokens[at] ?? piece).repeat(many)]);
    }
    case 6: {
      const [open, close] = random.pick(brackets);
      const end = at + random.below(tokens.length - at + 1);
      return [...tokens.slice(0, at), open, ...tokens.slice(at, end), close, ...tokens.slice(end)].join("");
    }
    case 7: {
      const cut = random.below(text.length + 1);
      return random.below(2) === 0 ? text.slice(0, cut) : text.slice(cut);
    }
    default: {
      const from = random.below(text.length + 1);
      return `${text.slice(0, from)}${String.fromCharCode(random.below(random.pick([128, 0x2100])))}${text.slice(from + 1)}`;
    }
  }
}

const brackets = [
  ["$(", ")"],
  ["(", ")"],
  ["{ ", "; }"],
  ["'", "'"],
  ['"', '"'],
  ["`", "`"],
  ["<(", ")"],
  ["${a:-", "}"],
  ["$((", "))"],
  ["/*", "*/"],
  ["$$", "$$"],
  ["<<E\n", "\nE\n"],
] as const;

function splice(tokens: readonly string[], at: number, count: number, pieces: readonly string[]): string {
  return tokens.toSpliced(at, count, ...pieces).join("");
}

function tokensOf(text: string): string[] {
  return text.match(/\s+|\w+|[^\s\w]/g) ?? [];
}
