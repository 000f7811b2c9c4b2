import { expect, it } from "vitest";
import { learnSecrets } from "./learn-secrets.ts";

it("learns the values of variables whose names say secret", () => {
  const environment = {
    DB_PASSWORD: "correct horse",
    MYSQL_PWD: "battery-staple",
    API_TOKEN: "staple-battery",
    AWS_SECRET_ACCESS_KEY: "aB3/cD4+eF5gH6",
    DOCKER_AUTH_CONFIG_SECRET: 'has "quotes" inside',
    STORAGE_ACCOUNT_KEY: "q1w2e3r4t5",
  };
  expect(learnSecrets(environment)).toEqual(Object.values(environment));
});

it("learns values that look like secrets under any name", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  expect(learnSecrets({ SETTING: token, OTHER: "plain" })).toEqual([token]);
});

it("learns the password of an address, also as it is printed decoded", () => {
  expect(learnSecrets({ DATABASE_URL: "postgres://app:p%40ssw0rd@db/orders" })).toEqual(["p%40ssw0rd", "p@ssw0rd"]);
});

it("leaves out what is plainly none, and short values", () => {
  expect(
    learnSecrets({
      HOME: "/root",
      PATH: "/usr/bin:/bin",
      PWD: "/srv/app",
      OLDPWD: "/srv/other",
      SSH_AUTH_SOCK: "/tmp/agent.socket",
      PASSWORD_FILE: "/run/secrets/password",
      GOOGLE_APPLICATION_CREDENTIALS: "/etc/gcp/key.json",
      TOKEN_TTL: "3600000",
      TOKEN: "abc",
      SECRET: "",
      PASSWORD_POLICY: "strict-and-long",
      LANG: "en_US.UTF-8",
      KEYMAP: "us-intl-dead",
      SSH_TTY: "/dev/pts/0",
    }),
  ).toEqual([]);
});
