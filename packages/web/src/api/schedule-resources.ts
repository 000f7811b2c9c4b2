import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "./client.ts";
import { asResource } from "./resource.ts";

/** A schedule may fall due, or be changed by somebody else, at any time. */
const refetchInterval = 5_000;

export function useSchedules() {
  return asResource(
    useQuery({ queryKey: ["schedules"], queryFn: ({ signal }) => client.listSchedules({ signal }), refetchInterval }),
  );
}

/** The typed actions there are; whether each is available can change while the page is open. */
export function useActions() {
  return asResource(
    useQuery({
      queryKey: ["actions"],
      queryFn: ({ signal }) => client.listActions({ signal }),
      refetchInterval: 15_000,
    }),
  );
}

/** Asks something of a schedule, and then reads again what shows it. */
export function useScheduleCommand(onDone?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: client.commandSchedule,
    async onSuccess() {
      onDone?.();
      await Promise.all(["schedules", "executions"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
}
