import type { Argument } from "../programs/call.ts";
import { finding } from "../scope.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";

const curlValues =
  setOf(`-A -b -c -C -d -D -e -E -F -h -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --user-agent --cookie --cookie-jar --data --data-ascii
  --data-binary --data-raw --data-urlencode --json --dump-header --referer --cert --form --form-string --header --config --max-time --output --output-dir --quote --range --upload-file
  --user --proxy --proxy-user --write-out --request --request-target --connect-timeout --retry --retry-delay --retry-max-time --resolve --cacert --capath --key --ciphers --interface
  --limit-rate --max-filesize --max-redirs --noproxy --url --unix-socket --connect-to --oauth2-bearer --aws-sigv4 --tls-max --dns-servers --trace --trace-ascii --stderr --netrc-file
  --doh-url --local-port --cert-type --key-type --pass --pinnedpubkey --variable --etag-save --etag-compare --libcurl --hsts --alt-svc --egd-file --engine --mail-from --mail-rcpt --url-query --rate --parallel-max --create-file-mode --expect100-timeout --keepalive-time --happy-eyeballs-timeout-ms --time-cond --continue-at --postquote --ftp-port`);
const curlHarmless =
  setOf(`-s --silent -S --show-error -f --fail --fail-with-body -L --location -k --insecure -v --verbose -i --include -I --head -4 --ipv4 -6 --ipv6 -g --globoff -N --no-buffer
  -# --progress-bar --no-progress-meter -m --max-time --connect-timeout -A --user-agent -H --header -w --write-out -r --range -e --referer --retry --retry-delay --retry-max-time --retry-connrefused --retry-all-errors --compressed
  --resolve --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --tls-max --cacert --max-redirs --noproxy -u --user --ssl-reqd --url --path-as-is -G --get --tcp-nodelay -V --version -Z --parallel --no-keepalive -o --output -X --request -0 -1 -2 -3 --cert --key --interface --limit-rate --max-filesize --connect-to -j --raw --unix-socket --no-progress --dns-servers`);
// A GET that does something: some services stop, reload or delete at a plain address.
const grimPath =
  /shut|stop|kill|quit|abort|exit|delete|drop|remove|restart|reload|reset|flush|purge|drain|disable|enable|leave|exec|eval|pause|resume|clear|truncate|seal|snapshot|trigger|deploy|run\b|admin\//i;
