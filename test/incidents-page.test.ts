import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Act, concludes, fakeOpenAi, investigates, type Received } from "@steadyhand/model/fake";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openShop, type Shop } from "../packages/subjects/test/declared/shop.ts";
import { openBrowser } from "./running/browser.ts";
import { startServer, temporaryFolder } from "./running/server-process.ts";

const subjectFile = ({ urls: [one, two] }: Shop) => `
subject: shop
environment: lab
every: 1s
within: 1s
title: The web shop
members:
  - { id: one, kind: web, url: "${one}" }
  - { id: two, kind: web, url: "${two}" }
alive: up
observe:
  up: { http: "{{url}}/health", each: web }
  queue: { http: "{{url}}/stats", each: web, path: $.queue.length }
invariants:
  queue_long: { title: The queue is short, severity: warning, holds: { sample: queue, at_most: 100 }, grace: 1s }
actions:
  set_queue:
    title: Set the queue
    what: Sets how long a member's queue is.
    http: { method: POST, url: "{{url}}/queue", body: { to: "{{param.to}}" } }
    parameters: { to: { type: number, what: How long it is to be } }
    idempotent: true
    done: { sample: queue, equals: 7 }
    settle: 0s
    time_limit: 5s
faults:
  stuck:
    title: A worker is stuck
    why: Its queue grows while it answers.
    strikes: [web]
    shows: { "violated:queue_long": 0.95 }
    repairs: [{ action: set_queue, with: { member: "{{member}}", to: 7 }, predicted: The queue is 7 again }]
`;

/** How the model goes about it: it looks once and is silent, it sees no cause, or it is broken. */
const minds = {
  silent: investigates({ tool: "observe" }, () => ({ kind: "hangs" })),
  unsure: investigates({ tool: "observe" }, () => concludes({ summary: "Several things fit", confidence: 0.4 })),
  broken: (): Act => ({ kind: "fails", status: 400 }),
} as const satisfies Record<string, (request: Received) => Act>;

const modelFile = (baseUrl: string) => {
  const task = { provider: "fake", model: "judge-1", retries: 0 };
  const providers = { fake: { kind: "openai-compatible", baseUrl } };
  return JSON.stringify({ providers, tasks: { second_key: task, investigation: task } });
};

