import { type ActionCatalogue, createCatalogue } from "@steadyhand/core/action";
import { httpCheck } from "./built-in/http-check.ts";
import { note } from "./built-in/note.ts";
import { createNotify } from "./built-in/notify.ts";
import { wait } from "./built-in/wait.ts";
import type { ScanShell } from "./script/check-script.ts";
import { createScript } from "./script/script.ts";

const hint = "A server says whether it is: `steady actions list`";
const unknown = { isAvailable: false, why: "it is not known here whether scripts can run", hint } as const;

/** What every installation has, for who only checks a file: nothing can be taken with it. */
export function createOfflineCatalogue(scan: ScanShell): ActionCatalogue {
  const script = createScript({ availability: () => unknown, image: () => undefined }, scan);
  return createCatalogue([{ actions: [wait, note, httpCheck, createNotify([]), script] }]);
}
