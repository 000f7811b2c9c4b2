import type { Json } from "@steadyhand/core/json";
import type { Elevation, LevelChange, Promotion, TrustChange } from "@steadyhand/core/levels";

// Only `JSON.stringify` of these types writes the documents, and the migration in force knows their shape.

export function decodeLevelChange(stored: unknown): LevelChange {
  const json = stored as Json<LevelChange>;
  return { ...json, at: new Date(json.at) };
}

export function decodeTrustChange(stored: unknown): TrustChange {
  const json = stored as Json<TrustChange>;
  return { ...json, at: new Date(json.at) };
}

export function decodePromotion(stored: unknown): Promotion {
  const json = stored as Json<Promotion>;
  const offeredAt = new Date(json.offeredAt);
  switch (json.phase) {
    case "offered":
      return { ...json, offeredAt };
    case "declined":
      return { ...json, offeredAt, at: new Date(json.at), silentUntil: new Date(json.silentUntil) };
    case "confirmed":
    case "withdrawn":
      return { ...json, offeredAt, at: new Date(json.at) };
  }
}

export function decodeElevation(stored: unknown): Elevation {
  const json = stored as Json<Elevation>;
  const askedAt = new Date(json.askedAt);
  switch (json.phase) {
    case "asked":
      return { ...json, askedAt };
    case "refused":
      return { ...json, askedAt, at: new Date(json.at) };
    case "granted":
      return { ...json, askedAt, grantedAt: new Date(json.grantedAt), until: new Date(json.until) };
    case "ended": {
      const [grantedAt, until, endedAt] = [json.grantedAt, json.until, json.endedAt].map((text) => new Date(text));
      // Three texts give three dates.
      return { ...json, askedAt, grantedAt, until, endedAt } as Elevation;
    }
  }
}
