import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FakeProvider } from "@steadyhand/model/fake";
import type { OpenOptions } from "@steadyhand/server";
import { openTestServer, type TestServer } from "./open-test-server.ts";

interface ModelChoice {
  readonly timeoutMs?: number;
  readonly budget?: { readonly tokensPerDay?: number; readonly usdPerDay?: number };
  readonly hasExtraction?: boolean;
}

/** A data folder that outlives the servers on it. */
export function dataFolderForTest(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "steadyhand-model-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes `model.json` for a provider that is reached at an address. */
export function configureModel(folder: string, baseUrl: string, choice: ModelChoice = {}): void {
  const task = { provider: "fake", model: "judge-1", retries: 0, concurrency: 32 };
  const config = {
    providers: { fake: { kind: "openai-compatible", baseUrl } },
    tasks: {
      second_key: { ...task, timeoutMs: choice.timeoutMs ?? 3_500 },
      ...(choice.hasExtraction && { extraction: task }),
    },
    ...(choice.budget && { budget: choice.budget }),
  };
  writeFileSync(join(folder, "model.json"), JSON.stringify(config));
}

/** The whole with a model configured, on a data folder of its own or on one that is given. */
export async function openWithModel(
  provider: Pick<FakeProvider, "baseUrl">,
  { folder, ...choice }: ModelChoice & { readonly folder?: string } = {},
  options: Partial<OpenOptions> = {},
): Promise<TestServer> {
  const own = folder === undefined ? dataFolderForTest() : undefined;
  const dataFolder = folder ?? own?.path ?? "";
  configureModel(dataFolder, provider.baseUrl, choice);
  const server = await openTestServer({ ...options, dataFolder });
  return {
    ...server,
    async close() {
      await server.close();
      own?.remove();
    },
  };
}
