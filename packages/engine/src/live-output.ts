import { StringDecoder } from "node:string_decoder";
import type { OutputSummary } from "@steadyhand/core/execution";
import type { Redactor } from "./ports.ts";

type Stream = "stdout" | "stderr";

/** Collects the output of one attempt: bytes in, text without secrets out, a bounded part of it kept. */
export interface LiveOutputCollector {
  push(stream: Stream, bytes: Uint8Array): void;
  /** Gives what was still held back, and returns what was kept. */
  end(): { readonly stdout: string; readonly stderr: string };
}

const keptCharacters = 1024 * 1024;

/** Secrets can be split between chunks and characters between bytes: both are put together before anybody sees them. */
export function collectOutput(redactor: Redactor, show: (stream: Stream, text: string) => void): LiveOutputCollector {
  const lane = () => ({ decoder: new StringDecoder("utf8"), redaction: redactor.stream(), kept: "" });
  const lanes = { stdout: lane(), stderr: lane() };
  const keep = (stream: Stream, text: string) => {
    if (text === "") return;
    const lane = lanes[stream];
    const room = keptCharacters - lane.kept.length;
    if (room > 0) lane.kept += text.slice(0, room);
    show(stream, text);
  };
  return {
    push(stream, bytes) {
      const { decoder, redaction } = lanes[stream];
      keep(stream, redaction.push(decoder.write(bytes)));
    },
    end() {
      for (const stream of ["stdout", "stderr"] as const) {
        const { decoder, redaction } = lanes[stream];
        keep(stream, redaction.push(decoder.end()) + redaction.end());
      }
      return { stdout: lanes.stdout.kept, stderr: lanes.stderr.kept };
    },
  };
}

/** What an attempt that never ran left behind. */
export const noOutput: OutputSummary = {
  bytes: 0,
  keptBytes: 0,
  // SHA-256 of nothing.
  sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  truncated: false,
};
