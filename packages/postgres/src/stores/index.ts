export { createStores, type Stores } from "./create-stores.ts";
