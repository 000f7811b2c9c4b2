import type { ActionCall } from "@steadyhand/core/action";
import type { Observation } from "@steadyhand/core/invariant";
import type { Performed, Subject } from "@steadyhand/subject";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openConnection } from "../../../../labs/postgres/connection.ts";
import { until } from "../../../../labs/postgres/until.ts";
import { configOf, isWell, judged, look, lookUntil, openLab, subjectOf } from "./lab-subject.ts";

let opened: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  opened = await openLab();
  await lookUntil(opened.subject, isWell(opened.subject));
});
afterAll(() => opened?.close());

describe("ending what a session does", () => {
  it("ends the session at the root, named by what was seen, and those that waited go on", async () => {
    await withFault("idle_in_transaction", async () => {
      const seen = await lookUntil(opened.subject, (now) => judged(opened.subject, now, "violated").length > 0);
      // As a repair fills them in: every value is text.
      const call = {
        member: "primary",
        pid: `${valueIn(seen, "blocking_pid")}`,
        started: valueIn(seen, "blocking_started"),
      };
      expect(await take("terminate_backend", call)).toMatchObject({ ok: true });
      await lookUntil(opened.subject, isWell(opened.subject));
    });
  });

  it("cancels the statement at the root, and leaves its session", async () => {
    await withFault("blocking_chain", async () => {
      const seen = await lookUntil(opened.subject, (now) => judged(opened.subject, now, "violated").length > 0);
      const [pid, started] = [valueIn(seen, "blocking_pid"), valueIn(seen, "blocking_started")];
      expect(await take("cancel_backend", { member: "primary", pid, started })).toMatchObject({ ok: true });
      expect(await sessionOf(Number(pid))).toMatchObject({ state: "idle in transaction (aborted)" });
      await lookUntil(opened.subject, isWell(opened.subject));
    });
  });

  it("cancels a change that others wait behind, and the readers go on", async () => {
    await withFault("lock_queue", async () => {
      const seen = await lookUntil(opened.subject, (now) => judged(opened.subject, now, "violated").length > 0);
      const [pid, started] = [valueIn(seen, "queued_pid"), valueIn(seen, "queued_started")];
      expect(await take("cancel_backend", { member: "primary", pid, started })).toMatchObject({ ok: true });
      await lookUntil(opened.subject, isWell(opened.subject));
    });
  });

  it.each(["terminate_backend", "cancel_backend"])(
    "%s leaves a session alone that has the number of another",
    async (name) => {
      await withSession("SELECT pg_sleep(60)", async (session) => {
        const started = session.started.replace(/^\d{4}/, "2020");
        expect(await take(name, { member: "primary", pid: session.pid, started })).toMatchObject(
          refused("postgres.other_session"),
        );
        expect(await sessionOf(session.pid)).toMatchObject({ started: session.started, state: "active" });
      });
    },
  );

  it.each(["terminate_backend", "cancel_backend"])("%s does nothing where the session has ended", async (name) => {
    const session = await withSession("SELECT pg_sleep(60)", async (named) => named);
    await until("it is gone", async () => (await sessionOf(session.pid)) === undefined);
    expect(await take(name, { member: "primary", ...session })).toMatchObject(refused("postgres.session_gone"));
  });

  it("finds nothing to cancel in a session that is idle", async () => {
    await withSession("SELECT 1", async (session) => {
      await until("it is idle", async () => (await sessionOf(session.pid))?.state === "idle");
      expect(await take("cancel_backend", { member: "primary", ...session })).toMatchObject(
        refused("postgres.nothing_runs"),
      );
    });
  });

  it("ends no standby's stream, and not the session that it acts by", async () => {
    for (const condition of ["backend_type = 'walsender'", "application_name = 'steadyhand act'"]) {
      const session = await namedWhere(condition);
      expect(await take("terminate_backend", { member: "primary", ...session })).toMatchObject(
        refused("postgres.not_a_client"),
      );
      expect(await sessionOf(session.pid)).toMatchObject({ started: session.started });
    }
  });

  it("does not call a session ended that was told to and is still there", async () => {
    await withSession("SELECT pg_sleep(60)", async (session) => {
      // It cannot hear: that the signal was sent is true all the same.
      process.kill(session.pid, "SIGSTOP");
      try {
        const said = await take("terminate_backend", { member: "primary", ...session }, { limitMs: 400 });
        expect(said).toMatchObject({ ok: false, isUnknown: true, code: "postgres.not_shown" });
        expect(await sessionOf(session.pid)).toBeDefined();
      } finally {
        process.kill(session.pid, "SIGCONT");
      }
      await until("it heard", async () => (await sessionOf(session.pid)) === undefined);
    });
  });

  it("does nothing as a role that cannot see which session it is, or has no right to end it", async () => {
    await ask("CREATE ROLE blind LOGIN; GRANT pg_signal_backend TO blind");
    for (const [role, code] of [
      ["blind", "postgres.cannot_see"],
      ["watcher", "postgres.forbidden"],
    ] as const) {
      await withSession("SELECT pg_sleep(60)", async (session) => {
        const act = opened.lab.primary.act.replace("actor@", `${role}@`);
        const subject = subjectOf({ ...configOf(opened.lab), primary: { ...opened.lab.primary, act } });
        const said = await take("terminate_backend", { member: "primary", ...session }, { subject });
        expect(said).toMatchObject(refused(code));
        expect(await sessionOf(session.pid)).toMatchObject({ state: "active" });
        await subject.close();
      });
    }
  });
});

