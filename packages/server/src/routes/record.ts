import { AnomaliesQuery, RecordAnomalies, RecordSummary, SummaryQuery } from "@steadyhand/api";
import { longestWindowDays, type Window } from "@steadyhand/core/anomaly";
import { type Digest, dayBounds, dayOf } from "@steadyhand/core/digest";
import { OpsError } from "@steadyhand/core/outcome";
import type { z } from "zod";
import { type Route, route } from "../http/route.ts";
import type { Services } from "../services.ts";

const dayMs = 86_400_000;
const usualWindowDays = 7;

export function recordRoutes({ record, reads, now }: Pick<Services, "record" | "reads" | "now">): Route[] {
  return [
    route({
      operation: "summarizeRecord",
      summary: "One day of the record in figures",
      query: SummaryQuery,
      answer: RecordSummary,
      async handle({ caller, query: { timeZone, day = dayOf(now(), timeZone) } }) {
        const digest = await record.summarize(caller.tenantId, dayBounds(day, timeZone));
        await reads.note(caller, { what: "summary", filter: { day, timeZone }, events: 0 });
        return presentDigest(digest);
      },
    }),
    route({
      operation: "findAnomalies",
      summary: "What the record's own history does not explain, newest first, each with the events that caused it",
      query: AnomaliesQuery,
      answer: RecordAnomalies,
      async handle({ caller, query }) {
        const window = windowUntil(now(), query.since);
        const found = await record.findAnomalies(caller.tenantId, window);
        const shown = found.reduce((sum, { events }) => sum + events.length, 0);
        await reads.note(caller, { what: "anomalies", filter: query, events: shown });
        return {
          since: window.since.toISOString(),
          until: window.until.toISOString(),
          items: found.map(({ at, events, ...anomaly }) => ({ ...anomaly, at: at.toISOString(), events: [...events] })),
        };
      },
    }),
  ];
}

function presentDigest({ from, to, attempts, slowest, ...digest }: Digest): z.input<typeof RecordSummary> {
  return {
    ...digest,
    from: from.toISOString(),
    to: to.toISOString(),
    attempts: {
      ...attempts,
      byOutcome: [...attempts.byOutcome],
      byLevel: [...attempts.byLevel],
      byEnvironment: [...attempts.byEnvironment],
    },
    slowest: { steps: [...slowest.steps], executions: [...slowest.executions] },
  };
}

function windowUntil(until: Date, text: string | undefined): Window {
  const since = text === undefined ? new Date(until.getTime() - usualWindowDays * dayMs) : new Date(text);
  const days = (until.getTime() - since.getTime()) / dayMs;
  if (days > 0 && days <= longestWindowDays) return { since, until };
  const what = days > 0 ? `that is more than ${longestWindowDays} days ago` : "that is not before now";
  throw new OpsError(`Cannot look for anomalies since ${since.toISOString()}: ${what}`, {
    kind: "invalid",
    code: "record.window",
    hint: `Name a moment within the last ${longestWindowDays} days`,
  });
}
