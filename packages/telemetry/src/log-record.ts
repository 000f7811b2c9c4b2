import type { AuditEvent } from "@steadyhand/core/audit";

type SealedEvent = AuditEvent & { readonly hash: string };

/** A value as OTLP writes it in JSON: whole numbers as texts, since they may be longer than a number holds. */
type AnyValue = { readonly stringValue: string } | { readonly intValue: string };
export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** One log record of OTLP/HTTP in its JSON encoding. */
export interface OtlpLogRecord {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: AnyValue;
  readonly attributes: readonly KeyValue[];
  /** In hex: the one thing that OTLP's JSON does not write in base64. */
  readonly traceId?: string;
}

/** Of a refusal nobody need get up; what nobody knows the end of is looked at as soon as what failed. */
const severities = {
  ok: { severityNumber: 9, severityText: "INFO" },
  refused: { severityNumber: 13, severityText: "WARN" },
  unknown: { severityNumber: 17, severityText: "ERROR" },
  failed: { severityNumber: 17, severityText: "ERROR" },
} as const;

/**
 * An event as a log record. Its names are those of OpenTelemetry's semantic conventions where they have one; `log.record.uid` is
 * the event's hash, so that what came twice is told by whoever keeps it.
 */
export function logRecordOf(event: SealedEvent, observedAt: Date): OtlpLogRecord {
  const { at, outcome, type, why, traceId } = event;
  return {
    timeUnixNano: nanosOf(new Date(at)),
    observedTimeUnixNano: nanosOf(observedAt),
    ...severities[outcome],
    eventName: `steadyhand.${type}`,
    body: { stringValue: why },
    attributes: attributesOf(event),
    ...(traceId !== undefined && { traceId }),
  };
}

function attributesOf({ actor, data, ...event }: SealedEvent): KeyValue[] {
  const values: Readonly<Record<string, string | number | undefined>> = {
    "log.record.uid": event.hash,
    "user.id": actor.id,
    "user.name": actor.name,
    "deployment.environment.name": event.environment,
    "steadyhand.tenant.id": event.tenantId,
    "steadyhand.sequence": event.sequence,
    "steadyhand.type": event.type,
    "steadyhand.outcome": event.outcome,
    "steadyhand.actor.kind": actor.kind,
    "steadyhand.execution.id": event.executionId,
    "steadyhand.runbook.id": event.runbookId,
    "steadyhand.step.id": event.stepId,
    "steadyhand.attempt": event.attempt,
    "steadyhand.level": event.level,
    "steadyhand.data": JSON.stringify(data),
  };
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [keyValue(key, value)]));
}

export function keyValue(key: string, value: string | number): KeyValue {
  return { key, value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) } };
}

const nanosOf = (time: Date): string => `${time.getTime()}000000`;
