import type { StatusWire } from "@steadyhand/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { asProblem, client, type Resource, useStatus } from "../api/index.ts";
import { Loading, ProblemPanel } from "../frame/index.ts";
import { keyFromAddress } from "./key-from-address.ts";
import { SignInPage } from "./SignInPage.tsx";

interface SignedIn {
  readonly status: StatusWire;
  readonly blind: (Resource<StatusWire> & { status: "ready" })["blind"];
}

/** Lets in who has a session, exchanges a link's key for one, and asks everybody else for a key. */
export function SessionGate({ children }: { readonly children: (signedIn: SignedIn) => ReactNode }) {
  const status = useStatus();
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (key: string) => client.signIn({ body: { key } }),
    onSuccess: () => queries.resetQueries(),
  });
  const { mutate } = signIn;
  useEffect(() => {
    const take = () => {
      const found = keyFromAddress(window.location.href);
      if (found === undefined) return;
      // Out of the address before anything else: it must not end up in a bookmark, a screenshot or the history.
      window.history.replaceState(window.history.state, "", found.rest);
      mutate(found.key);
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, [mutate]);

  const signInProblem = signIn.error ? asProblem(signIn.error) : undefined;
  const isSignedOut =
    (status.status === "failed" && status.problem.status === 401) ||
    (status.status === "ready" && status.blind?.problem.status === 401);
  if (signIn.isPending) return <Outside>{<Loading what="your session" rows={1} />}</Outside>;
  if (isSignedOut) return <SignInPage problem={signInProblem} isSending={false} onKey={mutate} />;
  if (status.status === "loading") return <Outside>{<Loading what="Steadyhand" rows={1} />}</Outside>;
  if (status.status === "failed") {
    return (
      <Outside>
        <ProblemPanel problem={status.problem} title="Steadyhand does not answer" onRetry={status.retry} />
      </Outside>
    );
  }
  return children({ status: status.data, blind: status.blind });
}

function Outside({ children }: { readonly children: ReactNode }) {
  return <main className="mx-auto max-w-[560px] px-4 py-10">{children}</main>;
}
