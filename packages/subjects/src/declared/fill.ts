const place = /\{\{ *([a-z][A-Za-z0-9_.]*) *\}\}/g;

/** The names that a text wants filled in. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(place)].map(([, name = ""]) => name);
}

/** Fills `{{name}}` from values that are all there: `lint` has seen to it. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(place, (_, name: string) => values[name] ?? "");
}

/** `env:NAME` stands for what the environment has under that name, so that no secret stands in the file. */
export function fromEnvironment(text: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  return text.startsWith("env:") ? env[text.slice("env:".length)] : text;
}
