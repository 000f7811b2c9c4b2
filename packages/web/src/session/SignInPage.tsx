import type { ApiProblem } from "@steadyhand/client";
import { type FormEvent, useState } from "react";
import { ProblemPanel } from "../frame/index.ts";

/** What stands here while nobody is signed in: how to get in. */
export function SignInPage(props: {
  readonly problem: ApiProblem | undefined;
  readonly isSending: boolean;
  readonly onKey: (key: string) => void;
}) {
  const { problem, isSending, onKey } = props;
  const [key, setKey] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A whole link is welcome, too.
    const text = key.trim();
    onKey(text.includes("#key=") ? text.slice(text.indexOf("#key=") + 5) : text);
  };
  return (
    <main className="mx-auto flex max-w-[560px] flex-col gap-4 px-4 py-10">
      <h1>Steadyhand</h1>
      <p className="text-lead">
        Open the link that <code className="font-mono">npm start</code> printed, or run{" "}
        <code className="font-mono">npx steady open</code>.
      </p>
      <form onSubmit={submit} className="panel flex flex-col gap-3 p-4">
        <label htmlFor="key">Or paste the link or its key here</label>
        <input
          id="key"
          className="field font-mono"
          type="password"
          autoComplete="current-password"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <button type="submit" className="button button-main self-start" disabled={isSending || key.trim() === ""}>
          Sign in
        </button>
      </form>
      {problem && <ProblemPanel problem={problem} title="You are not signed in" />}
    </main>
  );
}
