export { createIncidentStore } from "./incident-store.ts";
