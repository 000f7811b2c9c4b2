export { fakeAnthropic } from "./anthropic.ts";
export { fakeOpenAi } from "./openai.ts";
export { type Act, type FakeOptions, type FakeProvider, type Received, verdict } from "./script.ts";
