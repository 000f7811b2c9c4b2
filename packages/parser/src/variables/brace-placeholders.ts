import type { FoundVariable } from "./find-variables.ts";
import type { ShellPlace } from "./shell-walk.ts";

/** Programs whose quoted arguments are programs of their own, in which braces mean blocks, objects or formats. */
const ownLanguages = new Set(
  "awk gawk mawk nawk jq yq sed perl ruby python python3 node php mongo mongosh dyff gron xmlstarlet".split(" "),
);
/** What Go templates say without a dot. */
const templateWords = new Set(
  "end else break continue range if with define block template json println printf print len index nil true false".split(
    " ",
  ),
);
const templated = /jsonpath|go-template|custom-columns|--template|--format|-o=?$/;

/** `{name}` or `{{name}}` at an opening brace, where neither the shell nor the program gives braces a meaning. */
export function bracePlaceholderAt(text: string, place: ShellPlace): FoundVariable | undefined {
  const { at } = place;
  const before = text[at - 1] ?? "";
  if ("${%@\\#".includes(before) && before !== "") return undefined;
  const head = text.slice(at, at + 100);
  const double = /^\{\{\s?([A-Za-z_][\w-]*)\s?\}\}/.exec(head);
  if (double !== null) {
    const name = double[1] ?? "";
    if (templateWords.has(name) || (place.isQuoted && isTemplate(text))) return undefined;
    return { name, form: "{{name}}", from: at, to: at + double[0].length };
  }
  const single = /^\{([A-Za-z_][\w-]*)\}(?!\})/.exec(head);
  if (single === null) return undefined;
  const name = single[1] ?? "";
  const to = at + single[0].length;
  const isRedirection = !place.isQuoted && /^[<>]/.test(text.slice(to, to + 1)) && /\s/.test(before);
  if (isRedirection || (place.isQuoted && ownLanguages.has(place.program))) return undefined;
  if (
    templateWords.has(name) ||
    templated.test(place.word) ||
    (templated.test(place.wordBefore) && place.word.length < 2)
  )
    return undefined;
  return { name, form: "{name}", from: at, to };
}

function isTemplate(text: string): boolean {
  return /\{\{-?\s*(?:\.|range\b|if\b|with\b|json\b|end\b|\$)/.test(text);
}
