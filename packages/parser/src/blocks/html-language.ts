import { attribute, type Element } from "./html-attribute.ts";

/** What a wiki says about the language of a code block: on the block, the code in it, or up to two elements around it. */
export function htmlLanguage(node: Element): string {
  if (node.tagName.startsWith("ac:")) return macroParameter(node, "language");
  const code = node.childNodes.find((child): child is Element => child.nodeName === "code");
  const around: Element[] = code === undefined ? [node] : [code, node];
  let parent = node.parentNode;
  for (let i = 0; i < 2 && parent !== null && "tagName" in parent; i++) {
    around.push(parent);
    parent = parent.parentNode;
  }
  for (const element of around) {
    const language = ownLanguage(element);
    if (language !== "") return language;
  }
  return "";
}

function macroParameter(node: Element, name: string): string {
  for (const child of node.childNodes) {
    if (child.nodeName !== "ac:parameter" || !("attrs" in child) || attribute(child, "ac:name") !== name) continue;
    const text = child.childNodes[0];
    return text !== undefined && "value" in text ? text.value.trim() : "";
  }
  return "";
}

const classPrefixes = ["language-", "lang-", "highlight-source-", "mw-highlight-lang-", "highlight-", "sourceCode-"];
const notLanguages = new Set(["highlight", "notranslate", "code", "panel", "pdl", "group", "syntaxhighlighter-pre"]);

function ownLanguage(element: Element): string {
  const isCode = element.tagName === "pre" || element.tagName === "code";
  const named = attribute(element, "data-lang") ?? attribute(element, "data-language");
  if (named) return named;
  const lang = isCode ? attribute(element, "lang") : undefined;
  if (lang) return lang;
  const brush = (attribute(element, "data-syntaxhighlighter-params") ?? "").split(";")[0]?.split("brush:")[1]?.trim();
  if (brush) return brush;
  const classes = (attribute(element, "class") ?? "").split(/\s+/);
  const brushAt = classes.indexOf("brush:");
  if (brushAt >= 0) return (classes[brushAt + 1] ?? "").replace(";", "");
  for (const prefix of classPrefixes) {
    const found = classes.find((name) => name.startsWith(prefix) && !notLanguages.has(name.slice(prefix.length)));
    if (found !== undefined) return found.slice(prefix.length);
  }
  // DokuWiki and Pandoc write `class="code bash"` and `class="sourceCode bash"`.
  if (isCode && (classes[0] === "code" || classes[0] === "sourceCode")) return classes[1] ?? "";
  return "";
}
