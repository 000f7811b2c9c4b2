import type { IncomingMessage, ServerResponse } from "node:http";
import { type FaultTarget, faults } from "./faults.ts";
import type { TikvLab } from "./lab.ts";
import { bodyOf, json, send } from "./router.ts";

/**
 * - `GET /lab/faults` lists the faults; `POST /lab/faults` `{"fault": "store_slow", "store": "tikv2"}` begins one, `DELETE` with the same ends it.
 * - `POST /lab/clock` `{"rate": 60}` makes the lab's time run quicker, `{"advance_ms": 1800000}` puts it forward.
 */
export async function answerAsControl(lab: TikvLab, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const text = await bodyOf(request);
    const input = (text === "" ? {} : JSON.parse(text)) as {
      fault?: string;
      rate?: number;
      advance_ms?: number;
    } & FaultTarget;
    switch (`${request.method} ${request.url}`) {
      case "GET /lab/faults":
        return send(response, json(Object.entries(faults).map(([name, { what }]) => ({ name, what }))));
      case "POST /lab/faults":
        await lab.begin(input.fault ?? "", input);
        return send(response, json("begun"));
      case "DELETE /lab/faults":
        await lab.end(input.fault ?? "", input);
        return send(response, json("ended"));
      case "POST /lab/clock":
        if (input.rate !== undefined) lab.clock.setRate(input.rate);
        if (input.advance_ms !== undefined) lab.clock.advance(input.advance_ms);
        return send(response, json({ now: new Date(lab.clock.nowMs()).toISOString() }));
      default:
        return send(response, json("there is no such route", 404));
    }
  } catch (error) {
    send(response, json(error instanceof Error ? error.message : String(error), 400));
  }
}
