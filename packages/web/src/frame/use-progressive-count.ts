import { startTransition, useEffect, useState } from "react";

/**
 * How many of a long list's rows to draw now: the first screenfuls at once, the rest in portions between which the page
 * answers keys and clicks.
 */
export function useProgressiveCount(
  total: number,
  { first, portion }: { readonly first: number; readonly portion: number },
) {
  const [count, setCount] = useState(first);
  useEffect(() => {
    if (count >= total) return;
    const timer = setTimeout(() => startTransition(() => setCount(count + portion)), 0);
    return () => clearTimeout(timer);
  }, [count, total, portion]);
  return Math.min(count, total);
}
