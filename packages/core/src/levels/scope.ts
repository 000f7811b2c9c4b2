/** What a takeover level is set for: one subject, or a project with all its subjects. */
export interface Scope {
  readonly kind: "subject" | "project";
  /** As `isScopeName` wants it. */
  readonly name: string;
}

/** The project of a run for which nobody named one. */
export const defaultProject = "default";

/** How the name of a subject or project must look, in words. */
export const scopeNameForm = "1 to 64 of a-z, 0-9, dot, dash and underscore, with a letter or digit first";

export function isScopeName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(name);
}

/** The subject of a run for which nobody named one: its target's name, in the form that such names have. */
export function subjectOfTarget(targetName: string): string {
  const name = targetName
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, 64);
  return name === "" ? "target" : name;
}

/** `subject api` or `project default`, as sentences say it. */
export function sayScope({ kind, name }: Scope): string {
  return `${kind} ${name}`;
}
