export { DiagnosisPanel } from "./DiagnosisPanel.tsx";
export { InvestigationPanel, type InvestigationWords } from "./InvestigationPanel.tsx";
export { InvestigationSection } from "./InvestigationSection.tsx";
export { investigationLook, remedyLook } from "./investigation-look.ts";
export { nameReasoner } from "./name-reasoner.ts";
export { ReasonerName } from "./ReasonerName.tsx";
export { RemedyPanel } from "./RemedyPanel.tsx";
