export { learnSecrets } from "./learn-secrets.ts";
export { createRedactor, type RedactionStream, type Redactor } from "./redactor.ts";
