/** How to reach one provider, its key already read. */
export interface ProviderConfig {
  readonly name: string;
  readonly kind: "anthropic" | "openai-compatible";
  /** Without a slash at its end; what the protocol's paths are put behind, such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** `openai` is what the vendor itself takes; `compatible` what servers that imitate it understand. */
  readonly variant: "openai" | "compatible";
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it takes a JSON schema for its answer. Without, the prompt alone says what the answer must look like. */
  readonly supportsSchemas: boolean;
  /** Largest answer that is read. */
  readonly maxAnswerBytes: number;
}

export interface Price {
  readonly inputUsdPerMillionTokens: number;
  readonly outputUsdPerMillionTokens: number;
}

/** Which model does a task, and what it may take. */
export interface TaskConfig {
  readonly provider: ProviderConfig;
  readonly model: string;
  /** One deadline for everything: waiting in the queue, every try, and the answer's last byte. */
  readonly timeoutMs: number;
  readonly maxOutputTokens: number;
  readonly concurrency: number;
  readonly retries: number;
  readonly stream: boolean;
  /** Sent only when configured: several models refuse it. */
  readonly temperature?: number;
  readonly effort?: string;
  readonly thinking?: "adaptive" | "disabled";
  readonly price?: Price;
}

/** A configuration that was read and checked, keys included: it must not be printed or stored. */
export interface ModelConfig {
  readonly secondKey?: TaskConfig;
  readonly extraction?: TaskConfig;
  readonly investigation?: TaskConfig;
  readonly budget: { readonly tokensPerDay: number; readonly usdPerDay: number };
  readonly warnings: readonly string[];
}
