import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { createClient } from "@steadyhand/client/node";
import { expect, it } from "vitest";
import { type Browser, openBrowser } from "./running/browser.ts";
import { startServer, temporaryFolder } from "./running/server-process.ts";

const text = "# Look around\n\n1. Look:\n\n   ```sh\n   ls /\n   ```\n";
const policy = {
  version: 1,
  approvals: [{ name: "two", when: { environments: ["test"] }, approvers: [{ role: "dba" }], count: 2 }],
};

it("starts a run with a guard, shows who said yes and who is still wanted, and ends a panic by two people", {
  timeout: 300_000,
}, async () => {
  const data = temporaryFolder("people-page");
  writeFileSync(join(data.path, "policy.json"), JSON.stringify(policy));
  const server = await startServer(data.path);
  const browsers: Browser[] = [];
  const open = async (url: string) => {
    const browser = await openBrowser();
    browsers.push(browser);
    browser.page.setDefaultTimeout(60_000);
    await browser.page.goto(url);
    await browser.page.getByRole("textbox", { name: "Paste a runbook" }).waitFor();
    return browser.page;
  };
  try {
    const [baseUrl = "", key = ""] = server.url.split("/#key=");
    const client = createClient({ baseUrl, key });
    const person = (name: string, ...roles: string[]) => client.addPerson({ body: { name, roles } });
    const [kim, lou] = [await person("Kim", "dba"), await person("Lou", "dba", "admin")];
    const { runbook } = await client.importRunbook({ body: { text } });
    const mine = await open(server.url);

    // What is wrong in the folded part is said, and opens it; nothing was started.
    await mine.goto(`${baseUrl}/runbooks/${runbook.id}`);
    await mine.getByLabel("test", { exact: true }).check();
    const more = mine.getByText("More: guards, settling time, retries");
    await more.click();
    await mine.getByRole("button", { name: "Add a guard" }).click();
    await mine.getByLabel("Name", { exact: true }).fill("root");
    await more.click();
    await mine.getByRole("button", { name: `Start on ${hostname()}` }).click();
    await mine.getByText("The guard root has no command").waitFor();
    await mine.getByLabel("Command", { exact: true }).fill("ls -d /");
    await mine.getByRole("button", { name: `Start on ${hostname()}` }).click();

    // Each yes is shown by name, and what is still wanted; whoever said theirs cannot say it twice.
    const people = mine.getByRole("region", { name: "Whose yes it takes" });
    await people.getByText("Wanted: 2 more yes, from somebody who is dba").waitFor();
    await mine.getByText("Must not break: read before the change and again after it").waitFor();
    const kims = await open(kim.url);
    await kims.goto(mine.url());
    const run = kims.getByRole("button", { name: `Run on ${hostname()}` });
    await run.and(kims.locator(':not([aria-disabled="true"])')).click();
    await kims.getByText("You have said yes: it waits for somebody else.").waitFor();
    expect(await run.getAttribute("aria-disabled")).toBe("true");
    await people.getByText(/Kim said yes/).waitFor();
    await people.getByText("Wanted: 1 more yes, from somebody who is dba").waitFor();

    // Panic stands on every page with what is done next, until a second person has confirmed its end.
    // A dialog that lies over its button does not stand in its way.
    await mine.keyboard.press("?");
    await mine.getByRole("dialog", { name: "Keys" }).waitFor();
    await mine.keyboard.press("!");
    await mine.keyboard.press("!");
    const lous = await open(lou.url);
    const alarm = lous.getByRole("alert", { name: "Panic" });
    await mine.keyboard.press("Escape");
    await alarm.getByText(/an admin asks to end it and a second person confirms/).waitFor();
    await lous.getByRole("link", { name: "Policy", exact: true }).click();
    await alarm.waitFor();
    await alarm.getByRole("link").click();
    await lous.getByLabel(/^An admin says why/).fill("it was a test");
    await lous.getByRole("button", { name: "Ask to end the panic" }).click();
    await alarm.getByText("You asked to end it: a second person has to confirm.").waitFor();
    await mine.getByText(/Lou asked to end it: read why/).waitFor();
    expect(await mine.getByRole("button", { name: /^Resume/ }).count()).toBe(0);
    await mine.getByRole("alert", { name: "Panic" }).getByRole("link").click();
    await mine.getByRole("button", { name: "Confirm that the panic is over" }).click();
    await alarm.waitFor({ state: "detached" });
    expect(browsers.flatMap(({ errors }) => errors)).toEqual([]);
  } finally {
    for (const browser of browsers) await browser.close();
    await server.stop();
    data.remove();
  }
});
