/** What is proven, or the first thing that is wrong. Codes are those of docs/ledger-format.md. */
export type Report =
  | {
      readonly ok: true;
      readonly tenantId: string;
      readonly filter: { readonly executionId?: string; readonly since?: string; readonly until?: string };
      readonly events: number;
      readonly hidden: number;
      readonly first: number;
      readonly last: number;
      readonly head: string;
      /** Of the Merkle tree over all events up to `last`; absent of one execution. */
      readonly root?: string;
      readonly exportedAt: string;
      readonly keyId: string;
      /** Heads signed at earlier times that were compared. */
      readonly checkpoints: number;
    }
  | {
      readonly ok: false;
      readonly events: number;
      readonly sequence?: number;
      readonly code: string;
      readonly problem: string;
    };

export function verifyExport(input: {
  readonly path: string;
  readonly publicKeyPem: string;
  readonly anchorsPath?: string;
}): Report;

export function grow(peaks: string[], size: number, leaf: string): void;
export function rootOf(peaks: readonly string[]): string;
