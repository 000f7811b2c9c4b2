import { OpsError } from "@steadyhand/core/outcome";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelFileJsonSchema } from "./config-schema.ts";
import { jsonPosition } from "./json-position.ts";
import { readModelConfig } from "./read-model-config.ts";

const secret = "sk-live-0123456789abcdef";
const whole = {
  providers: {
    vendor: { kind: "anthropic", apiKey: { env: "VENDOR_KEY" } },
    local: { kind: "openai-compatible", baseUrl: "http://127.0.0.1:11434/v1/" },
  },
  tasks: { second_key: { provider: "vendor", model: "m" }, extraction: { provider: "local", model: "n" } },
};

function read(
  file: unknown,
  env: Record<string, string> = { VENDOR_KEY: secret },
  files: Record<string, { text: string; mode: number }> = {},
) {
  return readModelConfig({
    text: typeof file === "string" ? file : JSON.stringify(file),
    env,
    readFile(path) {
      const found = files[path];
      if (found === undefined) throw new Error(`ENOENT ${path}`);
      return found;
    },
  });
}

/** The error of a file that cannot be used: its message and its hint. */
function problem(...args: Parameters<typeof read>): string {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof OpsError) return `${error.code}: ${error.message}. ${error.hint}`;
    throw error;
  }
  return "read";
}

const provider = (changes: object) => ({
  ...whole,
  providers: { ...whole.providers, vendor: { ...whole.providers.vendor, ...changes } },
});
const task = (changes: object) => ({ ...whole, tasks: { second_key: { ...whole.tasks.second_key, ...changes } } });

describe("the task that investigates", () => {
  const investigation = (changes: object) => ({
    ...whole,
    tasks: { ...whole.tasks, investigation: { ...whole.tasks.second_key, ...changes } },
  });

  it("has more time and room than the others, and is absent where nobody names it", () => {
    const { timeoutMs, maxOutputTokens, concurrency } = read(investigation({})).investigation ?? {};
    expect({ timeoutMs, maxOutputTokens, concurrency }).toEqual({
      ...{ timeoutMs: 60_000, maxOutputTokens: 8192, concurrency: 4 },
    });
    expect(read(whole).investigation).toBeUndefined();
  });

  it("takes no signed thoughts, which its record could not hand back", () => {
    expect(read(investigation({ thinking: "disabled" })).investigation?.thinking).toBe("disabled");
    expect(problem(investigation({ thinking: "adaptive" }))).toContain("tasks.investigation.thinking");
  });
});

