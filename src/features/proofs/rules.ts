/** Which designs of a proof must be approved: exactly one of them, every one, or one at the least. */
export const proofRules = ['one', 'all', 'any'] as const
export type ProofRule = (typeof proofRules)[number]

/** A thread, ink or film: its name as the trade calls it and, where known, its colour as `#rrggbb`. */
export interface Swatch {
  readonly name: string
  readonly hex: string | null
}
/** How many of one size. */
export interface SizeCount {
  readonly size: string
  readonly count: number
}
