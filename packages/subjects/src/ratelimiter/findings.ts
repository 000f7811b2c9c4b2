import type { Finding } from "@steadyhand/core/diagnosis";
import type { Invariant, Observation, Sample } from "@steadyhand/core/invariant";
import type { LogLine } from "@steadyhand/subject";

/** A signature: of which sample, and from when on it is there. */
interface Signature {
  readonly sample: string;
  isThere(value: Sample["value"]): boolean;
  say(value: Sample["value"]): string;
}

/** Above these a value stands out. A node's beat takes one or two milliseconds and a copy is read anew five times a second. */
const standsOut = { rttMs: 50, staleMs: 2_000, clockMs: 2_000 } as const;

const signatures: Readonly<Record<string, Signature>> = {
  refused: {
    sample: "answer",
    isThere: (value) => value === "refused",
    say: (value) => `asked at its own address it ${said(value)}`,
  },
  silent: {
    sample: "answer",
    isThere: (value) => value === "silent",
    say: (value) => `asked at its own address it ${said(value)}`,
  },
  out_of_register: {
    sample: "registered",
    isThere: (value) => value === false,
    say: (value) => (value === false ? "the register counts it out" : "the register counts it in"),
  },
  slow_path: {
    sample: "redis_rtt_ms",
    isThere: (value) => Number(value) > standsOut.rttMs,
    say: (value) => `its beat to Redis takes ${value} ms`,
  },
  clock_off: {
    sample: "clock_offset_ms",
    isThere: (value) => Math.abs(Number(value)) > standsOut.clockMs,
    say: (value) => `its idea of Redis's clock is off by ${value} ms`,
  },
  stale_counter: {
    sample: "stalest_counter_ms",
    isThere: (value) => Number(value) > standsOut.staleMs,
    say: (value) => `its oldest copy of a counter is ${value} ms old`,
  },
};

/** What a node writes when it loses Redis. */
const lostRedis = /^Redis does not answer/;

/** Which of the things that the faults name are there, and which are not. What could not be seen is neither. */
export function findingsOf(
  invariants: readonly Invariant[],
  observation: Observation,
  logs: readonly LogLine[],
): readonly Finding[] {
  const at = observation.endedAt;
  return [
    ...invariants.flatMap(({ name, judge }) =>
      judge(observation).flatMap(({ member, verdict, why }): Finding[] =>
        verdict === "unknown"
          ? []
          : [
              {
                name: `violated:${name}`,
                ...(member !== undefined && { member }),
                isThere: verdict === "violated",
                what: why,
                at,
              },
            ],
      ),
    ),
    ...Object.entries(signatures).flatMap(([name, { sample, isThere, say }]) =>
      observation.samples
        .filter((seen) => seen.name === sample)
        .map(({ member, value }): Finding => {
          const about = member === undefined ? {} : { member };
          return { name: `sample:${name}`, ...about, isThere: isThere(value), what: say(value), at };
        }),
    ),
    ...logged(logs, at),
  ];
}

/** Only of members whose log was read: without one nothing is known. */
function logged(logs: readonly LogLine[], at: Date): readonly Finding[] {
  const lost = new Map<string, boolean>();
  for (const { member, text } of logs) lost.set(member, lost.get(member) === true || lostRedis.test(text));
  return [...lost].map(([member, isThere]) => ({
    ...{ name: "log:redis_lost", member, isThere, at },
    what: isThere ? "its log says that it lost Redis" : "its log does not say that it lost Redis",
  }));
}

function said(answer: Sample["value"]): string {
  if (answer === "answered") return "answers";
  return answer === "refused" ? "has nobody listening" : "does not answer as it should";
}
