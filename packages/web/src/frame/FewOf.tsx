import { type ReactNode, useState } from "react";

/** The rows of a list that may be long: those that stand first, and a button for the others. Stands within a list. */
export function FewOf<Item>(props: {
  readonly items: readonly Item[];
  readonly most: number;
  readonly children: (item: Item) => ReactNode;
}) {
  const { items, most, children } = props;
  const [isAll, setAll] = useState(false);
  // One more row takes no more room than the button that would hide it.
  const shown = isAll || items.length <= most + 1 ? items : items.slice(0, most);
  const others = items.length - shown.length;
  return (
    <>
      {shown.map(children)}
      {others > 0 && (
        <li className="py-1">
          <button type="button" className="button" onClick={() => setAll(true)}>
            Show {others.toLocaleString("en-US")} others
          </button>
        </li>
      )}
    </>
  );
}
