export { createTeller, mostCharacters } from "./create-teller.ts";
export { dig, listAt, numberAt, type RecordedEvent, textAt, textsAt } from "./recorded.ts";
export type { RunStory, StepName, StepStory, ToldEvent, TryStory } from "./run-story.ts";
