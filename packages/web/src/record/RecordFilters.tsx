import { useId, useState } from "react";
import { type AuditSearch, environments, levels, outcomes } from "./audit-search.ts";
import { fromLocalField, localZone, toLocalField } from "./local-field.ts";

const moreNames = ["actor", "since", "until", "subject", "environment", "level"] as const;

interface FiltersProps {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}

/** What of the record one looks for; all of it holds at once. */
export function RecordFilters({ search, onSearch }: FiltersProps) {
  const change = (changed: Partial<AuditSearch>) => onSearch({ ...search, ...changed });
  const zone = localZone(new Date());
  const id = useId();
  // On a narrow screen the events come first; a filter that is set is never out of sight.
  const [isMore, setMore] = useState(() => moreNames.some((name) => search[name] !== undefined));
  return (
    <search className="grid gap-3 sm:grid-cols-3">
      <TextField
        {...{ label: "Execution", placeholder: "exe_…", value: search.execution, isFirst: true }}
        onChange={(execution) => change({ execution: execution?.trim() })}
      />
      <TextField
        {...{ label: "Type of event", placeholder: "step.approved or step.*", value: search.type }}
        choices={commonTypes}
        onChange={(type) => change({ type: type?.trim() })}
      />
      <Choice label="Outcome" choices={outcomes} chosen={search.outcome} onChoose={(outcome) => change({ outcome })} />
      <button
        type="button"
        className="button sm:hidden"
        aria-expanded={isMore}
        aria-controls={`${id}-more`}
        onClick={() => setMore(!isMore)}
      >
        {isMore ? "Fewer filters" : "More: actor, time, subject, environment, level"}
      </button>
      <div id={`${id}-more`} className={isMore ? "contents" : "contents max-sm:hidden"}>
        <TextField
          {...{ label: "Actor", placeholder: "a name or act_…", value: search.actor }}
          onChange={(actor) => change({ actor })}
        />
        <MomentField label={`From (${zone})`} value={search.since} onChange={(since) => change({ since })} />
        <MomentField
          label={`Until, not included (${zone})`}
          value={search.until}
          onChange={(until) => change({ until })}
        />
        <TextField
          {...{ label: "Subject", placeholder: "api", value: search.subject }}
          onChange={(subject) => change({ subject })}
        />
        <Choice
          label="Environment"
          choices={environments}
          chosen={search.environment}
          onChoose={(environment) => change({ environment })}
        />
        <Choice label="Level" choices={levels} chosen={search.level} onChoose={(level) => change({ level })} />
      </div>
    </search>
  );
}

function TextField(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly choices?: readonly string[];
  /** The one that `/` goes to. */
  readonly isFirst?: boolean;
  readonly onChange: (value: string | undefined) => void;
}) {
  const { label, placeholder, value = "", choices, isFirst, onChange } = props;
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-dense text-text-1">
        {label}
      </label>
      <input
        {...{ id, placeholder, value }}
        {...(isFirst && { "data-search": true })}
        {...(choices && { list: `${id}-choices` })}
        className="field font-mono text-dense"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value.trimStart() || undefined)}
      />
      {choices && (
        <datalist id={`${id}-choices`}>
          {choices.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </div>
  );
}

function MomentField(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  const { label, value, onChange } = props;
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-dense text-text-1">
        {label}
      </label>
      <input
        id={id}
        type="datetime-local"
        step="1"
        max="9999-12-31T23:59:59"
        className="field text-dense"
        value={value === undefined ? "" : toLocalField(value)}
        onChange={(event) => onChange(fromLocalField(event.target.value))}
      />
    </div>
  );
}

function Choice<Value extends string | number>(props: {
  readonly label: string;
  readonly choices: readonly Value[];
  readonly chosen: Value | undefined;
  readonly onChoose: (value: Value | undefined) => void;
}) {
  const { label, choices, chosen, onChoose } = props;
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-dense text-text-1">
        {label}
      </label>
      <select
        id={id}
        className="field"
        value={chosen ?? ""}
        onChange={(event) => onChoose(choices.find((one) => String(one) === event.target.value))}
      >
        <option value="">any</option>
        {choices.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}

const commonTypes = [
  "execution.*",
  "step.*",
  "approval.*",
  "incident.*",
  "investigation.*",
  "action.*",
  "runbook.*",
  "schedule.*",
  "level.*",
  "policy.*",
  "panic.*",
  "person.*",
  "ledger.*",
  "backup.*",
  "key.*",
  "runbook.imported",
  "execution.started",
  "execution.taken_over",
  "execution.paused",
  "execution.resumed",
  "execution.abort_asked",
  "execution.aborted",
  "execution.completed",
  "condition.answered",
  "step.proposed",
  "approval.requested",
  "approval.expired",
  "approval.voided",
  "step.approved",
  "step.rejected",
  "step.edited",
  "step.skipped",
  "step.dispatched",
  "step.executed",
  "step.verified",
  "step.late_result",
  "step.rollback_asked",
  "step.rolled_back",
  "step.needs_person",
  "step.done_by_hand",
  "step.retried",
  "command.refused",
  "policy.changed",
  "policy.refused",
  "ledger.verified",
  "ledger.exported",
  "ledger.read",
  "server.started",
  "server.stopped",
];
