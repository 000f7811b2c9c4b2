/** One key, or two after another, and what it does. The help overlay shows exactly this list. */
export interface KeyHelp {
  readonly chord: string;
  readonly does: string;
}

export const keyMap: readonly { readonly where: string; readonly keys: readonly KeyHelp[] }[] = [
  {
    where: "Everywhere",
    keys: [
      { chord: "?", does: "Show or hide these keys" },
      { chord: "/", does: "Go to the search or the paste box" },
      { chord: "g h", does: "Go to the home page" },
      { chord: "g i", does: "Go to the incidents" },
      { chord: "g u", does: "Go to the subjects that are watched" },
      { chord: "g r", does: "Go to runbooks" },
      { chord: "g e", does: "Go to executions" },
      { chord: "g p", does: "Go to the approvals" },
      { chord: "g s", does: "Go to the schedules and actions" },
      { chord: "g l", does: "Go to the levels" },
      { chord: "g o", does: "Go to the policy" },
      { chord: "g a", does: "Go to the record" },
      { chord: "g d", does: "Go to panic and its drill" },
      { chord: "! !", does: "Panic: stop everything (the first asks, the second does it)" },
      { chord: "t", does: "Switch between dark and light" },
      { chord: "Escape", does: "Close what is open" },
    ],
  },
  {
    where: "Steps",
    keys: [
      { chord: "j", does: "Next step" },
      { chord: "k", does: "Previous step" },
      { chord: "c", does: "Back to the current step" },
    ],
  },
  {
    where: "The current step",
    keys: [
      { chord: "a", does: "Approve; for a dangerous step, go to the field for the target's name" },
      { chord: "r", does: "Reject; after a failure, try again" },
      { chord: "e", does: "Edit the command" },
      { chord: "s", does: "Skip" },
      { chord: "d", does: "Done by hand" },
      { chord: "b", does: "Roll back" },
      { chord: "y", does: "The condition holds" },
      { chord: "n", does: "The condition does not hold" },
      { chord: "p", does: "Pause, or resume" },
      { chord: "x", does: "Abort the execution" },
    ],
  },
];
