import type { ReactNode } from "react";

/** That there is nothing here, and what to do next. */
export function Empty({ says, children }: { readonly says: string; readonly children: ReactNode }) {
  return (
    <div className="panel border-dashed p-6">
      <p className="font-semibold">{says}</p>
      <div className="mt-1 text-text-1">{children}</div>
    </div>
  );
}
