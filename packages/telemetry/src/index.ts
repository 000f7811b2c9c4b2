export { readTelemetryConfig, type TelemetryConfig } from "./config.ts";
export {
  type EventSource,
  openTelemetry,
  type Telemetry,
  type TelemetryProgress,
  type TelemetryState,
} from "./open-telemetry.ts";
