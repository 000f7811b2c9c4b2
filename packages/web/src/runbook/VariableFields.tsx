import type { RunbookVariableWire } from "@steadyhand/api";
import { isAsked, type StartObstacle, typeHint } from "./start-form.ts";

/** A field for each variable that is asked for, and a line for each that the runbook sets itself. */
export function VariableFields(props: {
  readonly idPrefix: string;
  readonly variables: readonly RunbookVariableWire[];
  readonly stepNumbers: ReadonlyMap<string, string>;
  readonly values: Readonly<Record<string, string>>;
  readonly obstacles: readonly StartObstacle[];
  readonly onValue: (name: string, value: string) => void;
}) {
  const { idPrefix, variables, stepNumbers, values, obstacles, onValue } = props;
  if (variables.length === 0) return null;
  const asked = variables.filter(isAsked);
  const setByPage = variables.filter((variable) => !isAsked(variable));
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {asked.map((variable) => (
          <VariableField
            key={variable.name}
            id={`${idPrefix}-variable-${variable.name}`}
            variable={variable}
            value={values[variable.name] ?? ""}
            problem={obstacles.find(({ field }) => field === `variable-${variable.name}`)?.says}
            onValue={(value) => onValue(variable.name, value)}
          />
        ))}
      </div>
      {setByPage.map(({ name, setBy = "" }) => (
        <p key={name} className="text-text-1">
          <code className="font-mono font-semibold">{name}</code> is set by step {stepNumbers.get(setBy) ?? setBy} of
          the runbook; you are not asked for it.
        </p>
      ))}
    </div>
  );
}

function VariableField(props: {
  readonly id: string;
  readonly variable: RunbookVariableWire;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onValue: (value: string) => void;
}) {
  const { id, variable, value, problem, onValue } = props;
  const { name, type, default: standard } = variable;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-mono font-semibold">
        {name}
      </label>
      <input
        id={id}
        className={`field font-mono ${problem === undefined ? "" : "border-2 border-text-0"}`}
        type={type === "secret" ? "password" : "text"}
        inputMode={type === "number" ? "decimal" : undefined}
        placeholder={standard}
        value={value}
        aria-required={standard === undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onValue(event.target.value)}
      />
      <p id={`${id}-hint`} className="mt-1 text-dense text-text-1">
        {problem !== undefined && <span className="font-semibold text-text-0">{problem}. </span>}
        {standard === undefined ? typeHint(type) : `Left empty it is ${standard}`}
      </p>
    </div>
  );
}
