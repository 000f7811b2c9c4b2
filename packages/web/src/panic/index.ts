export { PanicBanner } from "./PanicBanner.tsx";
export { PanicButton } from "./PanicButton.tsx";
export { PanicPage } from "./PanicPage.tsx";
export { usePanic } from "./use-panic.ts";
