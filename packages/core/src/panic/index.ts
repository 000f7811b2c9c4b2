export {
  type AttemptStop,
  type NodeStop,
  nodeStateOf,
  type PanicNode,
  type StopState,
  silentNode,
  strictest,
} from "./node-stop.ts";
export {
  type PanicId,
  type PanicOn,
  type PanicPress,
  type PanicState,
  panicOff,
  panicStateOf,
} from "./panic-state.ts";
export { isPanicId, longestReason, pressOf, readPress, writePress } from "./press-text.ts";
export {
  askLifetimeMs,
  decideResumption,
  type KnownPerson,
  type Lift,
  type Resumption,
  type ResumptionEvent,
} from "./resumption.ts";
