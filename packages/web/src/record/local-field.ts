/** A moment as a field of date and time takes it: in the zone of whoever looks, to the second where it has some. */
export function toLocalField(at: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return "";
  // Swedish writes dates the ISO way.
  const text = moment.toLocaleString("sv-SE").replace(" ", "T");
  return text.endsWith(":00") ? text.slice(0, -3) : text;
}

/** The moment that a field of date and time holds, in UTC; `undefined` where it is empty or not yet whole. */
export function fromLocalField(text: string): string | undefined {
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** What the zone is called that the fields are read in, such as `GMT+1`. */
export function localZone(at: Date): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZoneName: "short" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "your time";
}
