export { parseTikvConfig, type TikvConfig, tikvConfig } from "./config.ts";
export { createTikvSubject, type TikvSubjectOptions } from "./subject.ts";
export { parseUnifiedLine, type UnifiedLine } from "./unified-log.ts";
