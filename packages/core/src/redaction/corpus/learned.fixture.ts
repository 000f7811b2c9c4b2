import type { Kind } from "./kind.ts";

const secret = "Tr0ub4dor&3/é ok";
const plain = "plainWord7x";
const hexKey = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const utf8 = (text: string) => Buffer.from(text);
const base64 = (text: string) => utf8(text).toString("base64");
const hex = (text: string) => utf8(text).toString("hex");
const escapes = (text: string) =>
  [...text].map((it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const everyByte = (text: string, before: string) => hex(text).replaceAll(/../g, (it) => before + it);
const wrapped = (text: string, width: number) => text.replaceAll(new RegExp(`.{${width}}(?=.)`, "g"), "$&\n");
const long = "a-long-passphrase-of-many-words-that-is-wrapped-somewhere-in-the-middle-2026";

/** Secrets that are known by their values, in every spelling in which a program may print them. */
export const learned: readonly Kind[] = [
  {
    name: "learned values as they are",
    learned: [secret, plain, hexKey, long],
    texts: [
      `connected as app with «${secret}» to db`,
      `value=«${plain}»;`,
      `"«${plain}»"`,
      `[«${plain}», «${plain}»]`,
      `x«${plain}»y`,
      `ps: /bin/app --x «${plain}» --y`,
      `/srv/«${plain}»/file`,
      `«${hexKey}»`,
      `«${hexKey.toUpperCase()}»`,
      `key: «${long}»`,
    ],
  },
  {
    name: "learned values in base64",
    learned: [secret, plain, long],
    texts: [
      `x «${base64(plain)}» y`,
      `x «${base64(plain).replaceAll("=", "")}» y`,
      `data: «${base64(secret)}»\n`,
      `data: «${utf8(secret).toString("base64url")}»\n`,
      `«${wrapped(base64(long), 64)}»\n`,
      `«${wrapped(base64(long), 76)}»\n`,
      `  «${wrapped(base64(long), 60).replaceAll("\n", "\n  ")}»\n`,
      `"«${wrapped(base64(long), 64).replaceAll("\n", "\\n")}»"`,
      `"«${wrapped(base64(long), 64).replaceAll("\n", "\\r\\n")}»"`,
    ],
  },
  {
    name: "learned values in hexadecimal",
    learned: [secret, plain],
    texts: [
      `«${hex(plain)}»`,
      `0x«${hex(plain).toUpperCase()}»`,
      `\\x«${hex(secret)}»`,
      `«${everyByte(plain, "\\x")}»`,
      `«${hex(plain).replaceAll(/..(?=.)/g, "$&:")}»`,
      `«${hex(plain).replaceAll(/..(?=.)/g, "$& ")}»  |x|`,
    ],
  },
  {
    name: "learned values in addresses",
    learned: [secret, plain],
    texts: [
      `https://x.test/?q=«${encodeURIComponent(secret)}»&b=1`,
      `https://x.test/?q=«${encodeURIComponent(secret).toLowerCase().replace("tr0", "Tr0")}»&b=1`,
      `https://x.test/?q=«${encodeURIComponent(encodeURIComponent(secret))}»&b=1`,
      `https://x.test/?q=«${encodeURIComponent(secret).replaceAll("%20", "+")}»&b=1`,
      `https://x.test/?q=«${everyByte(plain, "%")}»&b=1`,
      `https://x.test/?q=«${everyByte(secret, "%").toUpperCase()}»&b=1`,
      `https://x.test/?q=«${encodeURI(secret)}»#b`,
    ],
  },
  {
    name: "learned values in JSON, YAML and HTML",
    learned: [secret, plain, 'quo"te\\d-value', "<tag>&'x'y"],
    texts: [
      `{"x":"«${escapes(plain)}»"}`,
      `{"x":"«${escapes(secret)}»"}`,
      `{"x":"«${JSON.stringify('quo"te\\d-value').slice(1, -1)}»"}`,
      `"{\\"x\\":\\"«${JSON.stringify(JSON.stringify('quo"te\\d-value').slice(1, -1)).slice(1, -1)}»\\"}"`,
      `{"x":"«${secret.replace("/", "\\/")}»"}`,
      `{"x":"«${secret.replace("&", "\\u0026")}»"}`,
      `<p>«${secret.replace("&", "&amp;")}»</p>`,
      `<p>«&lt;tag&gt;&amp;&#39;x&#39;y»</p>`,
      `<p>«&#60;tag&#x3E;&#38;&apos;x&apos;y»</p>`,
      `x: '«${"<tag>&'x'y".replaceAll("'", "''")}»'`,
      `x: "«${plain.slice(0, 5)}\\\n  ${plain.slice(5)}»"\n`,
      `x: >-\n  «${secret.replace(" ", "\n  ")}»\n`,
      `{"x":"«${secret.replace("é", "\\u00e9")}»"}`,
      `'«${secret.replace("é", "\\xc3\\xa9")}»'`,
    ],
  },
  {
    name: "learned values in shell quotes",
    learned: [plain, "it's $HOME!"],
    texts: [
      `echo '«${plain.slice(0, 4)}'"${plain.slice(4)}»"`,
      `echo «${plain.slice(0, 4)}""${plain.slice(4)}»`,
      `echo "«${plain.slice(0, 4)}"'${plain.slice(4)}»'`,
      `echo «${plain.slice(0, 4)}\\${plain.slice(4)}»`,
      `echo «${plain.slice(0, 4)}\\\n${plain.slice(4)}»`,
      `echo '«it'\\''s $HOME!»'`,
      `echo "«it's \\$HOME\\!»"`,
      `echo $'«it\\'s $HOME!»'`,
      `echo «it\\'s\\ \\$HOME\\!»`,
      `echo $'«${everyByte(plain, "\\x")}»'`,
      `echo $'«${[...plain].map((it) => `\\${it.charCodeAt(0).toString(8).padStart(3, "0")}`).join("")}»'`,
    ],
  },
];

/** Learned values inside longer texts in base64, where what stands before them shifts every character. */
export const learnedWithin = ["", "x", "xy", "user:", "user: ", '{"a":1,'].flatMap((before) =>
  ["", "!", "@h", "\n"].map((after) => ({ text: base64(before + plain + after), value: plain, before, after })),
);
