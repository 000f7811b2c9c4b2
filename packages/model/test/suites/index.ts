export { describeAnswerStore } from "./answer-store.ts";
export { describeUsageStore } from "./usage-store.ts";