describe("a standby's replay", () => {
  it("goes on when it is resumed, and pausing it is the way back", async () => {
    await withFault("replay_paused", async () => {
      await lookUntil(opened.subject, (now) => judged(opened.subject, now, "violated").length > 0);
      const call = prepared("resume_replay", { member: "standby" });
      expect(await take("resume_replay", { member: "standby" })).toMatchObject({ ok: true });
      await lookUntil(opened.subject, isWell(opened.subject));
      const { name, parameters } = call.inverse ?? { name: "", parameters: {} };
      expect(await take(name, parameters)).toMatchObject({ ok: true });
      const { samples } = await look(opened.subject);
      expect(samples).toContainEqual({ name: "is_replay_paused", member: "standby", value: true });
    });
    await lookUntil(opened.subject, isWell(opened.subject));
  });

  it("is not resumed where it goes on already", async () => {
    expect(await take("resume_replay", { member: "standby" })).toMatchObject(refused("postgres.nothing_to_change"));
  });
});

describe("dropping a slot", () => {
  it("lets go of one that nobody reads", async () => {
    await opened.lab.faults.slot_left_behind?.begin();
    expect(await take("drop_slot", { member: "primary", slot: "forgotten" })).toMatchObject({ ok: true });
    await lookUntil(opened.subject, isWell(opened.subject));
    expect(await take("drop_slot", { member: "primary", slot: "forgotten" })).toMatchObject(
      refused("postgres.slot_gone"),
    );
  });

  it("is refused for one that is being read", async () => {
    const standbys = opened.lab.standbys.map(({ slot: _, ...standby }) => standby);
    const subject = subjectOf({ ...configOf(opened.lab), standbys });
    const said = await take("drop_slot", { member: "primary", slot: "standby" }, { subject });
    expect(said).toMatchObject(refused("postgres.slot_active"));
    await subject.close();
  });

  it("is not even prepared for the slot of an expected standby", () => {
    const action = actionOf(opened.subject, "drop_slot");
    expect(action.action.prepare({ member: "primary", slot: "standby" })).toMatchObject({
      ok: false,
      problems: [{ path: "slot", message: expect.stringContaining("expected") }],
    });
  });
});

describe("promoting a standby", () => {
  it("is dangerous, reaches everything, and says that nothing keeps the old primary away", () => {
    const { declaration, remarks } = prepared("promote", { member: "standby" });
    expect(declaration).toMatchObject({ riskFloor: "dangerous", blastRadius: "all", isReversible: false });
    expect(remarks).toMatchObject([{ rule: "action.promote.no_fencing", risk: "dangerous" }]);
  });

  it("is refused while the primary takes connections", async () => {
    expect(await take("promote", { member: "standby" })).toMatchObject(refused("postgres.primary_answers"));
  });

  it("is refused while the primary says that it is full", async () => {
    await withFault("connections_used_up", async () => {
      expect(await take("promote", { member: "standby" })).toMatchObject(refused("postgres.primary_answers"));
    });
  });

  it.each(["primary_cut_off", "primary_frozen"])("is refused while the standby still gets log (%s)", async (name) => {
    await withFault(name, async () => {
      expect(await take("promote", { member: "standby" })).toMatchObject(refused("postgres.primary_streams"));
    });
    await lookUntil(opened.subject, isWell(opened.subject));
  });

  it("makes the standby take writes when the primary is gone, and then the primary is not down any more", async () => {
    const { lab, subject } = opened;
    await withFault("primary_killed", async () => {
      await lookUntil(subject, (now) => judged(subject, now, "violated").includes("primary_down(primary)"));
      expect(await take("promote", { member: "standby" })).toMatchObject({ ok: true });
      const isMoved = (now: Observation) => judged(subject, now, "violated").join() === "standby_down(primary)";
      await lookUntil(subject, isMoved);
      expect(await take("promote", { member: "standby" })).toMatchObject(refused("postgres.not_a_standby"));
    });
    const both = await lookUntil(subject, (now) => judged(subject, now, "violated").includes("split_brain"));
    expect(subject.topology(both)).toEqual({ edges: [] });
    await lab.faults.split_brain?.end();
    await lookUntil(subject, isWell(subject));
  });
});

