/** What a command came to. Output is cut where it is too long to be a reading. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
}

/** What a declared subject needs from whoever opens it. */
export interface DeclaredPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Runs words without a shell. Rejects where the program could not be run or had not ended in time. */
  run(words: readonly string[], options: { readonly signal: AbortSignal }): Promise<Ran>;
  /** What the scanner says of words or of a statement. */
  judge(command: {
    readonly dialect: "shell" | "sql";
    readonly text: string;
  }): "safe" | "caution" | "dangerous" | "unknown";
}
