export { ExecutionPage } from "./ExecutionPage.tsx";
export { ExecutionList, ExecutionsPage, useWaiting } from "./ExecutionsPage.tsx";
