export { Mark, type MarkShape } from "./Mark.tsx";
export { Timeline, TimelineEntry, TimelineGap } from "./Timeline.tsx";
