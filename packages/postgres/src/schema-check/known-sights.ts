/** How PostgreSQL writes the policy that shows a tenant its own rows. */
export const ownSightOfTenant = "(tenant_id = NULLIF(current_setting('app.tenant_id'::text, true), ''::text))";

/** Tables that belong to the installation, each with the reason why no tenant's rows lie in it. */
export const withoutTenant: Readonly<Record<string, string>> = {
  node: "the servers of this database serve all of its tenants, and the table holds nothing of any",
  migration: "what was done to the schema; only its owner sees it",
};

const seesNodes = "(current_setting('app.sees_nodes'::text, true) = 'on'::text)";

/** Policies that show more than a tenant's own rows: table, name, command and condition, each with the reason. */
export const knownSights: readonly { readonly policy: string; readonly why: string }[] = [
  {
    policy: "person by_key r (key_sha256 = NULLIF(current_setting('app.key_sha256'::text, true), ''::text))",
    why: "whoever signs in has a key and no tenant yet: the key's hash shows the one person it belongs to",
  },
  {
    policy: "tenant listed r (current_setting('app.lists_tenants'::text, true) = 'on'::text)",
    why: "a starting engine asks which tenants there are, and then looks at one after the other",
  },
  { policy: `node by_nodes * ${seesNodes}`, why: "servers know one another; nothing of a tenant is in it" },
  {
    policy: `execution_carrier by_nodes * ${seesNodes}`,
    why: "a server's heartbeat looks at everything that server carries: ids, and nothing else",
  },
  {
    policy: `panic by_nodes r ${seesNodes}`,
    why: "a server's heartbeat looks whether any press is on: that stops every server, whoever's it is",
  },
  {
    policy: "migration owner_only * (CURRENT_USER = 'steadyhand_owner'::name)",
    why: "what was done to the schema is its owner's alone",
  },
];

/** Unique keys that hold across tenants, each with the reason. */
export const knownKeys: Readonly<Record<string, string>> = {
  person_key_unique: "an access key is 256 random bits: that it is taken is told only to who holds it",
};