const loopback = /^(?:https?:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)(?::\d+)?(?:[/?#]|$)/i;

/** `curl`: asks, sends, uploads and saves. */
export const readCurl: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(call.args, curlValues);
  const has = (...names: string[]) => flags.some(({ flag }) => names.includes(flag));
  const givenTo = (...names: string[]) => flags.find(({ flag }) => names.includes(flag))?.value;
  const rule = "program.curl";
  const isOnlyHelp =
    operands.length === 0 &&
    flags.length > 0 &&
    flags.every(({ flag }) => /^(?:-V|--version|-h|--help|--manual)$/.test(flag));
  if (isOnlyHelp) {
    judge.say(finding(rule, "safe", range, "`curl` prints its help or version."));
    return "judged";
  }
  const urls = [...operands, ...flags.filter(({ flag }) => flag === "--url").map(({ value }) => value)].filter(
    (url): url is Argument => url !== undefined,
  );
  const methods = flags
    .filter(({ flag }) => flag === "-X" || flag === "--request")
    .map(({ value }) => value?.text.toUpperCase() ?? "");
  if (methods.includes("DELETE"))
    judge.say(
      finding(
        `${rule}.method`,
        "dangerous",
        range,
        "Asks a server to delete something.",
        "Use GET to look at it first",
      ),
    );
  const outputs = flags.filter(({ flag }) => /^(?:-o|--output)$/.test(flag)).map(({ value }) => value?.text ?? "");
  const sends =
    has(
      "-d",
      "--data",
      "--data-ascii",
      "--data-binary",
      "--data-raw",
      "--data-urlencode",
      "--json",
      "-F",
      "--form",
      "--form-string",
      "-T",
      "--upload-file",
    ) && !has("-G", "--get");
  const isOtherMethod = methods.some((method) => !/^(?:GET|HEAD|OPTIONS)$/.test(method));
  if (sends || isOtherMethod)
    judge.say(finding(`${rule}.send`, "caution", range, "Sends data to a server or asks it to change something."));
  if (
    outputs.some((path) => !/^(?:-|\/dev\/null|\/dev\/stdout)$/.test(path)) ||
    has(
      "-O",
      "--remote-name",
      "-J",
      "--remote-header-name",
      "--remote-name-all",
      "-D",
      "--dump-header",
      "-c",
      "--cookie-jar",
    )
  ) {
    judge.say(finding(`${rule}.save`, "caution", range, "Saves what it gets to a file."));
  }
  for (const { flag } of flags) {
    const isAccounted =
      curlHarmless.has(flag) ||
      /^(?:-[dFTOJDc]|--(?:data.*|json|form.*|upload-file|remote-.*|dump-header|cookie-jar))$/.test(flag);
    if (!isAccounted)
      judge.say(finding(`${rule}.flag`, "unknown", range, `What \`curl\` does with ${flag} is not in the tables.`));
  }
  const isClear =
    urls.length > 0 &&
    urls.every(({ kind }) => kind === "constant" || kind === "blank") &&
    call.args.every(({ kind }) => kind !== "dynamic");
  const isHttp = urls.every(
    ({ text, kind }) => kind === "blank" || /^https?:\/\//i.test(text) || /^[\w.-]+(?::\d+)?(?:\/|$)/.test(text),
  );
  const readsFile = flags.some(
    ({ flag, value }) => /^(?:-H|--header|-w|--write-out)$/.test(flag) && value?.text.startsWith("@"),
  );
  if (!isClear || !isHttp || readsFile)
    judge.say(
      finding(`${rule}.target`, "unknown", range, "What is asked, or whom, is only known when it runs or is not HTTP."),
    );
  else if (givenTo("--unix-socket"))
    judge.say(finding(`${rule}.socket`, "caution", range, "Talks to a service through its socket."));
  else if (
    has("-I", "--head") ||
    urls.every(({ text, kind }) => kind === "constant" && loopback.test(text) && !grimPath.test(text))
  ) {
    judge.say(finding(rule, "safe", range, "Asks this host, or asks only for headers."));
  } else
    judge.say(
      finding(
        `${rule}.request`,
        "caution",
        range,
        "Sends a request to another host; what it sets off there cannot be seen.",
      ),
    );
  return "judged";
};

const wgetValues = setOf(
  "-a -o -O -P -t -T -w -U -e -i -B -l -A -R -D -I -X -Q --output-document --output-file --tries --timeout --user-agent --header --post-data --post-file --method --body-data --body-file --execute --input-file --directory-prefix --wait --level --user --password --limit-rate --ca-certificate --certificate --private-key --use-askpass",
);

/** `wget`: saves files unless it is told to print or only to look. */
export const readWget: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(call.args, wgetValues);
  const names = flags.map(({ flag }) => flag);
  const output = flags.find(({ flag }) => flag === "-O" || flag === "--output-document")?.value?.text;
  const isQuiet = names.every((flag) =>
    /^(?:-[qSOtTUw46cndv]|--(?:spider|quiet|server-response|output-document|tries|timeout|user-agent|header|no-verbose|no-check-certificate|inet4-only|inet6-only|max-redirect|wait))$/.test(
      flag,
    ),
  );
  const runs = names.some((flag) => /^(?:-e|--execute|--use-askpass|-i|--input-file)$/.test(flag));
  if (runs)
    judge.say(
      finding(
        "program.wget.flag",
        "unknown",
        range,
        "This flag of `wget` runs or reads something that is not in the text.",
      ),
    );
  const isLocal =
    operands.length > 0 &&
    operands.every(({ text, kind }) => kind === "constant" && loopback.test(text) && !grimPath.test(text));
  const isSpider = names.includes("--spider");
  if (isQuiet && (isSpider || (isLocal && (output === "-" || output === "/dev/null"))))
    judge.say(finding("program.wget", "safe", range, "Only looks whether the address answers."));
  else judge.say(finding("program.wget", "caution", range, "Downloads or sends something."));
  return "judged";
};
