import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lookAlikes } from "./look-alikes.fixture.ts";
import { plantedSecrets } from "./planted-secrets.fixture.ts";
import { createRedactor } from "./redactor.ts";

const redactor = createRedactor({ learned: [] });

describe("a redactor", () => {
  it.each(plantedSecrets)("removes a planted secret from %j", ({ text, secret }) => {
    const redacted = redactor.redact(text);
    expect(redacted).toContain("[redacted:");
    for (const part of secret.split(/\s+/)) expect(redacted.replaceAll(/\[redacted:.*?\]/g, "")).not.toContain(part);
  });

  it.each(lookAlikes)("leaves %j alone", (text) => {
    expect(redactor.redact(text)).toBe(text);
  });

  it("removes a password in every form that is known, whatever it is made of", () => {
    const forms = plantedSecrets.filter(({ secret }) => secret === "hunter2-Tr0ub4dor");
    const made = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.~+-]{6,30}[0-9][A-Z]$/);
    fc.assert(
      fc.property(made, fc.constantFrom(...forms), (password, { text, secret }) => {
        const redacted = redactor.redact(text.replaceAll(secret, password)).replaceAll(/\[redacted:.*?\]/g, "");
        for (let at = 0; at + 6 <= password.length; at += 1) {
          const piece = password.slice(at, at + 6);
          if (!text.includes(piece)) expect(redacted).not.toContain(piece);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps what stands around a secret", () => {
    expect(redactor.redact('{"user":"bob","password":"hunter2!","port":5432}')).toBe(
      '{"user":"bob","password":"[redacted:password]","port":5432}',
    );
    expect(redactor.redact("psql postgres://app:s3cr3tpw@db.internal:5432/orders?sslmode=require")).toBe(
      "psql postgres://app:[redacted:password]@db.internal:5432/orders?sslmode=require",
    );
    expect(redactor.redact("curl -H 'Authorization: Bearer abc.def-123' https://x")).toBe(
      "curl -H 'Authorization: Bearer [redacted:authorization]' https://x",
    );
    expect(redactor.redact("GET /cb?token=abc123def&user=bob HTTP/1.1")).toBe(
      "GET /cb?token=[redacted:token]&user=bob HTTP/1.1",
    );
    expect(redactor.redact("mysql -uroot -phunter22 shop; echo -pale")).toBe(
      "mysql -uroot -p[redacted:password] shop; echo -pale",
    );
  });

  it("removes a private key over all its lines and goes on behind it", () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A1B\n\n${"MIIEpAIBAAKCAQEA7\n".repeat(20)}-----END RSA PRIVATE KEY-----`;
    expect(redactor.redact(`before\n${key}\nafter`)).toBe("before\n[redacted:private-key]\nafter");
    expect(redactor.redact(JSON.stringify({ key, user: "bob" }))).toBe('{"key":"[redacted:private-key]","user":"bob"}');
  });

  it("removes the lines of a block value and goes on at the next key", () => {
    expect(redactor.redact("a:\n  password: |\n    first line\n\n    second line\n  user: bob\n")).toBe(
      "a:\n  password: |[redacted:password]\n  user: bob\n",
    );
  });

  it("changes nothing in a text that it has redacted before", () => {
    for (const { text } of plantedSecrets) {
      const once = redactor.redact(text);
      expect(redactor.redact(once)).toBe(once);
    }
  });

  it("removes learned values in every spelling a program may print", () => {
    const { redact } = createRedactor({ learned: ["p@ss w0rd/é", "short", 'quo"te\\d-value'] });
    expect(redact("x p@ss w0rd/é y")).toBe("x [redacted:learned] y");
    expect(redact(`x ${encodeURIComponent("p@ss w0rd/é")} y`)).toBe("x [redacted:learned] y");
    expect(redact(`x ${JSON.stringify('quo"te\\d-value')} y`)).toBe('x "[redacted:learned]" y');
    expect(redact(`x ${Buffer.from('quo"te\\d-value').toString("base64")}`)).not.toContain("cXVvInRlXGQt");
    expect(redact("a short word")).toBe("a short word");
  });

  it("removes values that somebody called secret from four characters on, in pieces as well", () => {
    const given = createRedactor({ learned: ["tiny1"], given: ["abcd", "xyz"] });
    expect(given.redact("abcd, xyz and tiny1")).toBe("[redacted:variable], xyz and tiny1");
    expect(streamed(given, "an abcd here", [4])).toBe("an [redacted:variable] here");
    expect(given.redact(`data: ${Buffer.from("user:abcd").toString("base64")}`)).not.toContain("FiY2");
  });

  it("removes learned values that overlap, and every line of one that has several", () => {
    const { redact } = createRedactor({ learned: ["abcdefgh", "efghijkl", "line one\nline two"] });
    expect(redact("-abcdefghijkl-")).toBe("-[redacted:learned]-");
    expect(redact("> line two <")).toBe("> [redacted:learned] <");
  });
});

describe("a redaction stream", () => {
  const whole = [...plantedSecrets.map(({ text }) => text), ...lookAlikes].join("\n");
  const learnedRedactor = createRedactor({ learned: ["learned-value-1", "lue-1 and more", "plain prose"] });

  it("returns in all what the whole text would give, however it is cut", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(...plantedSecrets.map(({ text }) => text), ...lookAlikes),
        fc.constantFrom(
          "learned-value-1",
          "lue-1 and more",
          "learned-value-1 and more",
          "plain prose",
          "-----BEGIN ",
          "eyJ",
        ),
        fc.constantFrom(
          "\n",
          " ",
          "password",
          "=",
          ":",
          '"',
          "'",
          "\\",
          "://",
          "token",
          "-p",
          "mysql ",
          ",",
          "|",
          "@",
          ">",
          "Bearer ",
        ),
        fc.string({ maxLength: 12 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        pieces,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        (parts, sizes) => {
          const text = parts.join("");
          for (const subject of [redactor, learnedRedactor])
            expect(streamed(subject, text, sizes)).toBe(subject.redact(text));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("returns the same one character at a time", () => {
    expect(streamed(redactor, whole, [1])).toBe(redactor.redact(whole));
  });

  it("lets nothing through of six characters or more of a planted secret", () => {
    for (const { text, secret } of plantedSecrets) {
      for (const size of [1, 3, 7]) {
        const shown = streamed(redactor, text, [size]).replaceAll(/\[redacted:.*?\]/g, "");
        for (const part of secret.split(/\s+/)) {
          for (let at = 0; at + 6 <= part.length; at += 1) expect(shown).not.toContain(part.slice(at, at + 6));
        }
      }
    }
  });

  it("shows a complete line at once", () => {
    for (const line of [
      "plain\n",
      "password: hunter2\n",
      "ends in a pass\n",
      "x eyJ\n",
      "Bearer \n",
      "postgres://u:\n",
      "-----BEGIN \n",
    ]) {
      const stream = redactor.stream();
      expect(stream.push(line)).toBe(redactor.redact(line));
    }
  });

  it("shows an incomplete line up to what could be the beginning of a secret", () => {
    const stream = redactor.stream();
    expect(stream.push("Downloading 45%")).toBe("Downloading 45%");
    expect(stream.push(" of 12 MB, pass")).toBe(" of 12 MB, ");
    expect(stream.push("ing through 50%")).toBe("passing through 50%");
    expect(stream.push(" password=hunt")).toBe(" ");
    expect(stream.push("er2 done!")).toBe("password=[redacted:password] done!");
    expect(stream.push(" see https://docs.test/guide/b0")).toBe(" see https://docs.test/guide/b0");
    expect(stream.end()).toBe("");
  });

  it("holds back a bounded tail, also inside a secret without end", () => {
    const stream = redactor.stream();
    let shown = stream.push("password=").length;
    for (let index = 0; index < 200; index += 1) shown += stream.push("a".repeat(65_536)).length;
    shown += stream.end().length;
    expect(shown).toBeLessThan(100);
  });
});

function streamed(subject: typeof redactor, text: string, sizes: readonly number[]): string {
  const stream = subject.stream();
  const shown: string[] = [];
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    shown.push(stream.push(text.slice(at, at + size)));
    at += size;
  }
  shown.push(stream.end());
  return shown.join("");
}
