/** What would lead the demo's programs to anything of the user's own: their data, their database, their keys. */
const ofTheUser = /^(STEADYHAND_|STEADY_|DATABASE_URL$|PG[A-Z]|NODE_OPTIONS$)/;

/** The environment of the demo's programs: the user's, without what configures their own Steadyhand. */
export function ownEnvironment(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || ofTheUser.test(name) ? [] : [[name, value]],
    ),
  );
}
