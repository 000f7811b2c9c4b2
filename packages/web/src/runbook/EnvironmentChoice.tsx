import type { StatusWire } from "@steadyhand/api";
import { levelChoices, type StartForm } from "./start-form.ts";

/** Which environment the target belongs to, and how far things may run there without a person. */
export function EnvironmentChoice(props: {
  readonly idPrefix: string;
  readonly environments: StatusWire["environments"];
  readonly form: StartForm;
  readonly isMissing: boolean;
  readonly onChange: (changed: Partial<StartForm>) => void;
}) {
  const { idPrefix, environments, form, isMissing, onChange } = props;
  const chosen = environments.find(({ name }) => name === form.environment);
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <fieldset className={isMissing ? "rounded-panel border-2 border-text-0 p-2" : ""}>
        <legend className="mb-1 font-semibold">Environment of the target</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {environments.map(({ name }, index) => (
            <label key={name} className="flex items-center gap-2">
              <input
                id={index === 0 ? `${idPrefix}-environment` : undefined}
                type="radio"
                name={`${idPrefix}-environment`}
                checked={form.environment === name}
                onChange={() => onChange({ environment: name, level: undefined })}
              />
              {name}
            </label>
          ))}
        </div>
        {isMissing && <p className="mt-1 font-semibold">No environment is chosen.</p>}
      </fieldset>
      {chosen && (
        <fieldset>
          <legend className="mb-1 font-semibold">Level for this run</legend>
          <div className="flex flex-col gap-1">
            {levelChoices(chosen).map(({ level, says, isStandard, refusedBecause }) => (
              <label key={level} className={`flex gap-2 ${refusedBecause === undefined ? "" : "text-text-2"}`}>
                <input
                  type="radio"
                  name={`${idPrefix}-level`}
                  disabled={refusedBecause !== undefined}
                  checked={form.level === undefined ? isStandard : form.level === level}
                  onChange={() => onChange({ level: isStandard ? undefined : level })}
                />
                <span>
                  {says}
                  {isStandard && `. Standard for ${chosen.name}`}
                  {refusedBecause !== undefined && `. Not here: ${refusedBecause}`}
                </span>
              </label>
            ))}
          </div>
          <p className="mt-1 text-dense text-text-1">
            Other settings can hold the run below this level, never above it. The run shows which one does.
          </p>
        </fieldset>
      )}
    </div>
  );
}
