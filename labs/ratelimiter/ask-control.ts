/** `node ask-control.ts http://127.0.0.1:PORT restart node-2`: what a subject's restart command is in the lab. */
const [url = "", ...words] = process.argv.slice(2);
const answer = await fetch(`${url}/${words.map(encodeURIComponent).join("/")}`, { method: "POST" });
const text = await answer.text();
(answer.ok ? process.stdout : process.stderr).write(text);
process.exitCode = answer.ok ? 0 : 1;
