import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { keyMap } from "./key-map.ts";
import { nothingRead, readKey } from "./key-reader.ts";

export type KeyHandlers = Readonly<Record<string, (() => void) | undefined>>;

interface Keyboard {
  /** Newest last: what is on top answers first. */
  readonly layers: Set<{ readonly current: KeyHandlers }>;
}

const KeyboardContext = createContext<Keyboard>({ layers: new Set() });

/** Listens to the keyboard once for the whole page. Shows a prefix that waits for its second key. */
export function KeyboardProvider({ children }: { readonly children: ReactNode }) {
  const keyboard = useMemo<Keyboard>(() => ({ layers: new Set() }), []);
  const [prefix, setPrefix] = useState<string>();
  useEffect(() => {
    let reader = nothingRead;
    const onKeyDown = (event: KeyboardEvent) => {
      const read = readKey(reader, {
        key: event.key,
        isRepeat: event.repeat,
        isModified: event.ctrlKey || event.metaKey || event.altKey || event.isComposing,
        isTaken: isTaken(event),
      });
      reader = read.reader;
      setPrefix(reader.prefix);
      const handler = read.chord === undefined ? undefined : findHandler(keyboard, read.chord);
      if (handler === undefined) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [keyboard]);
  return (
    <KeyboardContext value={keyboard}>
      {children}
      {prefix !== undefined && (
        <div role="status" className="panel fixed right-4 bottom-4 z-10 bg-surface-3 px-3 py-2">
          <kbd className="key">{prefix}</kbd> then
          <ul className="mt-1">
            {after(prefix).map(({ key, does }) => (
              <li key={key} className="mt-1">
                <kbd className="key">{key}</kbd> {does}
              </li>
            ))}
          </ul>
        </div>
      )}
    </KeyboardContext>
  );
}

/** Answers these chords for as long as the component is drawn. A handler that is `undefined` leaves its key to others. */
export function useKeys(handlers: KeyHandlers): void {
  const { layers } = useContext(KeyboardContext);
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    layers.add(latest);
    return () => void layers.delete(latest);
  }, [layers]);
}

/** The keys that may follow a prefix, and what each does then. */
function after(prefix: string): { readonly key: string; readonly does: string }[] {
  return keyMap
    .flatMap(({ keys }) => keys)
    .filter(({ chord }) => chord.startsWith(`${prefix} `))
    .map(({ chord, does }) => ({ key: chord.slice(prefix.length + 1), does }));
}

function findHandler({ layers }: Keyboard, chord: string): (() => void) | undefined {
  return [...layers]
    .reverse()
    .map(({ current }) => current[chord])
    .find((handler) => handler !== undefined);
}

function isTaken({ target, key }: KeyboardEvent): boolean {
  // A dialog has the keys to itself, but for panic: it lies over the button, and nothing may stand between.
  if (document.querySelector("dialog[open]") !== null && key !== "!") return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
