/** Dice of two masks of equal length, anything but 0 being inside: 2 |A ∩ B| / (|A| + |B|); NaN where both are empty. */
export function dice(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [both, sum] = [0, 0];
  for (let n = 0; n < a.length; n++) {
    both += a[n] && b[n] ? 1 : 0;
    sum += (a[n] ? 1 : 0) + (b[n] ? 1 : 0);
  }
  return (2 * both) / sum;
}
