/** A message as JSON. Small: what is large goes into the database, and the message names it. */
export type BusPayload =
  | null
  | boolean
  | number
  | string
  | readonly BusPayload[]
  | { readonly [key: string]: BusPayload };

/** Whether the other nodes can be heard. */
export interface BusState {
  readonly isConnected: boolean;
  /** Since when nothing has been heard of the bus, while it should have been. */
  readonly silentSince?: Date;
  /** For how long that has been, by a clock that nobody can set. */
  readonly silentMs?: number;
}

/**
 * Tells the other nodes something at once, and perhaps never: a message is lost when its listener is away. What must
 * arrive stands in the database, and the message only makes it arrive sooner. Whoever publishes hears it as well.
 */
export interface Bus {
  /** Never throws and waits for nobody. */
  publish(topic: BusTopic, payload: BusPayload): void;
  /** Calls `listener` with each message until the returned function is called. What a listener throws stays with it. */
  subscribe(topic: BusTopic, listener: (payload: BusPayload) => void): () => void;
  state(): BusState;
}

/** Lower-case words joined by dots: `panic.pressed`. */
export type BusTopic = string;
