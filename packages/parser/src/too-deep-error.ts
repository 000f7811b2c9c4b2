/** Thrown out of a reader where the nesting goes deeper than anybody writes; it becomes a refusal at the face. */
export class TooDeepError extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`The text nests lists, quotes or elements deeper than ${limit} levels`);
    this.name = "TooDeepError";
    this.limit = limit;
  }
}
