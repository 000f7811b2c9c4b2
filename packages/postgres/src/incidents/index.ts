export { decodeWatched } from "./incident-codec.ts";
export { createIncidentStore } from "./incident-store.ts";
export { heldStatement } from "./watchers.ts";
