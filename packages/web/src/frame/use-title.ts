import { useEffect } from "react";

const product = "Steadyhand";

/** What the browser's tab says while this page is drawn: the first words are all that a full row of tabs shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${product}`;
    return () => {
      document.title = product;
    };
  }, [title]);
}
