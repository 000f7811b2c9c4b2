import { type CareForm, type GuardDraft, mostGuards } from "./care-form.ts";
import type { StartObstacle } from "./start-form.ts";

/** How careful a run is to be: what must not break, how long a change settles, how often reading is tried again. */
export function CareFields(props: {
  readonly idPrefix: string;
  readonly care: CareForm;
  readonly obstacles: readonly StartObstacle[];
  readonly onChange: (care: CareForm) => void;
}) {
  const { idPrefix: id, care, obstacles, onChange } = props;
  const { guards, settleSeconds, retries } = care;
  const setGuards = (next: readonly GuardDraft[]) => onChange({ ...care, guards: next });
  const add = () => {
    const newest = Math.max(0, ...guards.map((guard) => guard.id));
    setGuards([...guards, { id: newest + 1, name: "", command: "", expect: "" }]);
  };
  const wrong = (field: string) => obstacles.some((obstacle) => obstacle.field === field);
  return (
    <div className="flex flex-col gap-5">
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1 font-semibold">Guards: what must not break</legend>
        <p className="text-dense text-text-1">
          Each is a command that only reads. It is read before every change and again after it; when it no longer holds,
          the run stops and offers the way back.
        </p>
        {guards.map((guard, at) => (
          <GuardRow
            key={guard.id}
            id={`${id}-guard-${guard.id}`}
            number={at + 1}
            guard={guard}
            isNameWrong={wrong(`guard-${guard.id}-name`)}
            isCommandWrong={wrong(`guard-${guard.id}-command`)}
            onChange={(changed) => setGuards(guards.map((one) => (one.id === guard.id ? { ...one, ...changed } : one)))}
            onRemove={() => setGuards(guards.filter((one) => one.id !== guard.id))}
          />
        ))}
        {guards.length < mostGuards && (
          <button type="button" className="button self-start" onClick={add}>
            Add a guard
          </button>
        )}
      </fieldset>
      <div className="grid gap-4 md:grid-cols-2">
        <div>
          <label htmlFor={`${id}-settle`} className="mb-1 block font-semibold">
            Settling time, in seconds
          </label>
          <input
            id={`${id}-settle`}
            className={`field font-mono ${wrong("settle") ? "border-2 border-text-0" : ""}`}
            inputMode="decimal"
            placeholder="0"
            value={settleSeconds}
            aria-invalid={wrong("settle")}
            aria-describedby={`${id}-settle-hint`}
            autoComplete="off"
            onChange={(event) => onChange({ ...care, settleSeconds: event.target.value })}
          />
          <p id={`${id}-settle-hint`} className="mt-1 text-dense text-text-1">
            How long each change takes to show before its guards are read again; 3600 at most
          </p>
        </div>
        <fieldset>
          <legend className="mb-1 font-semibold">Retries</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {[0, 1, 2, 3].map((times) => (
              <label key={times} className="flex items-center gap-2">
                <input
                  type="radio"
                  name={`${id}-retries`}
                  checked={retries === times}
                  onChange={() => onChange({ ...care, retries: times })}
                />
                {times === 0 ? "none" : times}
              </label>
            ))}
          </div>
          <p className="mt-1 text-dense text-text-1">
            How often a step that only reads is tried again by itself. Anything else asks you.
          </p>
        </fieldset>
      </div>
    </div>
  );
}

function GuardRow(props: {
  readonly id: string;
  readonly number: number;
  readonly guard: GuardDraft;
  readonly isNameWrong: boolean;
  readonly isCommandWrong: boolean;
  readonly onChange: (changed: Partial<GuardDraft>) => void;
  readonly onRemove: () => void;
}) {
  const { id, number, guard, isNameWrong, isCommandWrong, onChange, onRemove } = props;
  const fields = [
    { name: "name", label: "Name", maxLength: 64, hint: "api", isWrong: isNameWrong },
    {
      name: "command",
      label: "Command",
      maxLength: 4096,
      hint: "curl -fsS http://127.0.0.1/health",
      isWrong: isCommandWrong,
    },
    { name: "expect", label: "Its output holds (if anything)", maxLength: 500, hint: "ok", isWrong: false },
  ] as const;
  return (
    <fieldset
      aria-label={`Guard ${number}`}
      className="grid items-end gap-3 rounded-panel border border-line p-3 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_minmax(0,1fr)_auto]"
    >
      {fields.map(({ name, label, maxLength, hint, isWrong }) => (
        <div key={name}>
          <label htmlFor={`${id}-${name}`} className="mb-1 block">
            {label}
          </label>
          <input
            id={`${id}-${name}`}
            className={`field font-mono ${isWrong ? "border-2 border-text-0" : ""}`}
            placeholder={hint}
            value={guard[name]}
            maxLength={maxLength}
            aria-invalid={isWrong}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
        </div>
      ))}
      <button type="button" className="button" onClick={onRemove}>
        Remove<span className="sr-only"> guard {number}</span>
      </button>
    </fieldset>
  );
}
