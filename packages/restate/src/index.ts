export { openRestateQueue, type RestateQueueOptions } from "./open-restate-queue.ts";