describe("model.json", () => {
  it("is read with its defaults", () => {
    expect(read(whole)).toMatchObject({
      secondKey: {
        model: "m",
        timeoutMs: 3500,
        maxOutputTokens: 1024,
        concurrency: 32,
        retries: 2,
        stream: false,
        provider: { name: "vendor", baseUrl: "https://api.anthropic.com/v1", apiKey: secret, supportsSchemas: true },
      },
      extraction: { timeoutMs: 5000, provider: { baseUrl: "http://127.0.0.1:11434/v1", variant: "compatible" } },
      budget: { tokensPerDay: 2_000_000, usdPerDay: 10 },
    });
    expect(read(whole).secondKey).not.toHaveProperty("temperature");
  });

  it.each([
    [
      "a task of no provider",
      task({ provider: "nobody" }),
      /tasks\.second_key\.provider: there is no provider "nobody"/,
    ],
    ["a wrong number", task({ timeoutMs: 5 }), /tasks\.second_key\.timeoutMs/],
    ["a setting that there is none", task({ top_p: 1 }), /tasks\.second_key: there is no setting top_p/],
    ["an unknown kind", provider({ kind: "other" }), /providers\.vendor\.kind/],
    [
      "no address where one is needed",
      provider({ kind: "openai-compatible" }),
      /providers\.vendor\.baseUrl: an openai-compatible/,
    ],
    [
      "an address of another protocol",
      provider({ baseUrl: "file:///etc/passwd" }),
      /providers\.vendor\.baseUrl: it is not an http/,
    ],
    [
      "an address with a password",
      provider({ baseUrl: "https://me:pw@gateway/v1" }),
      /providers\.vendor\.baseUrl: it holds a user name/,
    ],
    [
      "an address with a query",
      provider({ baseUrl: "https://gateway/v1?key=x" }),
      /providers\.vendor\.baseUrl: it must end/,
    ],
    ["a budget below nothing", { ...whole, budget: { tokensPerDay: -1 } }, /budget\.tokensPerDay/],
    ["something else than an object", [], /the file/],
    ["no tasks", { providers: {} }, /tasks/],
  ])("says the exact place of %s", (_, file, place) => {
    expect(problem(file)).toMatch(place);
    expect(problem(file)).toMatch(/^model\.config_invalid: Cannot use model\.json: /);
  });

  it("says line and column of what is not JSON, and never quotes it", () => {
    const text = `{\n  "providers": {\n    "apiKey": ${secret}\n  }\n}`;
    expect(problem(text)).toMatch(
      /^model\.config_unreadable: Cannot read model\.json: line 3, column 1[4-6] is not JSON/,
    );
    expect(problem(text)).not.toContain("sk-live");
    expect(problem("")).toContain("line 1, column 1 ");
  });

  it("finds the place as the engine does, where the engine names one", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom("}", "]", ",", ":", "x", '"', "\n"), (json, at, extra) => {
        const text = json.slice(0, at % (json.length + 1)) + extra + json.slice(at % (json.length + 1));
        try {
          JSON.parse(text);
        } catch (error) {
          const named = (error as Error).message.match(/line (\d+) column (\d+)/);
          const { line, column } = jsonPosition(text);
          if (named !== null && !/Unterminated|Bad/.test((error as Error).message)) {
            expect([line, column]).toEqual([Number(named[1]), Number(named[2])]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("takes no key that stands in it, says why, and does not repeat it", () => {
    for (const file of [
      provider({ apiKey: secret }),
      provider({ headers: { Authorization: `Bearer ${secret}` } }),
      provider({ headers: { "X-Gateway-Token": secret } }),
    ]) {
      expect(problem(file)).toMatch(/keys do not belong into this file/);
      expect(problem(file)).not.toContain(secret);
    }
  });

  it("takes a key from a file, and warns when others may read it", () => {
    const file = provider({ apiKey: { file: "/keys/vendor" }, headers: { "x-gateway-token": { env: "GATE" } } });
    const files = (mode: number) => ({ "/keys/vendor": { text: `${secret}\n`, mode } });
    const config = read(file, { GATE: "g-1" }, files(0o100600));
    expect(config.secondKey?.provider).toMatchObject({ apiKey: secret, headers: { "x-gateway-token": "g-1" } });
    expect(config.warnings.join()).not.toContain("chmod");
    const warned = read(file, { GATE: "g-1" }, files(0o100640)).warnings.join();
    expect(warned).toContain("chmod 600 /keys/vendor");
    expect(warned).not.toContain(secret);
  });

  it.each([
    ["is not set", {}, /VENDOR_KEY: it is not set/],
    ["is empty", { VENDOR_KEY: " " }, /VENDOR_KEY: it is not set/],
    ["is two lines", { VENDOR_KEY: `${secret}\nx-admin: 1` }, /not one word of ASCII/],
    ["is not ASCII", { VENDOR_KEY: "schlüssel" }, /not one word of ASCII/],
  ])("refuses a key that %s, without a letter of it", (_, env, why) => {
    const said = problem(whole, env as Record<string, string>);
    expect(said).toMatch(why);
    expect(said).toMatch(/^model\.secret_unreadable: Cannot read providers\.vendor\.apiKey from /);
    expect(said).not.toMatch(/sk-live|schl/);
  });

  it("refuses a key file that cannot be opened", () => {
    expect(problem(provider({ apiKey: { file: "/none" } }))).toMatch(/from the file \/none: it cannot be opened/);
    expect(problem(provider({ apiKey: { file: "relative" } }))).toMatch(/providers\.vendor\.apiKey/);
  });

  it("needs no key of a provider that nothing uses", () => {
    expect(read({ ...whole, tasks: { extraction: whole.tasks.extraction } }, {}).extraction?.model).toBe("n");
  });

  it("warns of a money limit that cannot be applied, and of a key that travels readable", () => {
    const { warnings } = read({ ...whole, tasks: { second_key: whole.tasks.second_key } });
    expect(warnings).toEqual(["tasks.second_key has no price: usdPerDay cannot be applied to it, only tokensPerDay"]);
    const plain = read(provider({ baseUrl: "http://gateway.example/v1" })).warnings.join("\n");
    expect(plain).toContain("providers.vendor is reached by plain http");
  });

  it("speaks the vendor's own variant to the vendor itself", () => {
    const config = read(provider({ kind: "openai-compatible", baseUrl: "https://api.openai.com/v1" }));
    expect(config.secondKey?.provider.variant).toBe("openai");
    const gateway = read(provider({ kind: "openai-compatible", baseUrl: "https://gateway/v1", variant: "openai" }));
    expect(gateway.secondKey?.provider.variant).toBe("openai");
  });

  it("has a JSON Schema that names every setting of a task", () => {
    expect(JSON.stringify(modelFileJsonSchema())).toMatch(/second_key.*maxOutputTokens.*inputUsdPerMillionTokens/s);
  });
});
