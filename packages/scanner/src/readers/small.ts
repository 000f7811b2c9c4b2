import { finding } from "../scope.ts";
import { showsFiles } from "./files.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";
import { judgeFileRead } from "./secrets.ts";

/** `kubectl get secret -o yaml` and its like: reads, but what it shows must not travel. */
export const readKubernetes: Reader = (call, judge) => {
  const words = call.args.filter(({ text }) => !text.startsWith("-")).map(({ text }) => text);
  const range = { start: call.start, end: call.end };
  const namesSecret = words.some((text) =>
    /(?:^|[,/])(?:secrets?|sealedsecrets?|externalsecrets?|sec)(?:[./,]|$)/i.test(text),
  );
  const shows = call.args.some(({ text }) =>
    /^(?:-o|--output|--template|-ojson|-oyaml|-ojsonpath|-ogo|-o=.*|--output=.*|--template=.*|-o\w.*)$/.test(text),
  );
  if (namesSecret && shows && words.includes("get"))
    judge.say(finding("kubernetes.secret", "caution", range, "Shows the content of secrets."));
  const fetches = call.args.some(({ text }) => /^(?:(?:-f|--filename|-k|--kustomize)=?)?https?:\/\//.test(text));
  if (fetches) judge.say(finding("kubernetes.fetch", "caution", range, "Fetches something from another host."));
  const lists = call.args.some(({ text }) => text === "--list" || text.startsWith("--list="));
  const changes = words.slice(1).some((text) => text.includes("=") || text.endsWith("-"));
  if (lists && changes && /^(?:label|annotate)$/.test(words.find((word) => /^(?:label|annotate)$/.test(word)) ?? "")) {
    judge.say(
      finding("kubernetes.label", "caution", range, "`--list` does not keep it from changing labels or annotations."),
    );
  }
  return "table";
};

/** `git` takes the name of a program in an address: `ext::command`. */
export const readGit: Reader = (call, judge) => {
  const runs = call.args.some(({ text }) => /^(?:ext|fd)::/.test(text));
  if (runs)
    judge.say(
      finding(
        "program.git.transport",
        "dangerous",
        { start: call.start, end: call.end },
        "The address makes git run a command.",
      ),
    );
  return "table";
};

/** `ps e` shows the environment of processes. */
export const readPs: Reader = (call, judge) => {
  const shows = call.args.some(
    ({ text }, index) =>
      (index === 0 || !call.args[index - 1]?.text.startsWith("-")) && /^[a-zA-Z]*e[a-zA-Z]*$/.test(text),
  );
  if (shows)
    judge.say(
      finding(
        "program.ps.environment",
        "caution",
        { start: call.start, end: call.end },
        "`ps e` shows the environment of processes, which may hold secrets.",
      ),
    );
  return "table";
};

/** `printf`: prints, or with `-v` sets a variable. */
export const readPrintf: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const setsVariable = call.args[0]?.text.startsWith("-v") === true;
  const isDynamic = call.args[0] !== undefined && call.args[0].kind === "dynamic";
  if (setsVariable)
    judge.say(
      finding("program.printf", "unknown", range, "`printf -v` sets a variable, and may run what stands in its index."),
    );
  else if (isDynamic)
    judge.say(finding("shell.dynamic-word", "unknown", range, "The format is only known when it runs."));
  else judge.say(finding("program.printf", "safe", range, "`printf` only prints."));
  return "judged";
};

/** `echo` prints whatever it gets: no word of it is a flag that matters. */
export const readEcho: Reader = (call, judge) => {
  judge.say(finding("program.echo", "safe", { start: call.start, end: call.end }, "`echo` only prints."));
  return "judged";
};

