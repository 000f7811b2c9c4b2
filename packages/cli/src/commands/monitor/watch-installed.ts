import type { IncidentWire, SubjectWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { OpsError } from "@steadyhand/core/outcome";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { drawLine } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { table } from "../../io/table.ts";
import type { Services } from "../../services.ts";
import { dataFolder } from "../../session/data-folder.ts";
import { findServer } from "../../session/find-server.ts";
import { pauseUntil } from "../../session/pause-until.ts";
import { memberMarks } from "../../standing/member-mark.ts";
import { markIncident } from "../incidents/mark-incident.ts";
import { drawInvariants } from "../subjects/draw-subject.ts";
import { createLiveArea } from "./live-area.ts";

interface Watch {
  readonly subject: string;
  readonly data: string | undefined;
  readonly json: boolean;
  readonly forMs: number | undefined;
  readonly services: Services;
}

const kinds = ["ratelimiter", "tikv", "postgres"];
const everyMs = 1_000;

/** Shows what the running server sees of one of its subjects, until the time is over or Ctrl-C. Throws `subject.not_watched`. */
export async function watchInstalled(watch: Watch): Promise<ExitCode> {
  const { services, forMs, json } = watch;
  const { io, interrupts, now } = services;
  const client = await findServer(dataFolder(watch.data, services));
  const name = client && (await findSubject(client, watch.subject));
  if (client === undefined || name === undefined) throw notWatched(watch.subject, client !== undefined);
  const interrupted = new AbortController();
  const forget = interrupts.listen(() => interrupted.abort());
  const signal = AbortSignal.any([interrupted.signal, ...(forMs === undefined ? [] : [AbortSignal.timeout(forMs)])]);
  const begunAt = now().toISOString();
  const area = createLiveArea(io.answers);
  let opened: readonly IncidentWire[] = [];
  let before = "";
  try {
    while (!signal.aborted) {
      const subject = await client.getSubject({ parameters: { subject: name } });
      const { items } = await client.listIncidents({ query: { subject: name, limit: 20 } });
      opened = items.filter(({ openedAt }) => openedAt >= begunAt);
      const open = items.filter(({ phase, openedAt }) => phase !== "resolved" || openedAt >= begunAt);
      // Whoever reads lines is told when something changed, and a look that saw the same has changed nothing.
      const seen = JSON.stringify({ ...subject, lastLook: subject.lastLook?.outcome, samples: [], incidents: open });
      if (area.isPossible && !json) area.show(draw(subject, open, io.answers, now()));
      else if (seen !== before)
        io.out(
          json
            ? JSON.stringify({ at: now(), subject, incidents: open })
            : `${draw(subject, open, io.answers, now()).join("\n")}\n`,
        );
      before = seen;
      await pauseUntil(everyMs, signal);
    }
  } finally {
    forget();
  }
  if (interrupted.signal.aborted) return exitCode.interrupted;
  return opened.length === 0 ? exitCode.ok : exitCode.failed;
}

/** By its name, or by its kind where there is one of it. Throws `subject.several`. */
async function findSubject(client: Client, wanted: string): Promise<string | undefined> {
  const { items } = await client.listSubjects();
  const byName = items.find(({ name }) => name === wanted);
  if (byName) return byName.name;
  const ofKind = items.filter(({ kind }) => kind === wanted);
  if (ofKind.length < 2) return ofKind[0]?.name;
  throw new OpsError(`Cannot watch ${wanted}: several subjects are of that kind`, {
    kind: "invalid",
    code: "subject.several",
    hint: `Name one: ${ofKind.map(({ name }) => name).join(", ")}`,
  });
}

function draw(
  subject: SubjectWire,
  incidents: readonly IncidentWire[],
  channel: Channel,
  now: Date,
): readonly string[] {
  const { paint } = channel;
  const seen = subject.lastLook
    ? `seen ${duration(now.getTime() - Date.parse(subject.lastLook.at))} ago`
    : "not seen yet";
  const members = subject.members.map(({ id, kind, state = "unknown", why = "" }) => {
    const [tone, mark] = memberMarks[state];
    return [drawLine(id), kind, paint(tone, mark), drawLine(why)];
  });
  return [
    `${paint("strong", subject.name)}: ${seen}, by the server`,
    "",
    ...table(["member", "kind", "state", "why"], members).split("\n"),
    "",
    ...drawInvariants(subject, channel, now).split("\n"),
    ...(incidents.length > 0 ? [""] : []),
    ...incidents.map((one) => {
      const [tone, mark] = markIncident(one);
      return `${one.id}  ${paint(tone, mark)}  ${drawLine(one.title)}`;
    }),
  ];
}

function notWatched(wanted: string, isRunning: boolean): OpsError {
  const why = isRunning ? "the server watches no subject of that name or kind" : "no server runs on the data folder";
  const kind = kinds.includes(wanted) ? wanted : "declared";
  return new OpsError(`Cannot watch ${wanted}: ${why}`, {
    kind: "not_found",
    code: "subject.not_watched",
    hint: `Describe it in a file of \`kind: ${kind}\` and give that file: \`steady monitor run --subject FILE.yaml\` works alone. docs/subjects says what stands in it`,
  });
}
