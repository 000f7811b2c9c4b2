import { openSync } from "node:fs";
import { Socket } from "node:net";
import { takenSignal } from "../adoption.ts";
import { openSeats } from "../reach/seats.ts";
import {
  type FromHelper,
  type HelperSettings,
  messageFrame,
  openFrameReader,
  outputFrame,
  type ToHelper,
} from "../wire.ts";
import { openHelper } from "./helper.ts";
import { openPipes } from "./pipes.ts";

/**
 * The spawn helper: a small process that starts and ends what the server orders. A large process takes tens of
 * milliseconds for a spawn and stands still meanwhile; this one takes one. It outlives its server until what runs has
 * ended, because a half-done change must not be cut.
 */
// The server that starts this passes exactly these settings.
const settings: HelperSettings = JSON.parse(process.argv[2] ?? "{}");
const line = new Socket({ fd: 3, readable: true, writable: true });

// Only the server, or its absence, ends a helper: a terminal's or an init system's signal to all would cut what runs.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE"] as const) process.on(signal, () => {});

const pipes = openPipes(settings.journalDirectory);
const seats = openSeats(settings.reach);
const tell = (message: FromHelper) => void (line.writable && line.write(messageFrame(message)));
const helper = openHelper({
  settings,
  directoryDescriptor: openSync(settings.journalDirectory, "r"),
  seats,
  pipes,
  tell,
  show: (slot, stream, bytes) => void (line.writable && line.write(outputFrame(slot, stream, bytes))),
});

function leave(): void {
  void helper.leave().then(() => {
    seats.close();
    pipes.close();
    process.exit(0);
  });
}

process.on(takenSignal, () => helper.handOver());
const read = openFrameReader<ToHelper>({
  message: (message) => (message.type === "leave" ? leave() : helper.take(message)),
  output: () => {},
});
line.on("data", read);
line.on("error", () => {});
line.on("close", leave);
tell({ type: "ready", reach: seats.kind });
