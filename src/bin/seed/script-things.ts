import type { AssetKind, AssetState } from '#features/assets/rules.ts'

/** Something a customer has with the shop. Jobs find it by its name. */
export interface ThingScript {
  readonly customer: string
  readonly name: string
  readonly kind?: AssetKind
  readonly unit?: string
  readonly plate?: string
  readonly vin?: string
  readonly year?: number
  readonly make?: string
  readonly model?: string
  readonly depot?: string
  readonly state?: AssetState
  /** By the key of the shop's own field. */
  readonly own?: Readonly<Record<string, string>>
  readonly day: number
  /** The next service: so many days from today, at what the odometer will show, or whichever comes first. */
  readonly service?: { readonly on?: number; readonly at?: number }
  /** What its odometer showed, the earliest first. */
  readonly readings?: readonly (readonly [day: number, value: number])[]
  /** Its public page, as its owner switched it on. */
  readonly passport?: {
    readonly by: string
    readonly day: number
    readonly shows: readonly ('name' | 'plate' | 'vin' | 'history')[]
  }
}

/** What stands good for something, on a thing, on a job by its title, or on both. */
export interface WarrantyScript {
  readonly customer: string
  readonly thing?: string
  readonly job?: string
  readonly by: string
  readonly product: string
  readonly brand?: string
  readonly coverage: string
  readonly registration?: string
  /** The day it was written, which is the day it begins. */
  readonly from: number
  /** Its last day; missing where it holds for as long as they own it. */
  readonly until?: number
}