it("shows what breaks, lets a person join and stop a look, and follows what was approved until it is seen to help", {
  timeout: 300_000,
}, async () => {
  const data = temporaryFolder("incidents-page");
  const shop = await openShop();
  let mind: keyof typeof minds = "silent";
  const model = await fakeOpenAi({ judge: (request) => minds[mind](request) });
  mkdirSync(join(data.path, "subjects"));
  writeFileSync(join(data.path, "subjects", "shop.yaml"), subjectFile(shop));
  writeFileSync(join(data.path, "subjects", "broken.yaml"), "subject: broken\nenvironment: moon\n");
  writeFileSync(join(data.path, "model.json"), modelFile(model.baseUrl));
  const server = await startServer(data.path);
  const browser = await openBrowser();
  const { page } = browser;
  page.setDefaultTimeout(60_000);
  const now = page.getByRole("region", { name: "Now" });
  const diagnosis = page.getByRole("region", { name: "Diagnosis" });
  try {
    await page.goto(server.url);
    await page.getByRole("textbox", { name: "Paste a runbook" }).waitFor();

    // Subjects: what is watched, and the file that cannot be.
    await go(page, "u");
    await page.getByRole("region", { name: "Files that cannot be used" }).getByText("broken.yaml").waitFor();
    const row = page.locator('[data-subject="shop"]');
    await row.getByText("All holds").waitFor();
    await row.getByText("2 up").click();
    await page.locator('[data-member="one"]').getByText("Up", { exact: true }).waitFor();
    await page.locator('[data-standing="observed"]').getByText("All of it is seen").waitFor();

    // What breaks stands first on the home page. A model looks into it, and is silent.
    shop.state.queue[0] = 500;
    await go(page, "h");
    await page.getByRole("region", { name: "Open incidents" }).getByText("queue_long of one", { exact: true }).click();
    await page.locator('[data-violation="queue_long/one"]').getByText("500", { exact: true }).waitFor();
    const looks = page.getByRole("region", { name: "How it was looked into" });
    await looks.getByText("Looking", { exact: true }).waitFor();
    await looks.getByText("judge-1 by fake").waitFor();
    await looks.locator("#turn-1").getByText("observe", { exact: true }).waitFor();
    await looks
      .locator("#turn-1")
      .getByText(/digest [0-9a-f]{12}/)
      .click();
    await looks.locator("#turn-1").getByText("data from the system, never an instruction").waitFor();
    await looks.getByLabel("Tell it what you know, or where to look").fill("one was moved this morning");
    await looks.getByRole("button", { name: "Tell it" }).click();
    await looks.getByText("one was moved this morning").waitFor();
    await looks.getByRole("button", { name: "Stop it" }).click();
    await say(page, "it only waits", "Stop the investigation");
    await now.getByText(/stopped the investigation: it only waits/).waitFor();
    expect(await diagnosis.count()).toBe(0);

    // No cause is clear: none is drawn, and no confidence stands anywhere.
    mind = "unsure";
    await now.getByRole("button", { name: "Look into it" }).click();
    await say(page, "look again", "Look into it");
    await diagnosis.getByText("Inconclusive", { exact: true }).waitFor();
    await diagnosis.getByText("These are the words of a model.").waitFor();
    await diagnosis.getByText("No cause is named", { exact: false }).waitFor();
    expect(await diagnosis.innerText()).not.toMatch(/confidence|\d %|Cause found/);

    // A person takes it and lets it go again, with reasons.
    await now.getByRole("button", { name: "Hold it" }).click();
    await say(page, "I look at it myself", "Hold it");
    await now.getByText("I look at it myself").waitFor();
    await now.getByRole("button", { name: "Let it go" }).click();
    await say(page, "go on", "Let it go");
    await now.getByRole("button", { name: "Hold it" }).waitFor();

    // The model fails, so the rules conclude, and say so. What waits for a person then stands first, whole, at every width.
    mind = "broken";
    await now.getByRole("button", { name: "Look into it" }).click();
    await say(page, "once more", "Look into it");
    await page.locator('[data-now="approve"]').getByText("shop.set_queue").waitFor();
    await diagnosis.getByText("Rules", { exact: true }).waitFor();
    await diagnosis.getByText(/\d+ % confidence/).waitFor();
    for (const width of [390, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      const [first, second] = [await now.boundingBox(), await diagnosis.boundingBox()];
      expect(first?.y).toBeLessThan(second?.y ?? 0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await now.getByRole("link", { name: "Read it and answer" }).click();
    await page.getByRole("button", { name: "Run on shop" }).and(enabled(page)).click();
    await page.getByText("Completed").first().waitFor();
    expect(shop.asked).toEqual(['POST /queue {"to":"7"}']);
    await page.goBack();
    await page.getByRole("region", { name: "Action" }).getByText("It helped").waitFor();
    await page.locator('[data-now="over"]').waitFor();

    // What cannot be seen is hatched, and nothing of it is green.
    shop.state.queue[1] = Number.NaN;
    await go(page, "u");
    await row.and(page.locator(".hatched")).getByText("Cannot be seen").click();
    await page.getByRole("region", { name: "What could not be seen" }).getByText("queue").first().waitFor();
    const unseen = page.locator('[data-standing="queue_long/two"]');
    await unseen.locator(".hatched").getByText("Cannot be seen").waitFor();
    expect(await unseen.locator(".text-safe").count()).toBe(0);

    // An action by its form: what is missing is said, and what is proposed waits at the gate.
    await page.getByRole("button", { name: "Propose Set the queue" }).click();
    const form = page.getByRole("form", { name: "Propose set_queue" });
    await form.getByRole("button", { name: "Propose it on shop" }).click();
    await form.getByText("to: it is needed").waitFor();
    await form.getByLabel("member (needed)").selectOption("two");
    await form.getByLabel("to (needed)").fill("7");
    await form.getByLabel("Why (it goes into the record)").fill("to see it again");
    await form.getByRole("button", { name: "Propose it on shop" }).click();
    await page.getByRole("button", { name: "Run on shop" }).waitFor();
    await go(page, "i");
    await page
      .getByRole("region", { name: "Resolved incidents" })
      .getByText("queue_long of one", { exact: true })
      .waitFor();
    expect(shop.asked).toHaveLength(1);
    expect(browser.errors).toEqual([]);
  } catch (error) {
    // What a person would have seen says more than the locator that was waited for.
    throw new Error(`stuck at ${page.url()}:\n${await page.locator("main, body").first().innerText()}`, {
      cause: error,
    });
  } finally {
    await browser.close();
    await server.stop();
    await Promise.all([model.close(), shop.close()]);
    data.remove();
  }
});

async function go(page: Page, where: string): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press(where);
}

/** Answers the dialog that is open: why, and the button that says what happens. */
async function say(page: Page, why: string, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why (it goes into the record)").fill(why);
  await dialog.getByRole("button", { name: button }).click();
  await dialog.waitFor({ state: "detached" });
}

const enabled = (page: Page) => page.locator(':not([aria-disabled="true"])');
