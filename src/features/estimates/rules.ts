/** One of up to three ways to have the work done. */
export interface Tier {
  readonly key: string
  readonly name: string
  /** What it gives, in a sentence or two. */
  readonly what: string
  /** The one the shop would choose; nothing is chosen for the customer by that. */
  readonly isSuggested: boolean
}
