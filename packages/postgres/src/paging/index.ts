export { badToken, checkLimit, pageOf, readTimeToken, type TimeToken } from "./page-request.ts";
