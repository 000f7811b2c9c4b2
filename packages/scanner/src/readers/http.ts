import type { Argument, Call } from "../programs/call.ts";
import { finding, type Judge } from "../scope.ts";
import { type Reader, type Sorted, setOf, sortArguments } from "./reader.ts";

const curlValues =
  setOf(`-A -b -c -C -d -D -e -E -F -h -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --user-agent --cookie --cookie-jar --data --data-ascii
  --data-binary --data-raw --data-urlencode --json --dump-header --referer --cert --form --form-string --header --config --max-time --output --output-dir --quote --range --upload-file
  --user --proxy --proxy-user --write-out --request --request-target --connect-timeout --retry --retry-delay --retry-max-time --resolve --cacert --capath --key --ciphers --interface
  --limit-rate --max-filesize --max-redirs --noproxy --url --unix-socket --connect-to --oauth2-bearer --aws-sigv4 --tls-max --dns-servers --trace --trace-ascii --stderr --netrc-file
  --doh-url --local-port --cert-type --key-type --pass --pinnedpubkey --variable --etag-save --etag-compare --libcurl --hsts --alt-svc --egd-file --engine --mail-from --mail-rcpt --url-query --rate --parallel-max --create-file-mode --expect100-timeout --keepalive-time --happy-eyeballs-timeout-ms --time-cond --continue-at --postquote --prequote --ftp-port
  --tls13-ciphers --curves --abstract-unix-socket --proto --proto-default --proto-redir --socks5 --socks5-hostname --preproxy --haproxy-clientip --ip-tos --trace-config`);
const curlHarmless =
  setOf(`-s --silent -S --show-error -f --fail --fail-with-body -L --location -k --insecure -v --verbose -i --include -I --head -4 --ipv4 -6 --ipv6 -g --globoff -N --no-buffer
  -# --progress-bar --no-progress-meter -m --max-time --connect-timeout -A --user-agent -H --header -w --write-out -r --range -e --referer --retry --retry-delay --retry-max-time --retry-connrefused --retry-all-errors --compressed
  --resolve --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --http3-only --http0.9 --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --tls-max --cacert --max-redirs --noproxy -u --user --ssl-reqd --url --path-as-is -G --get --tcp-nodelay -V --version -Z --parallel --no-keepalive -o --output -X --request -0 -1 -2 -3 --cert -E --key --interface
  --limit-rate --max-filesize --connect-to -j --raw --unix-socket --no-progress --dns-servers -b --cookie --url-query --ciphers --tls13-ciphers --curves --keepalive-time --happy-eyeballs-timeout-ms --styled-output --no-styled-output --no-location --no-fail --basic --digest --anyauth --oauth2-bearer -q --disable --tr-encoding --fail-early --parallel-max --rate --capath --pinnedpubkey --cert-status --false-start --no-alpn -z --time-cond`);
// A GET that does something: some services stop, reload or delete at a plain address.
const grimPath =
  /shut|stop|kill|quit|abort|exit|delete|drop|remove|restart|reload|reset|flush|purge|drain|disable|enable|leave|exec|eval|pause|resume|clear|truncate|seal|snapshot|trigger|deploy|run\b|admin\//i;
/** What a request that changes something must not name: what it sends is then meant to end or delete. */
const grave =
  /(?<![a-z])(?:shutdown|quit|kill|stop|halt|poweroff|reboot|restart|terminate|delete|drop|destroy|purge|truncate|wipe|remove|flush(?:all|db)?|erase|uninstall|unload|_close|abort|evict|revoke|disable|reset)(?![a-z])|_delete_by_query|(?:-|_|%20)(?:delete|drop)\b|\bdrop%20/i;
