export { notDone, notKnown, type SubjectActionDefinition, subjectAction } from "./subject-action.ts";
