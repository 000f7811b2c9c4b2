import { incidentWord } from "./say-to-incident.ts";

export const unhold = incidentWord({
  name: "unhold",
  summary: "Let an incident go that somebody holds",
  description: "From then on it is handled and resolves by itself again.",
  why: "the switch is replaced",
  say: (client, word) => client.unholdIncident(word),
});
