import { describe, expect, it } from "vitest";
import { readActionsConfig } from "./actions-config.ts";

const file = (value: unknown) => ({ path: "/etc/actions.json", text: JSON.stringify(value) });

describe("the actions file", () => {
  it("names networks, channels with their secrets, and the image of scripts", () => {
    const config = readActionsConfig(
      file({
        http_check: { allow: ["10.0.0.0/8"] },
        notify: { ops: { url: "https://hooks.example.com/x", secret_env: "HOOK" } },
        script: { image: "scripts:1" },
      }),
      { HOOK: "hush", DOCKER_HOST: "unix:///run/other.sock" },
    );
    expect(config).toEqual({
      allowedNetworks: ["10.0.0.0/8"],
      channels: { ops: { url: "https://hooks.example.com/x", secret: "hush" } },
      script: { socketPath: "/run/other.sock", image: "scripts:1" },
    });
  });

  it("need not be there", () => {
    expect(readActionsConfig(undefined, { STEADYHAND_SCRIPT_IMAGE: "scripts:2" })).toEqual({
      ...{ allowedNetworks: [], channels: {} },
      script: { socketPath: "/var/run/docker.sock", image: "scripts:2" },
    });
  });

  it("is refused with every problem at once", () => {
    const notify = { Ops: {}, db: { url: "ftp://x", secret_env: "A" }, web: { url: "https://x.example" } };
    const wrong = file({ http_chek: {}, notify });
    expect(() => readActionsConfig(wrong, {})).toThrow(
      expect.objectContaining({
        code: "actions.config_invalid",
        message: expect.stringMatching(
          /notify\.Ops: a channel's name .*notify\.db\.url: .*notify\.web: give secret_env or secret_file.*http_chek/s,
        ),
      }),
    );
  });

  it.each([
    [file({ http_check: { allow: ["10.0.0.0/64"] } }), {}, "actions.config_invalid"],
    [{ path: "/x", text: "{" }, {}, "actions.config_invalid"],
    [file({ notify: { ops: { url: "https://x.example", secret_env: "NOBODY" } } }), {}, "actions.secret_missing"],
    [undefined, { DOCKER_HOST: "tcp://10.0.0.1:2375" }, "actions.docker_host"],
  ])("is refused for %j", (given, env, code) => {
    expect(() => readActionsConfig(given, env)).toThrow(expect.objectContaining({ kind: "invalid", code }));
  });
});
