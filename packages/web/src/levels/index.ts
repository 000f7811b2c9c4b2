export { LevelsPage } from "./LevelsPage.tsx";
export { TrustPanel } from "./TrustPanel.tsx";
