export { type Case, conformance, type Harness } from "./conformance.ts";
export { expectedIn } from "./expected-in.ts";
export type {
  ExpectedMember,
  LogLine,
  LogRequest,
  MetricRequest,
  MetricSeries,
  Performed,
  Subject,
  SubjectAction,
  Topology,
} from "./subject.ts";
