export { ExecutionPage } from "./ExecutionPage.tsx";
export { ExecutionList, ExecutionsPage } from "./ExecutionsPage.tsx";
