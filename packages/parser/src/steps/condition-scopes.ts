import { unreachable } from "@steadyhand/core/outcome";
import type { SourceRange } from "@steadyhand/core/risk";
import type { ListItem } from "../blocks/block.ts";
import type { BranchOf, DraftCondition } from "./draft.ts";

/** Until when a condition holds: to the next heading of its level, for a list item, for a list, or for one block. */
export type Reach =
  | { readonly kind: "section"; readonly level: number }
  | { readonly kind: "item"; readonly item: ListItem }
  | { readonly kind: "list"; readonly parent: ListItem | undefined; entered: boolean }
  | { readonly kind: "block"; readonly item: ListItem | undefined };

interface Scope {
  readonly of: BranchOf;
  readonly reach: Reach;
}

/** Which conditions the text being read stands under. */
export class ConditionScopes {
  readonly conditions: DraftCondition[] = [];
  #scopes: Scope[] = [];
  /** The fork whose other side may come next, by the item whose children are being read. */
  readonly #openForks = new Map<ListItem | undefined, string>();

  get branches(): readonly BranchOf[] {
    return this.#scopes.map(({ of }) => of);
  }

  /** Adds a condition without putting anything under it. */
  add(text: string, range: SourceRange): string {
    const id = `cnd_${this.conditions.length + 1}`;
    this.conditions.push({ id, text, range });
    return id;
  }

  open(of: BranchOf, reach: Reach): void {
    this.#scopes.push({ of, reach });
  }

  /** The fork that `Otherwise` at this place belongs to. */
  forkBefore(parent: ListItem | undefined): string | undefined {
    return this.#openForks.get(parent);
  }

  setFork(parent: ListItem | undefined, id: string | undefined): void {
    if (id === undefined) this.#openForks.delete(parent);
    else this.#openForks.set(parent, id);
  }

  enterHeading(level: number): void {
    this.#scopes = this.#scopes.filter(({ reach }) => reach.kind === "section" && reach.level < level);
    this.#openForks.clear();
  }

  enterItem(item: ListItem): void {
    this.#scopes = this.#scopes.filter(({ reach }) => {
      if (reach.kind === "section") return true;
      if (reach.kind === "block") return false;
      if (reach.kind === "item") return isWithin(item, reach.item);
      if (item.parent === reach.parent) reach.entered = true;
      return reach.entered && (item.parent === reach.parent || isWithin(item.parent, reach.parent));
    });
  }

  /** A block that stands in `item`: what was said for a deeper item or an earlier list does not reach it. */
  enterBlock(item: ListItem | undefined, isCode: boolean): void {
    this.#scopes = this.#scopes.filter(({ reach }) => {
      switch (reach.kind) {
        case "section":
          return true;
        case "item":
          return isWithin(item, reach.item);
        case "list":
          return reach.entered ? item !== reach.parent : false;
        case "block":
          return isCode && reach.item === item;
        default:
          return unreachable(reach);
      }
    });
  }
}

/** Whether `item` is `ancestor` or stands inside of it. */
export function isWithin(item: ListItem | undefined, ancestor: ListItem | undefined): boolean {
  if (ancestor === undefined) return true;
  for (let at = item; at !== undefined; at = at.parent) if (at === ancestor) return true;
  return false;
}
