import { incidentWord } from "./say-to-incident.ts";

export const hold = incidentWord({
  name: "hold",
  summary: "Take an incident: nothing is done about it by itself until it is let go",
  description: "It does not resolve by itself either. What is under way goes on; nothing new is proposed.",
  why: "I am on it",
  say: (client, word) => client.holdIncident(word),
});
