export { type Face, type Faces, faces } from "./faces.ts";
export { layPages } from "./lay-pages.ts";
export { colours, margins, type Paper, papers, risks, sizes } from "./look.ts";
export type { Mark, Page, Piece, PlacedRow, Row, Tag } from "./mark.ts";
