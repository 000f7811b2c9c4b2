/**
 * How likely `count` or more of `tries` come out, where each does so with `share`. Exact to about ten digits, for as many
 * tries as one cares to add up.
 */
export function binomialTail(tries: number, count: number, share: number): number {
  if (count <= 0) return 1;
  if (count > tries || share <= 0) return 0;
  if (share >= 1) return 1;
  let sum = 0;
  for (let k = count; k <= tries; k++) {
    const term = Math.exp(logChoose(tries, k) + k * Math.log(share) + (tries - k) * Math.log1p(-share));
    sum += term;
    // Behind the mean each term is smaller than the one before it.
    if (k > tries * share && term < sum * 1e-15) break;
  }
  return Math.min(1, sum);
}

/**
 * The highest share that what was seen still speaks for, at 95 % from one side (Wilson's score interval). With few tries it
 * lies far above what was seen.
 */
export function highestShare(tries: number, count: number): number {
  if (tries === 0) return 1;
  const z = 1.645;
  const seen = count / tries;
  const middle = seen + (z * z) / (2 * tries);
  const reach = z * Math.sqrt((seen * (1 - seen)) / tries + (z * z) / (4 * tries * tries));
  return Math.min(1, (middle + reach) / (1 + (z * z) / tries));
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series; below ten the product itself. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let factor = 2; factor <= n; factor++) product *= factor;
    return Math.log(product);
  }
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5) - 1 / (1680 * n ** 7);
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + series;
}
