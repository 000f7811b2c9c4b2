/** Where checkpoints are kept besides this machine's own file: somewhere that whoever may change the ledger does not control. */
export interface CheckpointPlace {
  /** As it was configured, without what is secret in it. */
  readonly name: string;
  /** Keeps lines in their order. May be given the same lines again after a failure. Throws what stood in the way. */
  keep(lines: readonly string[]): Promise<void>;
}
