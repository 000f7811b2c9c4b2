/** Texts that the key's holder could hash and sign: what all verifiers say of them. Each takes the text of an event. */
export const malformedTexts: readonly [string, (text: string) => string][] = [
  ["a key that stands there twice", (text) => text.replace(/"type":/, '"tenantId":"ten_one","type":')],
  ["its sequence in front too", (text) => `{"sequence":9,${text.slice(1)}`],
  ["a time there twice", (text) => text.replace('"data":', '"at":"2020-01-01T00:00:00.000Z","data":')],
  ["a key in disguise", (text) => text.replace('"outcome":', '"\\u0070revious":"x","outcome":')],
  ["a first key in disguise", (text) => `{"\\u0070revious":"x",${text.slice(1)}`],
  ["a key beyond ASCII", (text) => text.replace('"why":', '"é":1,"why":')],
  ["an object around it that does not end", (text) => `{"a":${text}`],
  ["a list's bracket in front", (text) => `[${text.slice(1)}`],
  ["a list's bracket at its end", (text) => `${text.slice(0, -1)}]`],
  ["an object before it", (text) => `{"a":1}${text}`],
  ["a bracket before it", (text) => `[${text}`],
  ["a blank before it", (text) => ` ${text}`],
  ["a blank behind it", (text) => `${text} `],
  ["a blank behind a key", (text) => text.replace('"data":', '"data" :')],
  ["a blank within its data", (text) => text.replace('"data":{', '"data":{ ')],
  ["a comma too many", (text) => text.replace(/\}$/, ",}")],
  ["no comma between", (text) => text.replace(',"type"', '"type"')],
  ["a key without value", (text) => text.replace('"type":"step.executed"', '"type":')],
  ["its keys in another order", (text) => text.replace(/"type":("[^"]*"),"version":1/, '"version":1,"type":$1')],
  [
    "a sequence beyond what counts exactly",
    (text) =>
      text.replace(/"sequence":\d+(?=,"(?:stepId|tenantId)":"(?:stp_1|ten_one)")/, '"sequence":9007199254740993'),
  ],
  ["a sequence with an exponent", (text) => text.replace(/"sequence":(\d+)/g, '"sequence":$1e0')],
  ["a version that is no whole number", (text) => text.replace('"version":1,"why"', '"version":1.0,"why"')],
  ["a tenant with an escape", (text) => text.replace('"tenantId":"ten_one"', '"tenantId":"ten\\u005fone"')],
  [
    "a previous hash in capitals",
    (text) => text.replace(/("previous":")(0{64})"/, '$1A$2"').replace(/A(0{63})0"/, 'A$1"'),
  ],
  ["an execution that is no text", (text) => text.replace('"outcome"', '"executionId":5,"outcome"')],
];

/** Texts that are unusual, and events of version 1 all the same: what is not known is passed over, and hashed. */
export const unusualTexts: readonly [string, (text: string) => string][] = [
  ["a key behind those there are", (text) => text.replace(/\}$/, ',"zone":"eu"}')],
  ["a key before those there are", (text) => `{"aaa":null,${text.slice(1)}`],
  ["a key between those that place it", (text) => text.replace('"type"', '"trustedBy":["a",{"previous":"x"}],"type"')],
  ["a trace", (text) => text.replace('"type"', `"traceId":"${"4b".repeat(16)}","type"`)],
  ["a key that is empty", (text) => `{"":0,${text.slice(1)}`],
  [
    "a number that none can hold",
    (text) => text.replace('"data":{', '"data":{"huge":1e999,"long":123456789012345678901234567890,'),
  ],
  ["what is no number in its data", (text) => text.replace('"data":{', '"data":{"a":NaN,')],
  ["a number of many digits in its data", (text) => text.replace('"data":{', `"data":{"a":${"9".repeat(5000)},`)],
  [
    "data that lies very deep",
    (text) => text.replace('"data":{', `"data":{"a":${"[".repeat(5000)}${"]".repeat(5000)},`),
  ],
  ["escapes of all kinds in its reason", (text) => text.replace(/"why":".*"\}$/, '"why":"\\\\\\"}\\u00e9 \\\\"}')],
];
