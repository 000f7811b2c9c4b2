export { createDraft, type Draft } from "./draft.ts";
export { PasteBox } from "./PasteBox.tsx";
export { PastePage } from "./PastePage.tsx";
export { RunbookPage } from "./RunbookPage.tsx";
export { RunbookList, RunbooksPage } from "./RunbooksPage.tsx";
