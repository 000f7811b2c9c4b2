import type { PolicyChangeWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { table } from "../../io/table.ts";
import type { Services } from "../../services.ts";
import { serverOptions } from "../../session/server-options.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { drawProblems, findPolicyFile, readPolicyFile } from "./policy-file.ts";

export const diff = command({
  name: "diff",
  summary: "Say what a policy file changes: each setting, and whether it gets stricter or looser",
  description:
    "With one file, against the policy in force on the server; with two, the second against the first, and no server is " +
    "needed. What only repeats what is built in is no change.",
  examples: ["steady policy diff policy.json", "steady policy diff old.json new.json --json"],
  args: {
    file: { help: "the file, or the older one of two" },
    other: { help: "the newer one", isOptional: true },
  },
  options: serverOptions,
  async run({ args, options, ...services }) {
    const { io } = services;
    const paths = [args.file, args.other].flatMap((file) =>
      file === undefined ? [] : [findPolicyFile({ file, data: options.data }, services) ?? file],
    );
    const files = await Promise.all(paths.map(async (path) => ({ path, ...(await readPolicyFile(path)) })));
    const broken = files.filter(({ read }) => !read.ok);
    for (const { path, read } of broken) if (!read.ok) io.talk(drawProblems(path, read.problems));
    const [first, second] = files;
    if (broken.length > 0 || first === undefined) return exitCode.failed;
    const changes = await changesOf(first, second, { options, services });
    if (options.json) io.out(JSON.stringify({ changes }));
    else if (changes.length === 0) io.out("Nothing changes");
    else io.out(table(["", "setting", "from → to"], changes.map(changeRow)));
    return exitCode.ok;
  },
});

type File = Awaited<ReturnType<typeof readPolicyFile>>;

async function changesOf(
  first: File,
  second: File | undefined,
  { options, services }: { readonly options: ServerChoice; readonly services: Services },
): Promise<readonly PolicyChangeWire[]> {
  if (second === undefined) {
    return withServer(options, services, async ({ client }) => {
      const checked = await client.checkPolicy({ body: { text: first.text } });
      return checked.ok ? checked.changes : [];
    });
  }
  const { diffPolicies } = await import("@steadyhand/policy");
  // Both were read before: what could not be has been told.
  return first.read.ok && second.read.ok ? diffPolicies(first.read.policy, second.read.policy) : [];
}

export function changeRow({ path, says, direction }: PolicyChangeWire): string[] {
  return [direction === "other" ? "changed" : direction, drawLine(path), drawLine(says)];
}
