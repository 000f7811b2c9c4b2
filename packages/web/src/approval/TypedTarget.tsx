import { type Ref, useId } from "react";

/** The field for the target's exact name. Enter answers only when the text is exact; the page does not fill it in. */
export function TypedTarget(props: {
  readonly ref: Ref<HTMLInputElement>;
  readonly targetName: string;
  readonly typed: string;
  readonly isSending: boolean;
  readonly onType: (text: string) => void;
  readonly onEnter: () => void;
}) {
  const { ref, targetName, typed, isSending, onType, onEnter } = props;
  const id = useId();
  return (
    <div className="max-w-[480px]">
      <label htmlFor={id} className="mb-1 block">
        Type the target's name to allow this: <code className="select-none font-mono font-semibold">{targetName}</code>
      </label>
      <input
        ref={ref}
        id={id}
        className="field font-mono"
        value={typed}
        disabled={isSending}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.repeat && !event.nativeEvent.isComposing) onEnter();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </div>
  );
}
