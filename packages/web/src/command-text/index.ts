export { CommandTextBlock, ResolvedCommandBlock } from "./CommandBlock.tsx";
export { copyableCommand } from "./copyable-command.ts";
export { VisibleParts, VisibleText } from "./VisibleText.tsx";
