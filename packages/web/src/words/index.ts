export { beyondTitle } from "./beyond-title.ts";
export { type Countdown, countdown } from "./countdown.ts";
export { sayBytes, sayCount } from "./say-bytes.ts";
export { sayDuration, sayWholeSeconds } from "./say-duration.ts";
export { sayPercent } from "./say-percent.ts";
export { sayDistance, sayMoment } from "./say-time.ts";
export { sayValue } from "./say-value.ts";
export { sentence } from "./sentence.ts";
