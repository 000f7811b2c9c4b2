import type { ActionWire } from "@steadyhand/api";
import { useId } from "react";

type Parameter = ActionWire["parameters"][number];

/** One parameter of an action as a field, made from its declaration. */
export function ParameterField(props: {
  readonly parameter: Parameter;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  const { parameter, value, problem, onChange } = props;
  const { name, type, isRequired, what, choices } = parameter;
  const id = useId();
  const shared = {
    id,
    value,
    "aria-invalid": problem !== undefined,
    "aria-describedby": `${id}-what`,
    className: "field font-mono text-dense",
  };
  const isChoice = type === "choice" || type === "yes_no";
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-mono text-dense">
        {name}
        {isRequired ? " (needed)" : ""}
      </label>
      {isChoice ? (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          <option value="">{isRequired ? "choose one" : "not given"}</option>
          {(type === "yes_no" ? ["true", "false"] : (choices ?? [])).map((choice) => (
            <option key={choice} value={choice}>
              {type === "yes_no" ? (choice === "true" ? "yes" : "no") : choice}
            </option>
          ))}
        </select>
      ) : type === "list" ? (
        <textarea
          {...shared}
          className={`${shared.className} mono`}
          rows={3}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          inputMode={type === "number" ? "decimal" : "text"}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <p id={`${id}-what`} className="mt-1 text-dense text-text-1">
        {what}
        {type === "list" && "; one a line"}
      </p>
      {problem !== undefined && (
        <p role="alert" className="font-semibold text-dense">
          {name}: {problem}
        </p>
      )}
    </div>
  );
}
