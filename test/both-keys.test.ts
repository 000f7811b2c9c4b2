import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fakeOpenAi, type Received, verdict } from "@steadyhand/model/fake";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, openBrowser } from "./running/browser.ts";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

const prose = `# The shop is slow

1. Look at the load:

   \`\`\`sh
   uptime
   \`\`\`

2. Drop the old carts:

   \`\`\`sql
   DELETE FROM carts
   \`\`\`

3. Then have a look with shopctl queue list and tell the others.
`;
const findings = JSON.stringify({
  steps: [
    { command: "shopctl queue list", quote: "3. Then have a look with shopctl queue list and tell the others." },
    { command: "rm -rf /srv/queue", quote: "3. Then have a look" },
  ],
  variables: [],
  branches: [],
});
const words = "It prints **numbers**, see [this](https://evil.example) <img src=x onerror=alert(1)>";

/** A model that answers about one command, is away for another, and would add a step and invent one. */
function judge({ user, command }: Received) {
  if (user.includes("PAGE-")) return { kind: "says", text: findings } as const;
  if (command.includes("DELETE")) return { kind: "hangs_up" } as const;
  return { kind: "says", text: verdict("safe", 0.97, words) } as const;
}

const step = (page: Page, text: string) => page.locator("li.panel", { hasText: text }).last();

describe("the page with a second key", { timeout: 400_000 }, () => {
  const data = temporaryFolder("both-keys");
  let model: Awaited<ReturnType<typeof fakeOpenAi>>;
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    model = await fakeOpenAi({ judge });
    const task = { provider: "fake", model: "judge-1", retries: 0 };
    const config = {
      providers: { fake: { kind: "openai-compatible", baseUrl: model.baseUrl } },
      tasks: { second_key: task, extraction: task },
    };
    writeFileSync(join(data.path, "model.json"), JSON.stringify(config));
    server = await startServer(data.path);
    browser = await openBrowser();
    browser.page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await model.close();
    data.remove();
  });

  it("shows both keys apart, takes only the proposal that a person takes, and keeps what was said", async () => {
    const { page } = browser;
    try {
      await page.goto(server.url);
      await page.locator("#paste").fill(prose);
      await page.getByText("Second key: fake, judge-1.").waitFor();

      // The reading is there at once; the model's answers arrive without moving anything.
      await step(page, "uptime").waitFor();
      const before = await step(page, "uptime").boundingBox();
      await page.getByText("The model gave no answer for 1 of 2 commands").waitFor();
      expect(await step(page, "uptime").boundingBox()).toEqual(before);

      // Both answers side by side. The model's words are text under its name: no link, no markup, no picture.
      await step(page, "uptime").getByText("Why", { exact: true }).click();
      const secondKey = step(page, "uptime").getByRole("region", { name: "Second key" });
      await secondKey.getByText("The model's words, not ours:").waitFor();
      expect(await secondKey.getByRole("blockquote").innerText()).toBe(`“${words}”`);
      expect(await secondKey.locator("a, img, strong").count()).toBe(0);
      await step(page, "uptime").getByText("Scanner and model both say safe.").waitFor();
      await step(page, "DELETE FROM carts").getByText("Why", { exact: true }).click();
      await step(page, "DELETE FROM carts").getByText("What has no second key is never safe").waitFor();

      // What the model would add stands apart with word, sign and place; what it invented is told and cannot be taken.
      const proposed = page.getByRole("region", { name: "Proposed by the model" });
      await proposed.getByText("+ Proposed").waitFor();
      await proposed.getByText("1 thing the model returned was dropped").click();
      await proposed.getByText("rm -rf /srv/queue").waitFor();
      expect(await proposed.getByRole("button", { name: "Take this step" }).count()).toBe(1);
      expect(await page.locator(".proposed-source").innerText()).toBe("shopctl queue list");

      // Taken, left, and taken again: only then it goes along.
      await proposed.getByRole("button", { name: "Take this step" }).click();
      await proposed.getByRole("button", { name: "Leave it out again" }).click();
      await page.getByRole("button", { name: "Save runbook", exact: true }).waitFor();
      await proposed.getByRole("button", { name: "Take this step" }).click();
      await page.getByRole("button", { name: "Save runbook with 1 taken step" }).click();

      // The kept runbook holds the step, and says when and by which tables it was judged.
      await step(page, "shopctl queue list").getByText("scanner unknown, model safe").waitFor();
      await step(page, "uptime").getByText("Why", { exact: true }).click();
      await page.getByText("Judged when it was imported").waitFor();
      await page.getByRole("button", { name: "Show what a re-scan would change" }).click();
      await page.getByText("nothing would change").waitFor();
      expect(browser.errors).toEqual([]);
    } catch (error) {
      throw new Error(`stuck at ${page.url()}:\n${await page.locator("main, body").first().innerText()}`, {
        cause: error,
      });
    }
  });

  it("takes a question back when the text changes before the model was asked", async () => {
    const { page } = browser;
    const asked = () => model.requests.filter(({ command }) => command.startsWith("df -h /only-")).length;
    await page.goto(new URL("/paste", server.url).toString());
    const field = page.getByRole("textbox", { name: "Runbook text" });
    await field.fill("1. Run `df -h /only-half-written`\n");
    await page.getByText("Asking the model about 1 command").waitFor();
    await field.fill("1. Run `df -h /only-whole`\n");
    await page.getByText("The model answered for 1 command.").waitFor();
    expect(asked()).toBe(1);
  });
});
