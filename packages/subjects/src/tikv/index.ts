export { parseTikvConfig, type TikvConfig } from "./config.ts";
export { createTikvSubject, type TikvSubjectOptions } from "./subject.ts";
export { parseUnifiedLine, type UnifiedLine } from "./unified-log.ts";
