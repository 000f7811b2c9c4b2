import type { ExpectedMember } from "@steadyhand/subject";
import type { PostgresConfig } from "./config.ts";

/** Who there must be, as the configuration says. */
export const expectedOf = ({ primary, standbys }: PostgresConfig): readonly ExpectedMember[] => [
  { id: primary.id, kind: "primary" },
  ...standbys.map(({ id }) => ({ id, kind: "standby" })),
];
