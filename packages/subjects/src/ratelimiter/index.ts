export { type RateLimiterConfig, rateLimiterConfig } from "./config.ts";
export { openRateLimiter } from "./open-rate-limiter.ts";
