export { openRedisBus, type RedisBus, type RedisBusOptions } from "./redis-bus.ts";
