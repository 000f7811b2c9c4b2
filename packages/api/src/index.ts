export { type Endpoint, endpoints, pathOf } from "./endpoints.ts";
export * from "./schemas.ts";
export type * from "./wire.ts";
