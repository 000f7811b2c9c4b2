/** Ends a `switch` over a union: the compiler refuses it while a case is missing. */
export function unreachable(value: never): never {
  throw new TypeError(`Cannot handle ${JSON.stringify(value)}: no case is written for it`);
}
