import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRandom } from "../scripts/fuzz/random.ts";
import { createPeople, unlessCut } from "./chaos/approver.ts";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

/** Each takes a start of the server, some 2 s: enough for every checkout, and as many as one likes by hand. */
const kills = Number(process.env.STEADYHAND_TEST_KILLS ?? 20);
const atOnce = 4;
const steps = 6;

describe("a server that is killed at any moment", () => {
  it(`runs no step twice and loses none, over ${kills} kills`, { timeout: 1_200_000 }, async () => {
    const data = temporaryFolder("crash");
    const marks = join(data.path, "marks");
    mkdirSync(marks);
    const random = createRandom(Date.now());
    let server: ServerProcess | undefined;
    const cluster = { living: () => (server ? [{ server }] : []) };
    const people = createPeople({ cluster, marks, steps, random });
    const answered = () => {
      const { nothing = 0, ...rest } = people.answers;
      return Object.values(rest).reduce((sum, count) => sum + count, 0);
    };

    try {
      for (let kill = 0; kill < kills; kill++) {
        server = await startServer(data.path);
        // It is killed while it works: after some answers of this life, at a random moment.
        const enough = answered() + 1 + random.below(6);
        while (answered() < enough) {
          await people.fill(atOnce);
          await people.round();
        }
        const dead = killAfter(server, random.below(40));
        let isAlive = true;
        void dead.then(() => {
          isAlive = false;
        });
        while (isAlive) await people.round().catch(unlessCut);
        await dead;
      }
      server = await startServer(data.path);
      while (people.open.size > 0) await people.round();

      for (const { values } of people.completed.values()) {
        expect(people.happened(values.run ?? "")).toEqual(Array(steps).fill(1));
      }
      expect(people.completed.size).toBeGreaterThanOrEqual(atOnce);
      expect(await server.client.verifyLedger()).toMatchObject({ ok: true });
      console.info(
        `${kills} kills, ${people.completed.size} runs completed, answers: ${JSON.stringify(people.answers)}`,
      );
    } finally {
      await server?.stop();
      data.remove();
    }
  });
});

/** Waits a random while, as crashes do, and kills. */
async function killAfter(server: ServerProcess, waitMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  await server.kill();
}