describe("an action", () => {
  it("changes nothing and says so where its server cannot be reached", async () => {
    await withFault("standby_killed", async () => {
      expect(await take("resume_replay", { member: "standby" })).toMatchObject(refused("postgres.unreachable"));
    });
    await lookUntil(opened.subject, isWell(opened.subject));
  });

  it("is shown and not available where nobody can act", async () => {
    const withoutAct = ({
      act: _,
      ...member
    }: {
      readonly act?: string;
      readonly id: string;
      readonly watch: string;
    }) => member;
    const { primary, standbys } = opened.lab;
    const subject = subjectOf({
      ...configOf(opened.lab),
      primary: withoutAct(primary),
      standbys: standbys.map(withoutAct),
    });
    for (const { action } of subject.actions)
      expect(action.declare().availability).toMatchObject({ isAvailable: false });
    const prepared = actionOf(subject, "resume_replay").action.prepare({ member: "standby" });
    expect(prepared).toMatchObject({ ok: false, code: "action.unavailable" });
    await subject.close();
  });

  it("has its session since the last look, when the server has no connection left", async () => {
    const subject = subjectOf(configOf(opened.lab));
    await lookUntil(subject, isWell(subject));
    await withFault("connections_used_up", async () => {
      const session = await namedWhere("application_name = 'lab fault'");
      expect(await take("terminate_backend", { member: "primary", ...session }, { subject })).toMatchObject({
        ok: true,
      });
    });
    await subject.close();
  });
});

interface Named {
  readonly pid: number;
  readonly started: string;
}

const startedText = `to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS started`;
const refused = (code: string) => ({ ok: false, isUnknown: false, code });

const valueIn = ({ samples }: Observation, name: string) => {
  const value = samples.find((sample) => sample.name === name)?.value;
  if (value === undefined) throw new Error(`Nothing was seen of ${name}`);
  return value;
};

function actionOf(subject: Subject, name: string) {
  const found = subject.actions.find(({ action }) => action.declare().name === name);
  if (found === undefined) throw new Error(`There is no action ${name}`);
  return found;
}

function prepared(name: string, parameters: ActionCall["parameters"], subject = opened.subject) {
  const said = actionOf(subject, name).action.prepare(parameters);
  if (!said.ok) throw new Error(JSON.stringify(said));
  return said.call;
}

function take(
  name: string,
  parameters: ActionCall["parameters"],
  { subject = opened.subject, limitMs = 10_000 } = {},
): Promise<Performed> {
  const call = prepared(name, parameters, subject);
  return actionOf(subject, name).perform(call, { signal: AbortSignal.timeout(limitMs) });
}

async function withFault(name: string, work: () => Promise<void>): Promise<void> {
  const fault = opened.lab.faults[name];
  if (fault === undefined) throw new Error(`The lab has no fault ${name}`);
  await fault.begin();
  try {
    await work();
  } finally {
    await fault.end();
  }
}

/** A session of an application that runs a statement, ended afterwards. */
async function withSession<T>(sql: string, work: (session: Named) => Promise<T>): Promise<T> {
  const url = opened.lab.administrator.replace("postgres@", "application@");
  const connection = await openConnection(url, "a client");
  const [row] = await connection.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  // It ends by losing its connection.
  connection.query(sql).catch(() => {});
  const session = await namedWhere(`pid = ${row?.pid}`);
  try {
    return await work(session);
  } finally {
    await ask("SELECT pg_terminate_backend($1)", [session.pid]);
    connection.drop();
  }
}

/** As administrator, on a connection of its own: the server may have been another one the last time. */
async function ask<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  const connection = await openConnection(opened.lab.administrator, "lab");
  try {
    return await connection.query<Row>(sql, values);
  } finally {
    connection.drop();
  }
}

async function namedWhere(condition: string): Promise<Named> {
  const [row] = await ask<Named>(`SELECT pid, ${startedText} FROM pg_stat_activity WHERE ${condition} LIMIT 1`);
  if (row === undefined) throw new Error(`There is no session with ${condition}`);
  return row;
}

async function sessionOf(pid: number) {
  const sql = `SELECT pid, state, ${startedText} FROM pg_stat_activity WHERE pid = $1`;
  const [row] = await ask<Named & { readonly state: string }>(sql, [pid]);
  return row;
}
