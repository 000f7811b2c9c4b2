// A web server that does as little as one can, so that whoever asks it is what is measured. It says where it listens, and ends with
// whoever started it. `GET /m/N` is 200, and 503 while N is broken; `/flap/N` is so every other second by itself; `/metrics/N` says
// the same to Prometheus. `PUT /break/N` and `PUT /mend/N` answer when it is so.
import { createServer } from "node:net";

const broken = new Set<string>();
const answer = (status: string, body: string) =>
  `HTTP/1.1 ${status}\r\ncontent-type: text/plain; version=0.0.4\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const well = answer("200 OK", "ok");
const unwell = answer("503 Service Unavailable", "no");

function respond(line: string): string {
  const [method, path = ""] = line.split(" ", 2);
  const [, what = "", name = ""] = path.split("/");
  if (method === "PUT") {
    if (what === "break") broken.add(name);
    else broken.delete(name);
    return well;
  }
  if (what === "metrics") return answer("200 OK", `broken{target="${name}"} ${broken.has(name) ? 1 : 0}\n`);
  const isUnwell = what === "flap" ? Date.now() % 2_000 < 1_000 : broken.has(name);
  return isUnwell ? unwell : well;
}

const server = createServer({ noDelay: true }, (socket) => {
  let rest = "";
  socket.setEncoding("latin1");
  socket.on("error", () => {});
  socket.on("data", (text) => {
    const requests = `${rest}${text}`.split("\r\n\r\n");
    rest = requests.pop() ?? "";
    if (requests.length > 0) socket.write(requests.map(respond).join(""));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
