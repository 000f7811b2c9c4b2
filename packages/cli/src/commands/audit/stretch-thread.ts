import { parentPort } from "node:worker_threads";
import { checkStretch } from "@steadyhand/core/audit";

// Runs on a thread of its own. It says that it is there; then, one block of an export in, what was found of its beginning out.
parentPort?.on("message", (block: Uint8Array) => parentPort?.postMessage(checkStretch(block)));
parentPort?.postMessage("there");
