/** How likely two samples of one and the same thing would differ by this much: two-sided Mann-Whitney, by the normal curve. */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, isOne: true })), ...other.map((value) => ({ value, isOne: false }))]
  all.sort((a, b) => a.value - b.value)
  const [n, m, whole] = [one.length, other.length, all.length]
  let rankSum = 0
  let ties = 0
  for (let from = 0; from < whole; ) {
    let to = from
    while (all[to]?.value === all[from]?.value) to++
    const count = to - from
    // Equals share the mean of their ranks.
    rankSum += ((from + 1 + to) / 2) * all.slice(from, to).filter(({ isOne }) => isOne).length
    ties += count ** 3 - count
    from = to
  }
  const distance = Math.abs(rankSum - (n * (n + 1)) / 2 - (n * m) / 2)
  const spread = Math.sqrt(((n * m) / 12) * (whole + 1 - ties / (whole * (whole - 1))))
  return spread === 0 ? 1 : Math.min(1, erfc(Math.max(0, distance - 0.5) / spread / Math.SQRT2))
}

/** The complementary error function to seven digits (Abramowitz and Stegun, 7.1.26). */
function erfc(x: number): number {
  const t = 1 / (1 + 0.3275911 * x)
  const series = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429]
  return series.reduceRight((sum, factor) => (sum + factor) * t, 0) * Math.exp(-x * x)
}
