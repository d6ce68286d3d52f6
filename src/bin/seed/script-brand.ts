/** What a customer keeps for the shop's work on them, and the day one of theirs brought it. */
export interface BrandScript {
  readonly customer: string
  readonly by: string
  readonly day: number
  /** The day somebody of the shop looked at it; missing while it is news. */
  readonly seen?: number
  /** By the name of a file that the demo can draw. */
  readonly logos: readonly { readonly file: string; readonly note: string }[]
  readonly colors: readonly (readonly [label: string, hex: string, pantone: string])[]
  readonly notes: string
}
