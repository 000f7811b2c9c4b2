import { bySql, byText, type TamperingKind } from "./tampering-kind.ts";

const edit = (n: number) =>
  `UPDATE audit_event SET text = replace(text, 'ment ${n}"', 'ment X"') WHERE tenant_id = 'T' AND sequence = ${n}`;
const hash = (value: string) => `UPDATE audit_event SET hash = ${value} WHERE tenant_id = 'T' AND sequence = 3`;
const edited = { code: "ledger.edited", sequence: 3 };
const malformed = { code: "ledger.malformed", sequence: 3 };
/** The event after it names the hash that it had. */
const linkBroken = { code: "ledger.rechained", sequence: 4 };

const reversed = (text: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));

/** What an event says, and the hash of it. */
export const textKinds: readonly TamperingKind[] = [
  bySql("an edited text", edit(3), edited.code, 3),
  bySql("an edited text in the next month", edit(5), "ledger.edited", 5),
  bySql(
    "a text with a blank after it",
    `UPDATE audit_event SET text = text || ' ' WHERE tenant_id = 'T' AND sequence = 3`,
    edited.code,
    3,
  ),
  bySql(
    "a text in another Unicode normal form",
    `UPDATE audit_event SET text = normalize(text, NFD) WHERE tenant_id = 'T' AND sequence = 3`,
    edited.code,
    3,
  ),
  bySql(
    "the same JSON as PostgreSQL would write it",
    `UPDATE audit_event SET text = text::jsonb::text WHERE tenant_id = 'T' AND sequence = 3`,
    edited.code,
    3,
  ),
  bySql("an empty text", `UPDATE audit_event SET text = '' WHERE tenant_id = 'T' AND sequence = 3`, edited.code, 3),
  bySql("no text at all", `UPDATE audit_event SET text = NULL WHERE tenant_id = 'T' AND sequence = 3`, edited.code, 3),

  bySql("a hash in capitals", hash("upper(hash)"), edited.code, 3),
  bySql("a hash that is cut off", hash("left(hash, 63)"), edited.code, 3),
  bySql("noise for a hash", hash("'noise'"), edited.code, 3),
  bySql(
    "the hash of another event",
    hash(`(SELECT hash FROM audit_event WHERE tenant_id = 'T' AND sequence = 2)`),
    edited.code,
    3,
  ),
  bySql("no hash at all", hash("NULL"), "ledger.hash_missing", 3),
  bySql("an empty hash", hash("''"), "ledger.hash_missing", 3),

  ...[
    byText("an edited text", { sequence: 3 }, (text) => text.replace("ment 3", "ment X"), linkBroken),
    byText("an edited last event", { sequence: 6 }, (text) => text.replace("ment 6", "ment X"), {
      code: "ledger.head_edited",
      sequence: 6,
    }),
    byText(
      "an edited last event, head and all",
      { sequence: 6, head: true },
      (text) => text.replace("ment 6", "ment X"),
      { code: "ledger.rechained", sequence: 6 },
    ),
    byText("another Unicode normal form", { sequence: 3 }, (text) => text.normalize("NFD"), linkBroken),
    byText(
      "another escape for the same letter",
      { sequence: 3 },
      (text) => text.replace("Riley", "\\u0052iley"),
      linkBroken,
    ),
    byText(
      "another form of the same number",
      { sequence: 3 },
      (text) => text.replace('"bytes":12', '"bytes":12.0'),
      linkBroken,
    ),
    byText(
      "another link to the event before it",
      { sequence: 3 },
      (text) => text.replace(/"previous":"../, '"previous":"zz'.replaceAll("z", "0")),
      { code: "ledger.rechained", sequence: 3 },
    ),
    byText("a blank after it", { sequence: 3 }, (text) => `${text} `, malformed),
    byText("a blank before it", { sequence: 3 }, (text) => ` ${text}`, malformed),
    byText("its keys in another order", { sequence: 3 }, reversed, malformed),
    byText(
      "a key that stands there twice",
      { sequence: 3 },
      (text) => text.replace('"version":1', '"version":1,"version":1'),
      malformed,
    ),
    byText("another version", { sequence: 3 }, (text) => text.replace('"version":1', '"version":2'), malformed),
    byText("no reason", { sequence: 3 }, (text) => text.replace(/,"why":"[^"]*"/, ""), malformed),
    byText("the sequence of another", { sequence: 3 }, (text) => text.replace('"sequence":3', '"sequence":9'), {
      code: "ledger.dropped",
      sequence: 3,
    }),
    byText(
      "another tenant in it",
      { sequence: 3 },
      (text) => text.replace(/"tenantId":"[^"]*"/, '"tenantId":"ten_other"'),
      { code: "ledger.other_tenant", sequence: 3 },
    ),
    byText(
      "nobody who did it, head and all",
      { sequence: 6, head: true },
      (text) => text.replace(/"actor":\{[^}]*\},/, ""),
      { code: "ledger.columns_edited", sequence: 6 },
    ),
    byText(
      "what is no JSON within it, head and all",
      { sequence: 6, head: true },
      (text) => text.replace('"bytes":12', "bytes"),
      { code: "ledger.malformed", sequence: 6 },
    ),
  ].map((kind) => ({ ...kind, what: `${kind.what}, with its hash made anew` })),
];
