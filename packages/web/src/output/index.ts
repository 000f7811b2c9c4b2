export { OutputPane } from "./OutputPane.tsx";
export {
  createOutputCollector,
  type OutputCollector,
  type OutputStream,
  type OutputText,
} from "./output-lines.ts";
