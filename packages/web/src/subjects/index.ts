export { SubjectPage } from "./SubjectPage.tsx";
export { SubjectsPage } from "./SubjectsPage.tsx";
