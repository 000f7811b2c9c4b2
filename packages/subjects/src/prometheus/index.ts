export { queryRange } from "./query-range.ts";
