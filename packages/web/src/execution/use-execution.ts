import type { ExecutionWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { asProblem, client } from "../api/index.ts";
import type { OutputText } from "../output/index.ts";
import { type ExecutionFollower, type Followed, followExecution, loading } from "./follow-execution.ts";

const neverChanges = () => () => {};
const readLoading = () => loading;

/** One execution, live. To try again after a failure, draw whoever calls this anew. */
export function useExecution(executionId: string): {
  readonly followed: Followed;
  readonly follower: ExecutionFollower | undefined;
} {
  const [follower, setFollower] = useState<ExecutionFollower>();
  const queries = useQueryClient();
  const followed = useSyncExternalStore(follower?.subscribe ?? neverChanges, follower?.read ?? readLoading);
  useEffect(() => {
    const started = followExecution(client, executionId);
    setFollower(started);
    return started.stop;
  }, [executionId]);
  const isSignedOut = followed.status === "failed" && followed.problem.status === 401;
  useEffect(() => {
    if (isSignedOut) void queries.invalidateQueries({ queryKey: ["status"] });
  }, [isSignedOut, queries]);
  return { followed, follower };
}

/** What the attempt that runs has written so far. */
export function useLiveOutput(follower: ExecutionFollower, stepId: string, attempt: number): OutputText {
  return useSyncExternalStore(follower.subscribeOutput, () => follower.readOutput(stepId, attempt));
}

/** Sends commands of a person to the server, one at a time, and shows what came of them. */
export interface Commands {
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  readonly forget: () => void;
  /** Resolves to whether it worked. */
  readonly send: (command: () => Promise<ExecutionWire>) => Promise<boolean>;
}

export function useCommands(follower: ExecutionFollower | undefined): Commands {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const forget = useCallback(() => setProblem(undefined), []);
  const send = useCallback(
    async (command: () => Promise<ExecutionWire>) => {
      setSending(true);
      setProblem(undefined);
      try {
        const execution = await command();
        follower?.take(execution);
        return true;
      } catch (cause) {
        setProblem(asProblem(cause));
        return false;
      } finally {
        setSending(false);
      }
    },
    [follower],
  );
  return { isSending, problem, forget, send };
}
