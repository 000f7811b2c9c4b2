export { type Comparison, compareWithExport } from "./compare-with-export.ts";
export { openCheckpoints } from "./open-checkpoints.ts";
