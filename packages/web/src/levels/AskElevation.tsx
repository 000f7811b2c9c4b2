import { useId, useState } from "react";
import { asProblem, client, useLevelChange } from "../api/index.ts";
import { WhyForm } from "./WhyForm.tsx";

/** Asks for one level more for a while. Another person grants it. */
export function AskElevation({ onDone }: { readonly onDone: () => void }) {
  const [kind, setKind] = useState<"subject" | "project">("subject");
  const [name, setName] = useState("");
  const [minutes, setMinutes] = useState(30);
  const id = useId();
  const asked = useLevelChange(client.askElevation, onDone);
  return (
    <WhyForm
      button={`Ask for ${minutes} min`}
      isSending={asked.isPending}
      problem={asked.error ? asProblem(asked.error) : undefined}
      onSubmit={(reason) => asked.mutate({ body: { scope: { kind, name: name.trim() }, minutes, reason } })}
      onClose={onDone}
    >
      <div className="grid gap-3 sm:grid-cols-3">
        <div>
          <label htmlFor={`${id}-kind`} className="mb-1 block">
            For a
          </label>
          <select
            id={`${id}-kind`}
            className="field"
            value={kind}
            onChange={(event) => setKind(event.target.value === "project" ? "project" : "subject")}
          >
            <option value="subject">subject</option>
            <option value="project">project</option>
          </select>
        </div>
        <div>
          <label htmlFor={`${id}-name`} className="mb-1 block">
            Named
          </label>
          <input
            id={`${id}-name`}
            className="field font-mono"
            value={name}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div>
          <label htmlFor={`${id}-minutes`} className="mb-1 block">
            Minutes, 60 at most
          </label>
          <input
            id={`${id}-minutes`}
            className="field"
            type="number"
            min={1}
            max={60}
            value={minutes}
            onChange={(event) => setMinutes(event.target.valueAsNumber || 1)}
          />
        </div>
      </div>
    </WhyForm>
  );
}
