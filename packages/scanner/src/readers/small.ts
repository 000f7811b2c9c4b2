import type { Argument, Call } from "../programs/call.ts";
import { finding, type Input } from "../scope.ts";
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
  const runs =
    call.args.some(({ text }) => /^(?:ext|fd)::/.test(text)) ||
    (call.args.some(({ text }) => text === "ls-remote") && call.args.some(({ text }) => /^-u/.test(text)));
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
      (index === 0 || !call.args[index - 1]?.text.startsWith("-")) && /^[a-df-zA-Z]*e[a-zA-Z]*$/.test(text),
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

/** `echo` prints whatever it gets: no word of it is a flag that matters. */
export const readEcho: Reader = (call, judge) => {
  judge.say(finding("program.echo", "safe", { start: call.start, end: call.end }, "`echo` only prints."));
  return "judged";
};

/** `jq`: `env` and `$ENV` show the environment. */
export const readJq: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const shows = call.args.some(({ text }) =>
    /(?<![.\w"])env\b|\$ENV\b|\$__prog|\binput_line_number\b.{0,100}\benv\b|\bstrenv\b|\benv\(|\benvsubst\b/.test(text),
  );
  if (shows)
    judge.say(
      finding("program.jq.environment", "caution", range, "Shows environment variables, which often hold secrets."),
    );
  for (const { text } of call.args)
    for (const [, path] of text.matchAll(/\bload\w*\(\s*"([^"]*)"/g)) judgeFileRead(path ?? "", range, judge);
  // A program with a blank in it may be any program, and one word more than a value.
  const open = call.args.find(({ text, template = "" }) => /[|(,]|\benv\b/.test(template.slice(text.length)));
  if (open) judge.say(finding("shell.dynamic-word", "unknown", open, "The program is only known when it runs."));
  return "table";
};

const patternFirst = setOf("grep egrep fgrep zgrep rg ag ack jq gojq jaq yq dasel look");

/** The words that may be files: not the pattern or the program that some take first. */
function shownWords({ name, args }: Call): readonly Argument[] {
  if (!patternFirst.has(name) || args.some(({ text }) => /^(?:-[ef]|--regexp|--file|--from-file)/.test(text)))
    return args;
  const first = args.findIndex(({ text, kind }) => !text.startsWith("-") || kind !== "constant");
  return args.filter((_, index) => index !== first);
}

/** Programs that show a file: caution when its name says that it holds secrets. */
export const readShownFiles: Reader = (call, judge) => {
  if (!showsFiles(call.name)) return "table";
  for (const { text, kind, template = text, ...range } of shownWords(call)) {
    if (kind === "dynamic" || (template.startsWith("-") && !template.includes("/"))) continue;
    judgeFileRead(template.replace(/^--?[\w-]+=/, ""), range, judge);
  }
  return "table";
};

/** `openssl s_client` sends its standard input to the other side. */
export const readOpenssl: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { operands } = sortArguments(call.args, setOf("-in -out"));
  const [command] = operands;
  if (command?.text === "s_client" && !endsSession(scope.input))
    judge.say(finding("program.openssl.send", "caution", range, "Sends what reaches it to the other side."));
  const secret = call.args.find(({ text }, index) => call.args[index - 1]?.text === "-in" && /key/i.test(text));
  if (secret) judge.say(finding("file.secret", "caution", range, "Reads a private key."));
  return "table";
};

/** Nothing, a blank line or `Q`: what people give to `openssl s_client` so that it ends. Anything else is sent. */
function endsSession(input: Input): boolean {
  return input.kind === "none" || (input.kind === "text" && input.isConstant && /^\s*Q?\s*$/.test(input.text));
}

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
    /^\s*(?:(?:printjson|print|JSON\.stringify)\(\s*)?(?:rs\.(?:status|conf|isMaster|hello|printReplicationInfo|printSecondaryReplicationInfo|printSlaveReplicationInfo)|sh\.status|db\.(?:serverStatus|stats|hello|isMaster|version|hostInfo|getMongo|currentOp|getCollectionNames|printReplicationInfo|getName|printCollectionStats|serverBuildInfo|\w+\.(?:stats|count|countDocuments|estimatedDocumentCount|getIndexes|storageSize|totalSize|dataSize|totalIndexSize)))\(\s*\)(?:\.\w+)*[\s)]*(?:;\s*)?$|^\s*show\s+(?:dbs|databases|collections|tables|profile)\s*(?:;\s*)?$/;
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
