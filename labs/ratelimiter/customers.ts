/** Who asks for leave in the lab. The last one asks for more than it may, so that denials happen too. */
export const customers: readonly string[] = [
  ...Array.from({ length: 9 }, (_, index) => `customer-${index + 1}`),
  "greedy",
];

/** Less than it asks for at any rate that a lab is run at. */
export const greedy = { key: "greedy", limit: 20 } as const;
