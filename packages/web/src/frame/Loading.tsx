/** That something is on its way. Grey bars in the shape of what will come. */
export function Loading({ what, rows = 4 }: { readonly what: string; readonly rows?: number }) {
  return (
    <div role="status" className="panel p-4">
      <p className="mb-3 text-text-1">Reading {what}</p>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <div key={row} aria-hidden="true" className="my-3 h-5 rounded-panel bg-surface-3" />
      ))}
    </div>
  );
}
