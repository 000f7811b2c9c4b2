/** A lab as a subject's file: looked at every five seconds, and all of it may be broken and thrown away. JSON is YAML too. */
export function labFile({
  subject,
  kind,
  settings,
}: {
  readonly subject: string;
  readonly kind: string;
  readonly settings: object;
}): string {
  const file = { subject, kind, environment: "lab", disposable: true, every: "5s", settings };
  return `${JSON.stringify(file, null, 2)}\n`;
}
