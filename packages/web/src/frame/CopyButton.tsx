import { useEffect, useState } from "react";

/** Copies a text and says so. */
export function CopyButton(props: {
  /** A function where the text is long and seldom wanted. */
  readonly text: string | (() => string);
  readonly label: string;
  readonly className?: string;
}) {
  const { text, label, className = "button button-quiet" } = props;
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <button
      type="button"
      className={className}
      title={typeof text === "string" && text.length < 200 ? text : undefined}
      onClick={() => {
        copy(typeof text === "string" ? text : text()).then(
          () => setSaid("Copied"),
          () => setSaid("The browser does not let the page copy"),
        );
      }}
    >
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}

/** Rejects also where the browser has no clipboard for the page: it has none for an address without TLS. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** The two ways to reach what is on the screen again: its link, and its command. */
export function Reach({ path, command }: { readonly path: string; readonly command: string }) {
  return (
    <span className="flex flex-wrap">
      <CopyButton text={new URL(path, window.location.href).href} label="Copy link" />
      <CopyButton text={command} label="Copy command" />
    </span>
  );
}
