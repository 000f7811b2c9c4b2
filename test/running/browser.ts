import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** A browser with a profile of its own, and every error the page has reported. */
export interface Browser {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** What a browser on a closed network must not try: each attempt would be refused, many at a time. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens Debian's Chromium, or the one that CHROMIUM names. */
export async function openBrowser(
  options: { readonly width?: number; readonly height?: number; readonly colorScheme?: "light" | "dark" } = {},
): Promise<Browser> {
  const { width = 1440, height = 900, colorScheme = "dark" } = options;
  const profile = mkdtempSync(join(tmpdir(), "steadyhand-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: quiet,
    viewport: { width, height },
    colorScheme,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    // Before it is signed in, the page asks who it is and is told that it is nobody: the browser logs that.
    if (message.type() === "error" && !message.text().includes("401 (Unauthorized)")) errors.push(message.text());
  });
  return {
    page,
    context,
    errors,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
