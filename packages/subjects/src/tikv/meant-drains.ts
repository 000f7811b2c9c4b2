/** The stores whose leaders somebody means to keep away, and until when. */
export interface MeantDrains {
  isMeant(storeId: number, at: Date): boolean;
  mean(storeId: number, until: Date): void;
  forget(storeId: number): void;
}

/** `always`: what the configuration says, until further notice. The rest is known to this process and ends with it. */
export function createMeantDrains(always: readonly number[]): MeantDrains {
  const until = new Map<number, Date>();
  const standing = new Set(always);
  return {
    isMeant: (storeId, at) => standing.has(storeId) || (until.get(storeId)?.getTime() ?? 0) > at.getTime(),
    mean: (storeId, end) => void until.set(storeId, end),
    forget: (storeId) => void until.delete(storeId),
  };
}
