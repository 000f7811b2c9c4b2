import { takeSubjectAction } from "../../src/subject/take-subject-action.ts";

type Given = Parameters<typeof takeSubjectAction>;

/** Takes a subject's action within this process, and tells what it wrote. */
export async function takeHere(wanted: Given[0], settings: Given[1]) {
  const said = { out: "", err: "" };
  const status = await takeSubjectAction(wanted, settings, {
    attemptId: "exe_1/stp_1/1",
    signal: new AbortController().signal,
    say: async (text) => {
      said.out += text;
    },
    complain: async (text) => {
      said.err += text;
    },
  });
  return { status, ...said };
}
