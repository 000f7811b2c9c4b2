import { type Call, openSession, type Session } from "./session.ts";

/** A connection that is kept between looks: it still serves when a server has none left, and tells a hung server from a cut wire. */
export interface KeptSession {
  /** The one that is open, without opening one. */
  readonly current: Session | undefined;
  /** The one that is open, else a new one. */
  get(signal: AbortSignal): Promise<Session>;
  /** Gives up the one that is open, as one that does not answer. */
  drop(): void;
  /** For good: what is being opened meanwhile is closed as well. */
  close(): void;
}

export function keepSession({ address, purpose }: Omit<Call, "signal">): KeptSession {
  let kept: Session | undefined;
  let isClosed = false;
  const current = () => (kept?.isOpen ? kept : undefined);
  const drop = () => {
    kept?.close();
    kept = undefined;
  };
  return {
    get current() {
      return current();
    },
    async get(signal) {
      const open = current();
      if (open) return open;
      const opened = await openSession({ address, purpose, signal });
      // Another one that asked at the same time may have been quicker, and may be in use.
      const other = current();
      if (other === undefined && !isClosed) {
        kept = opened;
        return opened;
      }
      opened.close();
      if (other) return other;
      throw new Error("the subject was closed while the connection was opened");
    },
    drop,
    close() {
      isClosed = true;
      drop();
    },
  };
}
