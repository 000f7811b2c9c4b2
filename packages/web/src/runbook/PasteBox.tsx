import { useFileDrop } from "./SourceEditor.tsx";

/** Where everything begins: a runbook's text, pasted, typed or dropped. */
export function PasteBox({ onText }: { readonly onText: (text: string) => void }) {
  const { isOver, handlers } = useFileDrop(onText);
  return (
    <section aria-label="Paste a runbook">
      <label htmlFor="paste" className="mb-2 block font-semibold text-title">
        Paste a runbook
      </label>
      <textarea
        id="paste"
        data-search
        className={`field mono min-h-[200px] font-mono text-dense ${isOver ? "outline-3 outline-focus" : ""}`}
        placeholder="A wiki page, Markdown, HTML or plain text. You see its steps at once; nothing runs yet."
        value=""
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
        {...handlers}
      />
      <p className="mt-1 text-dense text-text-1">
        Or drop a file here, or choose one:{" "}
        <input
          type="file"
          aria-label="Choose a file with a runbook"
          accept=".md,.markdown,.html,.htm,.xml,.rst,.txt,text/*"
          className="file-choice text-dense"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void file.text().then(onText);
          }}
        />
      </p>
    </section>
  );
}
