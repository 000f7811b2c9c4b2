import { keyMap } from "../keyboard/index.ts";
import { Dialog } from "./Dialog.tsx";

/** Every key and what it does. */
export function KeyHelpOverlay({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose} isWide>
      <div className="gap-6 md:columns-2">
        {keyMap.map(({ where, keys }) => (
          <section key={where} className="mb-6 break-inside-avoid">
            <h3 className="mb-2 text-text-1">{where}</h3>
            <dl className="grid grid-cols-[88px_1fr] gap-x-3 gap-y-2">
              {keys.map(({ chord, does }) => (
                <div key={chord} className="contents">
                  <dt className="flex gap-1">
                    {chord.split(" ").map((key) => (
                      <kbd key={key} className="key self-start">
                        {key === "Escape" ? "Esc" : key}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="mt-4 text-text-1">
        No key alone approves a dangerous step: its target's name is typed. Keys mean nothing while you write in a
        field.
      </p>
      <button type="button" className="button mt-4" onClick={onClose}>
        Close
      </button>
    </Dialog>
  );
}
