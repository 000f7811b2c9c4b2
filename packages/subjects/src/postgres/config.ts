import { OpsError } from "@steadyhand/core/outcome";
import { z } from "zod";

const memberName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "must be lower case letters, digits, dots and dashes");
const address = z
  .string()
  .regex(/^postgres(ql)?:\/\/./, "must be an address such as postgresql://watcher@db1/postgres");
const ms = z.number().int().nonnegative();

const memberShape = {
  id: memberName,
  /** Signs in as who may look: a member of pg_monitor. */
  watch: address,
  /** Signs in as who may act. Without it nothing can be changed on this member. */
  act: address.optional(),
  /** The server's log file, on this machine. */
  log: z.string().startsWith("/").optional(),
  /** Prints the used share of the data's disk as a percentage, such as `df --output=pcent /var/lib/postgresql`. */
  disk: z.strictObject({ command: z.array(z.string().min(1)).min(1).readonly() }).optional(),
};

const thresholdShape = z.strictObject({
  /** How far a standby may be behind in time. */
  replayLagMs: ms.default(30_000),
  /** How far a standby may be behind in bytes of write-ahead log. */
  replayLagBytes: ms.default(256 * 1024 ** 2),
  /** How long a session may wait for a lock. */
  lockWaitMs: ms.default(30_000),
  /** How long a transaction may be open. */
  transactionMs: ms.default(300_000),
  /** Of the connections that an ordinary role may have. */
  connectionsPercent: z.number().min(1).max(100).default(80),
  diskPercent: z.number().min(1).max(100).default(90),
  /** Write-ahead log that an inactive slot may hold. */
  slotBytes: ms.default(0),
  /** Age of the oldest transaction id, and of the oldest multixact, that is not frozen. */
  wraparoundAge: ms.default(1_000_000_000),
});

const timing = z.strictObject({ graceMs: ms.optional(), settleMs: ms.min(5_000).optional() });

const shape = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower case letters, digits and dashes"),
  primary: z.strictObject(memberShape),
  standbys: z.array(z.strictObject({ ...memberShape, slot: z.string().optional() })).default([]),
  thresholds: thresholdShape.default(() => thresholdShape.parse({})),
  /** Other grace and settling times, by invariant. */
  timing: z.record(z.string(), timing).default({}),
  /** How long one member may take for a look. */
  memberLimitMs: ms.min(100).max(4_000).default(3_000),
});

/** What `readPostgresConfig` takes, for who places its problems in a file. */
export const postgresConfig = shape.superRefine((config, context) => {
  const members = membersOf(config);
  for (const [index, { id }] of members.entries()) {
    if (members.findIndex((other) => other.id === id) === index) continue;
    context.addIssue({ code: "custom", path: ["standbys", index - 1, "id"], message: `two members are called ${id}` });
  }
});

/** What we are told of a PostgreSQL primary and its standbys. */
export type PostgresConfig = z.output<typeof shape>;
/** The same as somebody writes it: what has a standard may be left out. */
export type PostgresConfigInput = z.input<typeof shape>;
export type MemberConfig = PostgresConfig["primary"] & { readonly slot?: string | undefined };
export type Thresholds = PostgresConfig["thresholds"];

/** Reads a configuration. Throws `subject.config` with everything that is wrong with it; addresses are not repeated. */
export function readPostgresConfig(value: unknown): PostgresConfig {
  const read = postgresConfig.safeParse(value);
  if (read.success) return read.data;
  throw new OpsError(`Cannot watch PostgreSQL: ${read.error.issues.map(sayIssue).join("; ")}`, {
    kind: "invalid",
    code: "subject.config",
    hint: "docs/subjects/postgres.md shows a whole configuration",
  });
}

export const membersOf = ({ primary, standbys }: z.output<typeof shape>): readonly MemberConfig[] => [
  primary,
  ...standbys,
];

function sayIssue({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return `${path.map(String).join(".")}: ${message}`;
}