/** Builtins whose operands are variable names: an index in one is arithmetic, which can run a command. */
export const readNames: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  for (const arg of call.args) {
    const name = arg.text.split("=")[0] as string;
    if (arg.kind === "constant" && !arg.text.startsWith("-") && /^[A-Za-z_]\w*$/.test(name))
      scope.variables.set(name, { kind: "dynamic" });
    if (/[[$`]/.test(name))
      judge.say(
        finding(
          "shell.arithmetic",
          "unknown",
          range,
          "bash evaluates an array's index as arithmetic, which may run what stands in it.",
        ),
      );
    if (arg.kind === "dynamic" && !arg.text.includes("="))
      judge.say(finding("shell.dynamic-word", "unknown", range, "Which variable is set is only known when it runs."));
  }
  return "table";
};

/** `test` and `[`: `-v name[index]` and arithmetic comparison evaluate text. */
export const readTest: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const evaluated = call.args.some(({ text }, index) => text === "-v" && /\[/.test(call.args[index + 1]?.text ?? ""));
  const isDynamicName = call.args.some(({ text }, index) => text === "-v" && call.args[index + 1]?.kind !== "constant");
  if (evaluated || isDynamicName)
    judge.say(
      finding("shell.arithmetic", "unknown", range, "`test -v` evaluates an index, which may run what stands in it."),
    );
  else judge.say(finding("program.test", "safe", range, "`test` only compares."));
  return "judged";
};

/** `jq`: `env` and `$ENV` show the environment. */
export const readJq: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const shows = call.args.some(({ text }) =>
    /(?<![.\w"])env\b|\$ENV\b|\$__prog|\binput_line_number\b.*\benv\b|\bstrenv\b|\benv\(/.test(text),
  );
  if (shows)
    judge.say(
      finding("program.jq.environment", "caution", range, "Shows environment variables, which often hold secrets."),
    );
  return "table";
};

/** Programs that show a file: caution when its name says that it holds secrets. */
export const readShownFiles: Reader = (call, judge) => {
  if (!showsFiles(call.name)) return "table";
  for (const arg of call.args)
    if (arg.kind === "constant" && (!arg.text.startsWith("-") || arg.text.includes("/")))
      judgeFileRead(arg.text.replace(/^--?[\w-]+=/, ""), arg, judge);
  return "table";
};

/** `openssl s_client` sends its standard input to the other side. */
export const readOpenssl: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { operands } = sortArguments(call.args, setOf("-in -out"));
  const [command] = operands;
  if (command?.text === "s_client" && scope.input.kind === "unseen")
    judge.say(finding("program.openssl.send", "caution", range, "Sends what reaches it to the other side."));
  const secret = call.args.find(({ text }, index) => call.args[index - 1]?.text === "-in" && /key/i.test(text));
  if (secret) judge.say(finding("file.secret", "caution", range, "Reads a private key."));
  return "table";
};

/** `mongosh --eval` and `mongo --eval`: JavaScript; a few calls only read. */
export const readMongo: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(
    call.args,
    setOf(
      "--eval --host --port -u --username -p --password --authenticationDatabase --authenticationMechanism --file -f --tlsCAFile --sslCAFile --tlsCertificateKeyFile --db",
    ),
  );
  const evals = flags.filter(({ flag }) => flag === "--eval");
  const isQuiet = flags.every(({ flag }) =>
    /^(?:--(?:eval|host|port|username|password|authenticationDatabase|authenticationMechanism|quiet|norc|tls|ssl|tlsCAFile|sslCAFile|json)|-[up])$/.test(
      flag,
    ),
  );
  const reading =
    /^\s*(?:printjson\(|print\(|JSON\.stringify\()?\s*(?:rs\.(?:status|conf|isMaster|hello|printReplicationInfo|printSecondaryReplicationInfo|printSlaveReplicationInfo)|sh\.status|db\.(?:serverStatus|stats|hello|isMaster|version|hostInfo|getMongo|currentOp|getCollectionNames|printReplicationInfo|getName|printCollectionStats|serverBuildInfo|\w+\.(?:stats|count|countDocuments|estimatedDocumentCount|getIndexes|storageSize|totalSize|dataSize|totalIndexSize)))\(\s*\)(?:\.\w+)*\s*\)*\s*;?\s*$|^\s*show\s+(?:dbs|databases|collections|tables|profile)\s*;?\s*$/;
  if (
    evals.length > 0 &&
    isQuiet &&
    operands.length <= 1 &&
    evals.every(({ value }) => value?.kind === "constant" && reading.test(value.text))
  ) {
    judge.say(finding(`program.${call.name}`, "safe", range, "Calls a function of MongoDB that only reads."));
    return "judged";
  }
  const grim = evals.find(({ value }) =>
    /\b(?:drop\w*|remove|delete\w*|shutdownServer|stepDown|killOp|fsyncLock|renameCollection|replSet\w*|reconfig|freeze|system|run|convertToCapped|cleanupOrphaned|moveChunk|findOneAndDelete)\b/.test(
      value?.text ?? "",
    ),
  );
  if (grim)
    judge.say(
      finding(
        "code.destructive",
        "dangerous",
        range,
        "Calls a function of MongoDB that deletes, stops or reconfigures.",
      ),
    );
  else judge.say(finding(`program.${call.name}`, "unknown", range, "Runs JavaScript in the database."));
  return "judged";
};
