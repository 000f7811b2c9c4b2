import { createClient } from "@steadyhand/client/node";
import { expect, it } from "vitest";
import { openBrowser } from "./running/browser.ts";
import { startServer, temporaryFolder } from "./running/server-process.ts";

const text = "# Look\n\n1. Look:\n\n   ```sh\n   ls /\n   ```\n";
const api = { kind: "subject", name: "api" } as const;

it("shows levels with their history, sets one, grants an elevation and counts it down on every page", {
  timeout: 300_000,
}, async () => {
  const data = temporaryFolder("levels-page");
  const server = await startServer(data.path);
  const browser = await openBrowser();
  const { page } = browser;
  page.setDefaultTimeout(60_000);
  try {
    const [baseUrl = "", key = ""] = server.url.split("/#key=");
    const client = createClient({ baseUrl, key });
    const kim = createClient({ baseUrl, key: (await client.addPerson({ body: { name: "Kim" } })).key });
    const { runbook } = await client.importRunbook({ body: { text } });
    const names = { subject: "api", project: "payments" };
    await client.startExecution({ body: { runbookId: runbook.id, environment: "development", ...names } });
    await client.setLevel({ parameters: api, body: { level: 2, why: "a new version" } });
    await client.setLevel({ parameters: api, body: { level: 3, why: "a month without a failed step" } });
    const asked = { scope: { kind: "project", name: "payments" }, reason: "the queue is full", minutes: 10 } as const;
    await kim.askElevation({ body: asked });

    await page.goto(server.url);
    await page.getByRole("link", { name: "Levels", exact: true }).click();
    const card = page.getByRole("region", { name: "api", exact: true });
    await card.getByText("L3 semi-auto").waitFor();
    await card.getByText("0 of 100 attempts").waitFor();
    await card.getByRole("button", { name: "History" }).click();
    await card.getByText("L2 to L3, set by").waitFor();

    const project = page.getByRole("region", { name: "payments (project)", exact: true });
    await project.getByRole("button", { name: "Set a level" }).click();
    await project.getByLabel(/^L2 suggest/).check();
    await project.getByLabel("Why (it goes into the record)").fill("a new team");
    await project.getByRole("button", { name: "Set payments (project) to L2" }).click();
    await project.getByText("a new team").waitFor();

    // Somebody else asked, so it can be granted here; then every page says so, with the time that is left.
    await page.getByRole("button", { name: "Grant 10 min" }).click();
    const banner = page.getByRole("status", { name: "Elevation" });
    await banner.getByText(/project payments may go one level further: 9 min/).waitFor();
    await page.getByRole("link", { name: "Executions", exact: true }).click();
    await banner.waitFor();
    await page.getByRole("link", { name: "Levels", exact: true }).click();
    await page.getByRole("button", { name: "End now" }).click();
    await page.getByLabel("Why (it goes into the record)").fill("it is empty");
    await page.getByRole("button", { name: "End it now" }).click();
    await banner.waitFor({ state: "detached" });

    // Trust and locks stand on the runbook's own page.
    await page.goto(`${baseUrl}/runbooks/${runbook.id}`);
    const trust = page.getByRole("region", { name: "Trust" });
    await trust.getByText("Trust 1, every step waits for a person.").waitFor();
    await trust.getByRole("button", { name: "Lock", exact: true }).click();
    await trust.getByLabel("Why (it goes into the record)").fill("step 1 is wrong");
    await trust.getByRole("button", { name: "Lock it: nothing of it runs" }).click();
    await trust.getByText(/Locked: nothing of it runs/).waitFor();
    expect(await client.getTrust({ parameters: { runbookId: runbook.id } })).toMatchObject({
      lock: { why: "step 1 is wrong" },
    });
    expect((await client.getStatus()).elevations).toEqual([]);
  } finally {
    await browser.close();
    await server.stop();
    data.remove();
  }
});
