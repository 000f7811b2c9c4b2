export { Mark, type MarkShape } from "./Mark.tsx";
export { type Look, Standing } from "./Standing.tsx";
export { Timeline, TimelineEntry, TimelineGap } from "./Timeline.tsx";
