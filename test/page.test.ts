import { existsSync, mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBrowser } from "./running/browser.ts";
import { startServer, temporaryFolder } from "./running/server-process.ts";

const runbook = (folder: string) => `# Clear the cache

Make sure you are on the VPN.

1. Make the folder:

   \`\`\`bash
   mkdir ${folder}/<name>
   \`\`\`

2. Look into a folder that is not there:

   \`\`\`bash
   ls ${folder}/<name>/nothing-here
   \`\`\`

   To undo this, run \`rmdir ${folder}/<name>\`.

3. Say that it is over:

   \`\`\`bash
   echo all done | cat
   \`\`\`

   You should see \`all done\`.
`;

const card = (page: Page) => page.getByRole("region", { name: "Current step" });
const phase = (page: Page, name: string) => page.locator(`[aria-label="Current step"][data-phase="${name}"]`);

describe("the page", () => {
  it("walks a pasted runbook from text to a verified record, through a failure and its rollback", {
    timeout: 400_000,
  }, async () => {
    const data = temporaryFolder("page");
    const work = join(data.path, "work");
    mkdirSync(work);
    const server = await startServer(data.path);
    const browser = await openBrowser();
    const { page } = browser;
    // A hang is what must fail here, not a machine that runs three servers and a browser on two cores.
    page.setDefaultTimeout(60_000);
    try {
      // Sign in by the printed link; the key leaves the address at once.
      await page.goto(server.url);
      await page.getByRole("textbox", { name: "Paste a runbook" }).waitFor();
      expect(page.url()).not.toContain("key=");
      await page.getByText("No second key: every step waits for you").first().waitFor();

      // Paste: steps, the variable, the prerequisite and the risks appear; a badge opens to its evidence.
      await page.locator("#paste").fill(runbook(work));
      await page.getByRole("button", { name: "Save runbook" }).waitFor();
      await page.getByText("Make sure you are on the VPN").last().waitFor();
      expect(await page.getByText(/dangerous|caution/i).count()).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Save runbook" }).click();

      // A missing value is said before anything starts.
      await page.getByRole("button", { name: /^Start/ }).click();
      await page.getByText("Nothing was started").waitFor();
      await page.getByLabel("name", { exact: true }).fill("cache");
      await page.getByLabel("development", { exact: true }).check();
      await page.getByRole("button", { name: /^Start on/ }).click();

      // Step 1 waits, shows its exact words, is edited (judged anew) and runs after a yes.
      await phase(page, "awaiting_approval").waitFor();
      await card(page).getByText(`${work}/cache`).first().waitFor();
      expect(existsSync(join(work, "cache"))).toBe(false);
      await card(page).getByRole("button", { name: /^Edit/ }).click();
      await page.getByRole("dialog").locator("textarea").fill(`mkdir -v ${work}/<name>`);
      await page.getByRole("button", { name: "Save and ask again" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await card(page).getByText("-v").first().waitFor();
      await card(page)
        .getByRole("button", { name: `Run on ${hostname()}` })
        .click();

      // Step 2 fails and offers its rollback, which is dangerous and wants the target's name.
      await card(page).getByText("nothing-here").first().waitFor();
      expect(existsSync(join(work, "cache"))).toBe(true);
      await approve(page, "Run");
      await phase(page, "rollback_available").waitFor();
      await card(page)
        .getByText(/No such file/)
        .first()
        .waitFor();
      await page.getByRole("button", { name: /Roll back this step/ }).click();
      await approve(page, "Roll back");
      await phase(page, "failed").waitFor();
      expect(existsSync(join(work, "cache"))).toBe(false);
      await card(page).getByRole("button", { name: /^Skip/ }).click();
      await page.getByRole("dialog").getByRole("textbox").fill("it was only a test");
      await page.getByRole("button", { name: "Skip this step" }).click();

      // Step 3 is a pipeline; it is verified by what the runbook says must be seen.
      await phase(page, "awaiting_approval").waitFor();
      await approve(page, "Run");
      await page
        .getByText(/completed/i)
        .first()
        .waitFor();

      // The record stays, and is whole.
      await page.goto(new URL("/audit", page.url()).toString());
      await page.getByText("execution.completed").first().waitFor();
      await page.getByRole("button", { name: "Verify the record" }).click();
      await page.getByText("The record is whole:").waitFor();

      // It follows what happens, is searched by who and when, and exports what it says; half an id is not asked for.
      await server.client.addPerson({ body: { name: "Kim" } });
      await page.getByText(/added Kim/).waitFor();
      await page.getByLabel("Actor").fill("nobody of that name");
      await page.getByText("No event fits this filter.").waitFor();
      await page.getByRole("button", { name: "Show the whole record" }).click();
      await page.getByLabel(/^From/).fill("2000-01-01T00:00");
      await page.getByRole("link", { name: "Export this stretch of time" }).waitFor();
      await page.getByLabel("Execution", { exact: true }).fill("exe");
      await page.getByText("That is no id of an execution.").waitFor();

      // What holds is said, and another policy can be tried on what was decided.
      await page.getByRole("link", { name: "Policy" }).click();
      await page.getByText("The strict standard").waitFor();
      await page.getByLabel("Text of a policy.json").fill('{ "version": 1, "safety_mode": "observe" }');
      await page.getByRole("button", { name: "Try it on the record" }).click();
      await page.getByText(/\d would be another one/).waitFor();
      expect(browser.errors).toEqual([]);
    } catch (error) {
      // What a person would have seen says more than the locator that was waited for.
      throw new Error(`stuck at ${page.url()}:\n${await page.locator("main, body").first().innerText()}`, {
        cause: error,
      });
    } finally {
      await browser.close();
      await server.stop();
      data.remove();
    }
  });

  it("shows nothing without the key, and says how to get in", { timeout: 60_000 }, async () => {
    const data = temporaryFolder("page");
    const server = await startServer(data.path);
    const browser = await openBrowser({ width: 390, height: 844, colorScheme: "light" });
    try {
      await browser.page.goto(new URL("/", server.url).toString().replace(/#.*/, ""));
      await browser.page
        .getByText(/npm start/)
        .first()
        .waitFor();
      expect(await browser.page.getByText("Paste a runbook").count()).toBe(0);
    } finally {
      await browser.close();
      await server.stop();
      data.remove();
    }
  });
});

/** Answers the question that is drawn; something dangerous wants the target's name typed. */
async function approve(page: Page, verb: "Run" | "Roll back"): Promise<void> {
  await phase(page, "awaiting_approval").waitFor();
  const button = card(page).getByRole("button", { name: `${verb} on ${hostname()}` });
  await button.waitFor();
  // A question must have stood for a moment before it can be answered.
  await button.and(page.locator(':not([aria-disabled="true"])')).or(card(page).getByRole("textbox")).first().waitFor();
  const field = card(page).getByRole("textbox");
  if ((await field.count()) > 0) await field.first().fill(hostname());
  await button.click();
}
