import { type ReactNode, useEffect, useId, useRef } from "react";

/** A dialog over the page. The browser keeps the focus in it and gives it back; Escape closes it. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}) {
  const { title, onClose, children, isWide = false } = props;
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // The focus goes to the first field or button, which may stand at the end; what is read starts at the top.
    if (shown) shown.scrollTop = 0;
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={`panel arrives m-auto max-h-[92dvh] w-[calc(100vw-24px)] overflow-auto bg-surface-1 p-5 text-text-0 ${isWide ? "max-w-[880px]" : "max-w-[560px]"}`}
    >
      <h2 id={titleId} className="mb-4">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
