import { incidentWord } from "./say-to-incident.ts";

export const resolve = incidentWord({
  name: "resolve",
  summary: "End an incident, whatever is still violated",
  description: "What is still violated then opens no other incident for ten minutes, unless it begins anew.",
  why: "it is planned work",
  say: (client, word) => client.resolveIncident(word),
});
