import type { AssetKind } from './rules.ts'

export const ownFieldKinds = ['text', 'number', 'day', 'choice'] as const
export type OwnFieldKind = (typeof ownFieldKinds)[number]
/** What a field of the shop's own stands on. */
export const ownFieldPlaces = ['all', 'vehicle', 'thing'] as const
export type OwnFieldPlace = (typeof ownFieldPlaces)[number]

/** A field that this shop keeps of its customers' things, beside those that every shop has. */
export interface OwnField {
  /** Stays the same whatever it is called. */
  readonly key: string
  readonly label: string
  readonly kind: OwnFieldKind
  readonly place: OwnFieldPlace
  /** What can be chosen. */
  readonly options: readonly string[]
  /** Customers read it too; it goes along when the thing gets a new owner. */
  readonly isForCustomer: boolean
}
export const mostOwnFields = 20

export interface AssetSettings {
  readonly fields: readonly OwnField[]
  /** Whether customers add things of theirs, and change what is kept of them. */
  readonly customersAdd: boolean
  readonly customersEdit: boolean
  /** Whether a VIN of another shape is kept when whoever types it says that it is right. */
  readonly takesOddVins: boolean
  /** Whether customers are mailed 30 days before a warranty ends. */
  readonly mailsWarranties: boolean
}
export const defaultAssets: AssetSettings = {
  ...{ fields: [], customersAdd: false, customersEdit: false },
  ...{ takesOddVins: true, mailsWarranties: false },
}

/** What this shop set, with the defaults where it set nothing. */
export function assetSettings({ assetSettings: set }: { readonly assetSettings: Partial<AssetSettings> | null }): AssetSettings {
  return { ...defaultAssets, ...set }
}

/** The shop's own fields of one kind of thing; for customers those that they read. */
export function ownFieldsOf({ fields }: AssetSettings, kind: AssetKind, isForCustomer = false): readonly OwnField[] {
  return fields.filter((field) => (field.place === 'all' || field.place === kind) && (!isForCustomer || field.isForCustomer))
}
