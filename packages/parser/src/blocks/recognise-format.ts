import type { SourceFormat } from "@steadyhand/core/runbook";

const sampleLength = 64 * 1024;

/** Which notation a text is written in, judged by the marks that only this notation uses. */
export function recogniseFormat(source: string): SourceFormat {
  const sample = source.slice(0, sampleLength);
  if (/<(?:ac|ri):[a-z-]{1,40}[\s>/]/.test(sample)) return "confluence";
  const signs = countSigns(sample);
  if (signs.html > 0 && startsWithElement(sample)) return "html";
  if (signs.restructuredtext > 0 && signs.fences === 0 && signs.restructuredtext >= signs.markdown) {
    return "restructuredtext";
  }
  if (signs.fences > 0 || signs.markdown > 0) return "markdown";
  if (signs.html >= 2) return "html";
  return "plain";
}

interface Signs {
  html: number;
  markdown: number;
  fences: number;
  restructuredtext: number;
}

function countSigns(sample: string): Signs {
  const signs: Signs = { html: 0, markdown: 0, fences: 0, restructuredtext: 0 };
  const mayBeHtml = sample.includes("</");
  const mayBeRestructuredText = sample.includes("::") || sample.includes("``") || sample.includes(":`");
  const lines = sample.split(/\r\n?|\n/);
  lines.forEach((line, i) => {
    const text = line.slice(0, 400);
    if (/^\s*(?:`{3}|~{3})/.test(text)) signs.fences++;
    if (isMarkdownLine(text)) signs.markdown++;
    if (mayBeRestructuredText && isRestructuredTextLine(text, lines[i + 1] ?? "")) signs.restructuredtext++;
    if (mayBeHtml && /<\/(?:p|li|ol|ul|h[1-6]|pre|div|table|code)>/i.test(text)) signs.html++;
  });
  return signs;
}

function isMarkdownLine(line: string): boolean {
  if (!/[#`*[|-]/.test(line)) return false;
  if (/^#{2,6}\s+\S/.test(line) || /^#\s+[A-Z0-9`[*]/.test(line)) return true;
  if (line.startsWith("---") && line.trim() === "---") return true;
  if (/^\s{0,3}\|?[ :]*-{3,}[ :|-]*\|[ :|-]*$/.test(line)) return true;
  if (!/[`*[]/.test(line)) return false;
  return (
    /\[[^\]]{1,200}\]\([^)\s]{1,300}\)/.test(line) ||
    /(?:^|[^`])`[^`]{1,300}`(?:[^`]|$)/.test(line) ||
    /\*\*[^*\s][^*]{0,200}\*\*/.test(line)
  );
}

function isRestructuredTextLine(line: string, next: string): boolean {
  if (/^\s*\.\. (?:[a-z-]{1,40}::|_[^:]{1,80}:)/.test(line) || /``[^`]{1,300}``/.test(line)) return true;
  if (/:(?:ref|doc|term|file|command|program|ref|kbd):`/.test(line)) return true;
  return /^\S.*[^:]::\s*$/.test(line) && next.trim() === "";
}

function startsWithElement(sample: string): boolean {
  return /^\s*(?:<!doctype html|<!--|<(?:html|body|div|p|h[1-6]|ol|ul|table|section|article|main|span|pre|meta|head)[\s>])/i.test(
    sample.slice(0, 2000),
  );
}
