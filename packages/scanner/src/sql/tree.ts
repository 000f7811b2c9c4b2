import type { SqlNode } from "./grammar.ts";

/** Whether a part of a statement's tree is a node with fields. */
export function isNode(value: unknown): value is SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Every node below a part of a tree that stands under one of the named fields. Goes on a list of its own and not
 * on the stack, since `1+1+1+…` lies as deep as it is long.
 */
export function collect(root: unknown, fields: RegExp): unknown[] {
  const found: unknown[] = [];
  visit(root, (field, value) => {
    if (fields.test(field)) found.push(value);
    return true;
  });
  return found;
}

/** Shows every field below a part of a tree, in the order of the text; `false` keeps it from looking below. */
export function visit(root: unknown, see: (field: string, value: unknown) => boolean): void {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) waiting.push(value[index]);
    } else if (isNode(value)) {
      const below: unknown[] = [];
      for (const field in value) {
        const child = value[field];
        if (typeof child === "object" && child !== null && see(field, child)) below.push(child);
      }
      for (let index = below.length - 1; index >= 0; index--) waiting.push(below[index]);
    }
  }
}
