/** Keywords that no vendor's strict mode enforces, or that one of them refuses. */
const refused = new Set(
  `allOf oneOf not if then else contains dependentRequired dependentSchemas patternProperties propertyNames prefixItems uniqueItems
  minProperties maxProperties minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems
  unevaluatedProperties unevaluatedItems $anchor $dynamicRef $dynamicAnchor`.split(/\s+/),
);

/** What in a schema lies outside of what both vendors take; `undefined` when nothing does. */
export function outsideSubset(schema: unknown, place = "schema", isRoot = true): string | undefined {
  if (typeof schema !== "object" || schema === null) return `${place} is not a schema`;
  const node = schema as Record<string, unknown>;
  const keyword = Object.keys(node).find((key) => refused.has(key));
  if (keyword !== undefined) return `${place}: ${keyword} is not supported`;
  if (isRoot && (node.type !== "object" || "anyOf" in node)) return `${place} must be an object at its root`;
  if (node.type === "object") {
    const names = Object.keys((node.properties ?? {}) as object);
    if (node.additionalProperties !== false) return `${place}: additionalProperties must be false`;
    const required = (node.required ?? []) as unknown[];
    const missing = names.find((name) => !required.includes(name));
    if (missing !== undefined) return `${place}.${missing} must be required`;
    for (const [name, child] of Object.entries((node.properties ?? {}) as object)) {
      const wrong = outsideSubset(child, `${place}.${name}`, false);
      if (wrong !== undefined) return wrong;
    }
  }
  if (node.type === "array") return outsideSubset(node.items, `${place}[]`, false);
  for (const [i, child] of ((node.anyOf ?? []) as unknown[]).entries()) {
    const wrong = outsideSubset(child, `${place}|${i}`, false);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
