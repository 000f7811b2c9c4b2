export { createInvestigationStore } from "./investigation-store.ts";
