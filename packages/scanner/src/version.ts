import { createHash } from "node:crypto";
import { families } from "./programs/families.ts";
import { opaquePrograms } from "./programs/opaque.ts";

/** Raised by hand when rules outside of the tables change what commands are judged to be. */
const rules = 3;

/** Names the tables and rules a judgement was made by. */
export const scannerVersion: string = `${rules}.${createHash("sha256")
  .update(JSON.stringify([families, opaquePrograms]))
  .digest("hex")
  .slice(0, 12)}`;
