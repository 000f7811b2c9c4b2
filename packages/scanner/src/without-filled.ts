import type { Evidence } from "@steadyhand/core/risk";

/**
 * A finding about text whose blanks were filled in with a stand-in: the commands that it names would name the stand-in,
 * so they are left out until the blank is filled in and the text is judged again.
 */
export function withoutFilled({ undo: _undo, instead, ...evidence }: Evidence): Evidence {
  return instead === undefined || /X{3}/.test(instead) ? evidence : { ...evidence, instead };
}
