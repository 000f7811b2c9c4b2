export { headAndTail, isPlain, makeVisible, type VisiblePart } from "./make-visible.ts";