const loopback = /^(?:https?:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)(?::\d+)?(?:[/?#]|$)/i;
const sink = /^(?:-|\/dev\/null|\/dev\/stdout)$/;
/** Files that decide who may come in or what runs, and devices. */
const precious =
  /^\/(?:etc|boot|usr|bin|sbin|lib\w*|proc|sys|root|dev|var\/(?:lib|spool)|run)(?:\/|$)|(?:^|\/)(?:\.ssh|\.bashrc|\.profile|\.zshrc|\.kube|\.aws|authorized_keys)(?:\/|$)/;

type Range = { readonly start: number; readonly end: number };

/** `curl`: asks, sends, uploads and saves. */
export const readCurl: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const sorted = sortArguments(call.args, curlValues);
  if (onlyHelps(sorted)) {
    judge.say(finding("program.curl", "safe", range, "`curl` prints its help or version."));
    return "judged";
  }
  judgeSending(sorted, range, judge);
  judgeSaving(sorted, range, judge);
  judgeOtherFlags(sorted, range, judge);
  judgeTarget(sorted, call, range, judge);
  return "judged";
};

function onlyHelps({ flags, operands }: Sorted): boolean {
  return (
    operands.length === 0 &&
    flags.length > 0 &&
    flags.every(({ flag }) => /^(?:-V|--version|-h|--help|--manual)$/.test(flag))
  );
}

const dataFlags = setOf(
  "-d --data --data-ascii --data-binary --data-raw --data-urlencode --json -F --form --form-string -T --upload-file",
);

/** What is asked of the server: another method, data, or a header that means another method. */
function judgeSending({ flags, operands }: Sorted, range: Range, judge: Judge): void {
  const rule = "program.curl";
  const valuesOf = (names: ReadonlySet<string>) =>
    flags.filter(({ flag }) => names.has(flag)).map(({ value }) => value?.text ?? "");
  const methods = valuesOf(setOf("-X --request")).map((method) => method.toUpperCase());
  const isOverride = valuesOf(setOf("-H --header")).some((header) => /method-?override|x-http-method/i.test(header));
  if (methods.some((method) => /^(?:DELETE|PURGE|BAN|UNLINK|REFRESH)$/.test(method)) || isOverride) {
    const why = "Asks a server to delete something, or hides what it asks in a header.";
    judge.say(finding(`${rule}.method`, "dangerous", range, why, "Use GET to look at it first"));
  }
  const quoted = valuesOf(setOf("-Q --quote --postquote --prequote"));
  if (quoted.some((command) => /^[-+*]?\s*(?:DELE|RMD|RM|RMDIR|RNFR|RENAME|SITE)\b/i.test(command)))
    judge.say(finding(`${rule}.quote`, "dangerous", range, "Tells a file server to delete or rename something."));
  const isGet = flags.some(({ flag }) => flag === "-G" || flag === "--get");
  const data = isGet ? [] : valuesOf(dataFlags);
  if (data.length === 0 && methods.every((method) => /^(?:GET|HEAD|OPTIONS)$/.test(method))) return;
  judge.say(finding(`${rule}.send`, "caution", range, "Sends data to a server or asks it to change something."));
  const urls = [...operands.map(({ text }) => text), ...valuesOf(setOf("--url"))].map(withoutHost);
  if ([...urls, ...data].some((text) => grave.test(text)))
    judge.say(finding(`${rule}.grave`, "dangerous", range, "Asks a server to stop, empty or delete something."));
}

function withoutHost(url: string): string {
  return url.replace(/^(?:\w+:\/\/)?[^/?#]*/, "");
}

function judgeSaving({ flags }: Sorted, range: Range, judge: Judge): void {
  const rule = "program.curl.save";
  const files = flags
    .filter(({ flag }) => /^(?:-[oDc]|--output|--output-dir|--dump-header|--cookie-jar)$/.test(flag))
    .map(({ value }) => value?.text ?? "");
  const isNamedByServer = flags.some(({ flag }) =>
    /^(?:-O|--remote-name|-J|--remote-header-name|--remote-name-all)$/.test(flag),
  );
  // A format may redirect what is printed into a file.
  const isFormatted = flags.some(
    ({ flag, value }) => /^(?:-w|--write-out)$/.test(flag) && /%output\{/.test(value?.text ?? ""),
  );
  if (files.some((path) => precious.test(path) && !sink.test(path)))
    judge.say(finding(rule, "dangerous", range, "Overwrites a file of the system with what it gets."));
  else if (isNamedByServer || isFormatted || files.some((path) => !sink.test(path)))
    judge.say(finding(rule, "caution", range, "Saves what it gets to a file."));
}

function judgeOtherFlags({ flags }: Sorted, range: Range, judge: Judge): void {
  for (const { flag } of flags) {
    const isAccounted =
      curlHarmless.has(flag) ||
      dataFlags.has(flag) ||
      /^(?:-[ODJc]|--(?:remote-name|remote-header-name|remote-name-all|dump-header|cookie-jar|output-dir|create-dirs))$/.test(
        flag,
      );
    if (!isAccounted)
      judge.say(
        finding("program.curl.flag", "unknown", range, `What \`curl\` does with ${flag} is not in the tables.`),
      );
  }
}

/** Whom it asks: this host is looked at, another one is told something that nobody here can see the end of. */
function judgeTarget({ flags, operands }: Sorted, call: Call, range: Range, judge: Judge): void {
  const rule = "program.curl";
  const has = (...names: string[]) => flags.some(({ flag }) => names.includes(flag));
  const urls = [...operands, ...flags.filter(({ flag }) => flag === "--url").map(({ value }) => value)]
    .filter((url): url is Argument => url !== undefined)
    .map(withQuery);
  const isClear =
    urls.length > 0 &&
    urls.every(({ kind }) => kind === "constant" || kind === "blank") &&
    call.args.every(({ kind }) => kind !== "dynamic");
  const isHttp = urls.every(
    ({ text, kind }) => kind === "blank" || /^https?:\/\//i.test(text) || /^[\w.-]+(?::\d+)?(?:\/|\?|$)/.test(text),
  );
  const readsFile = flags.some(
    ({ flag, value }) => /^(?:-H|--header|-w|--write-out)$/.test(flag) && value?.text.startsWith("@"),
  );
  const isRedirected = has("--resolve", "--connect-to", "--dns-servers", "--interface");
  if (!isClear || !isHttp || readsFile) {
    const why = "What is asked, or whom, is only known when it runs or is not HTTP.";
    judge.say(finding(`${rule}.target`, "unknown", range, why));
  } else if (has("--unix-socket")) {
    judge.say(finding(`${rule}.socket`, "caution", range, "Talks to a service through its socket."));
  } else if (has("-I", "--head") || (!isRedirected && urls.every(isHere))) {
    judge.say(finding(rule, "safe", range, "Asks this host, or asks only for headers."));
  } else {
    const why = "Sends a request to another host; what it sets off there cannot be seen.";
    judge.say(finding(`${rule}.request`, "caution", range, why));
  }
}

/** The `?` before a query is a glob to the shell. It matches one character at most, so the address stays what it is. */
function withQuery(url: Argument): Argument {
  const { kind, template } = url;
  if (kind !== "glob" || template === undefined || /[*[\]{}$`]/.test(template)) return url;
  return { ...url, kind: "constant", text: template };
}

function isHere({ text, kind }: Argument): boolean {
  return kind === "constant" && loopback.test(text) && !grimPath.test(text);
}

const wgetValues = setOf(
  "-a -o -O -P -t -T -w -U -e -i -B -l -A -R -D -I -X -Q --output-document --output-file --append-output --tries --timeout --user-agent --header --post-data --post-file --method --body-data --body-file --execute --input-file --directory-prefix --wait --level --user --password --limit-rate --ca-certificate --certificate --private-key --use-askpass --dns-timeout --connect-timeout --read-timeout --max-redirect --referer --quota --accept --reject --domains --base",
);
const wgetQuiet =
  /^(?:-[qSOtTUw46ndv]|--(?:spider|quiet|server-response|output-document|tries|timeout|dns-timeout|connect-timeout|read-timeout|user-agent|header|referer|no-verbose|verbose|no-check-certificate|inet4-only|inet6-only|max-redirect|wait|debug|no-proxy))$/;

/** `wget`: saves files unless it is told to print or only to look. */
export const readWget: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(call.args, wgetValues);
  const given = (...names: string[]) => flags.find(({ flag }) => names.includes(flag))?.value?.text;
  const runs = flags.some(({ flag }) => /^(?:-e|--execute|--use-askpass|-i|--input-file)$/.test(flag));
  if (runs) {
    const why = "This flag of `wget` runs or reads something that is not in the text.";
    judge.say(finding("program.wget.flag", "unknown", range, why));
  }
  if (call.args.some(({ kind }) => kind === "dynamic"))
    judge.say(finding("program.wget.target", "unknown", range, "Whom `wget` asks is only known when it runs."));
  if (/^(?:DELETE|PURGE|BAN)$/i.test(given("--method") ?? ""))
    judge.say(finding("program.wget.method", "dangerous", range, "Asks a server to delete something."));
  const places = [given("-O", "--output-document"), given("-P", "--directory-prefix"), given("-o", "-a")];
  if (places.some((path) => path !== undefined && precious.test(path) && !sink.test(path)))
    judge.say(finding("program.wget.save", "dangerous", range, "Overwrites a file of the system with what it gets."));
  const output = given("-O", "--output-document");
  const isQuiet = flags.every(({ flag }) => wgetQuiet.test(flag)) && (output === undefined || sink.test(output));
  const isSpider = flags.some(({ flag }) => flag === "--spider");
  const isLocal = operands.length > 0 && operands.map(withQuery).every(isHere);
  if (isQuiet && operands.length > 0 && (isSpider || (isLocal && output !== undefined)))
    judge.say(finding("program.wget", "safe", range, "Only looks whether the address answers."));
  else judge.say(finding("program.wget", "caution", range, "Downloads or sends something."));
  return "judged";
};
