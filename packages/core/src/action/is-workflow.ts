/** Whether a text says of itself that it is a workflow: its first key is `workflow`. */
export function isWorkflow(text: string): boolean {
  return /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\r?\n|---[ \t]*\r?\n)*workflow[ \t]*:/.test(text);
}
