import { archives } from "./archives.ts";
import { builtins } from "./builtins.ts";
import { cloud } from "./cloud.ts";
import { containers } from "./containers.ts";
import { coreutils } from "./coreutils.ts";
import { databases } from "./databases.ts";
import { desktop } from "./desktop.ts";
import { development } from "./development.ts";
import { infrastructure } from "./infrastructure.ts";
import { kubernetes } from "./kubernetes.ts";
import { monitoring } from "./monitoring.ts";
import { network } from "./network.ts";
import { packages } from "./packages.ts";
import { process } from "./process.ts";
import type { Family } from "./program.ts";
import { queues } from "./queues.ts";
import { security } from "./security.ts";
import { service } from "./service.ts";
import { system } from "./system.ts";
import { text } from "./text.ts";
import { tikv } from "./tikv.ts";
import { wrappers } from "./wrappers.ts";

/** Every family of programs. A program named twice is the later one. */
export const families: Readonly<Record<string, Family>> = {
  coreutils,
  text,
  process,
  service,
  system,
  network,
  packages,
  development,
  desktop,
  archives,
  security,
  monitoring,
  containers,
  kubernetes,
  databases,
  queues,
  cloud,
  infrastructure,
  tikv,
  builtins,
  wrappers,
};
