/** What a step's process sees besides what STEADYHAND_STEP_ENV names. */
const always = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ"];

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of every step: a few named variables, those that STEADYHAND_STEP_ENV lists, and a plain terminal. */
export function stepEnvironment(env: Environment): Record<string, string> {
  const listed = (env.STEADYHAND_STEP_ENV ?? "").split(",").map((name) => name.trim());
  const named = [...always, ...listed].flatMap((name) => {
    const value = name === "" ? undefined : env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { PATH, ...rest } = Object.fromEntries(named);
  return { ...rest, ...(PATH !== undefined && { PATH: withoutOurTools(PATH) }), TERM: "dumb" };
}

/** `npm start` puts our own tools and our own Node in front of the PATH: a step must find the machine's. */
function withoutOurTools(path: string): string {
  return path
    .split(":")
    .filter((folder) => !/\/node_modules\/\.bin\/?$|\/node-gyp-bin\/?$/.test(folder))
    .join(":");
}
