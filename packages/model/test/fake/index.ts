export { fakeAnthropic } from "./anthropic.ts";
export { concludes, conclusion, investigates, type Step, suggests } from "./investigator.ts";
export { type Attack, alwaysMalicious, attacks, carriedOut } from "./malicious-investigator.ts";
export { fakeOpenAi } from "./openai.ts";
export { type Act, type FakeOptions, type FakeProvider, type Received, verdict } from "./script.ts";
