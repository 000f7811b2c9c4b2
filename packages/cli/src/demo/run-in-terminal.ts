import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../services.ts";
import { createAskPerson } from "./ask-person.ts";
import { drawDemo } from "./draw-demo.ts";
import { followInstallation } from "./installation/follow-installation.ts";
import type { Seen } from "./installation/seen.ts";
import { createSuspicions } from "./installation/suspicions.ts";
import { openTerminalScreen } from "./screen/terminal-screen.ts";
import type { Stage } from "./stage/open-stage.ts";
import { createDirector } from "./story/director.ts";
import { startMeter } from "./workload/meter.ts";

const redrawMs = 1_000;
const [enter, space, interrupt] = ["\r", " ", "\u0003"];

/** Shows the demo on the whole terminal until the person leaves, or `signal` ends it. */
export async function runInTerminal(
  { lab, server, failed }: Stage,
  { services, signal }: { readonly services: Services; readonly signal: AbortSignal },
): Promise<ExitCode> {
  const { io, now } = services;
  const { client, url } = server;
  const left = Promise.withResolvers<ExitCode>();
  const stop = new AbortController();
  let seen: Seen = { at: now() };
  let isPaused = false;

  const show = () => {
    const [seconds, typed] = [meter.seconds(), person.typed()];
    const view = { lab, seen, suspicions, director, seconds, isPaused, typed, now: now() };
    screen.show(drawDemo(view, screen.size(), io.talks.paint));
  };
  const draw = () => {
    if (!isPaused) show();
  };
  const suspicions = createSuspicions();
  const director = createDirector({ lab, now, told: () => {}, changed: () => draw() });
  const person = createAskPerson({ client, say: director.say });
  const meter = startMeter(lab.workload, () => draw());
  const press = (keys: string) => {
    // A paste, or a key that is held down, is none of these.
    if (keys.includes(interrupt)) left.resolve(exitCode.interrupted);
    else if (!isPaused && person.press(keys)) draw();
    else if (keys === "q") left.resolve(exitCode.ok);
    else if (keys === "p") pause();
    else if (!isPaused) play(keys);
  };
  const { input, output } = io.keyboardOptions();
  const screen = openTerminalScreen({ input, output, onKeys: press, onResize: show });

  function pause(): void {
    isPaused = !isPaused;
    director.pause(isPaused);
    show();
  }

  function play(keys: string): void {
    const act = director.act();
    if (keys === "?") for (const text of help(url)) director.say({ event: "help", text, tone: "quiet" });
    else if (keys === "m" && act.kind === "running") void director.mend();
    else if ((keys === enter || keys === space) && act.kind === "ready") director.begin(act.next);
    else if (/^[1-9]$/.test(keys)) director.begin(Number(keys));
  }

  const redraw = setInterval(draw, redrawMs);
  signal.addEventListener("abort", () => left.resolve(exitCode.interrupted), { once: true });
  director.say({
    event: "welcome",
    text: `This is ${lab.what}. A whole Steadyhand of its own watches it. Press Enter.`,
  });
  const heard = (news: Seen) => {
    seen = news;
    suspicions.hear(news);
    person.hear(news);
    director.hear(news);
  };
  try {
    const following = followInstallation(client, lab.subject, { now, heard, signal: stop.signal });
    return await Promise.race([left.promise, failed, following.then(() => left.promise)]);
  } finally {
    stop.abort();
    director.close();
    meter.stop();
    clearInterval(redraw);
    screen.close();
  }
}

function help(url: string): readonly string[] {
  return [
    "Enter: the next chapter. 1 to 5: that one. a, r: say yes or no to what waits for you. m: take the fault back by hand. p: let the screen stand still. q: leave; everything ends.",
    `The same on a page, while this runs: ${url}`,
  ];
}
