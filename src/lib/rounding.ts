/** The one rounding rule of all money: to the nearest integer, halves away from zero. Throws RangeError for a zero denominator. */
export function roundRatio(numerator: bigint, denominator: bigint): bigint {
  const [top, bottom] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator]
  const magnitude = top < 0n ? -top : top
  const rounded = (2n * magnitude + bottom) / (2n * bottom)
  return top < 0n ? -rounded : rounded
}

/**
 * Splits a total over integer weights so that the parts sum exactly: largest remainder, ties to the earlier, a negative total
 * mirrors the positive one. All weights zero means equal parts. Throws RangeError for a negative weight or a total without parts.
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  if (weights.some((weight) => weight < 0)) throw new RangeError('A weight is negative')
  if (weights.length === 0 && totalMinor !== 0) throw new RangeError('Nothing to allocate to')
  const whole = weights.map(BigInt)
  const sum = whole.reduce((a, b) => a + b, 0n)
  const total = BigInt(totalMinor)
  return sum === 0n
    ? settle(
        total,
        whole.map(() => total),
        BigInt(weights.length),
      )
    : settle(
        total,
        whole.map((weight) => total * weight),
        sum,
      )
}

/** Rounds each share (numerator over denominator) down, then hands out what is missing to the largest remainders. */
export function settle(total: bigint, numerators: readonly bigint[], denominator: bigint): number[] {
  if (total < 0n)
    return settle(
      -total,
      numerators.map((n) => -n),
      denominator,
    ).map((part) => 0 - part)
  const shares = numerators.map((n, at) => {
    const remainder = ((n % denominator) + denominator) % denominator
    return { at, floor: (n - remainder) / denominator, remainder }
  })
  let missing = shares.reduce((left, share) => left - share.floor, total)
  const parts = shares.map((share) => share.floor)
  for (const { at } of shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder))) {
    if (missing <= 0n) break
    parts[at]! += 1n
    missing -= 1n
  }
  return parts.map(safe)
}

/** An exact integer as a number. Throws RangeError past safe integers. */
export function safe(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('An amount is too large to be exact')
  return number
}
