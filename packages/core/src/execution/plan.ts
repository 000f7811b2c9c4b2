import type { ParsedRunbook } from "../runbook/index.ts";
import type { Plan } from "./execution.ts";

/** What a runbook asks to be done, without the positions in its text. */
export function planOf(runbook: ParsedRunbook): Plan {
  return {
    steps: runbook.steps.map(
      ({ id, number, title, description, section, variables, condition, command, rollback, expect, terms }) => ({
        id,
        number,
        title,
        description,
        section,
        variables,
        ...(condition && { condition }),
        ...(terms && { terms }),
        ...(command && { command: { text: command.text, dialect: command.dialect } }),
        ...(rollback && { rollback: { text: rollback.text, dialect: rollback.dialect } }),
        ...(expect && {
          expect: expect.text,
          ...(runbook.format === "workflow"
            ? { outputIncludes: expect.text }
            : checkable(runbook.source.slice(expect.range.start, expect.range.end))),
        }),
      }),
    ),
    conditions: runbook.conditions.map(({ id, text, then, otherwise }) => ({ id, text, then, otherwise })),
    variables: runbook.variables.map(({ name, type, setBy, default: standard }) => ({
      name,
      type,
      ...(setBy && { setBy }),
      ...(standard !== undefined && { default: standard }),
    })),
  };
}

/** The first code or quotation in the source of what must be seen: markup is what tells it from the prose around it. */
function checkable(source: string): { readonly outputIncludes?: string } {
  const found = source.match(/`([^`\n]{2,200})`|<code>([^<\n]{2,200})<\/code>|"([^"<>\n]{2,200})"|“([^”\n]{2,200})”/);
  const text = found?.slice(1).find((group) => group !== undefined);
  return text === undefined ? {} : { outputIncludes: text };
}
