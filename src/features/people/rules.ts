import type { Viewer } from '#context.ts'
import type { Rights } from '#features/customers/rules.ts'
import type { Profile } from '#features/settings/rules.ts'

/** What a shop lets its customers do about their own account. */
export interface AccountSettings {
  /** The first contact, and others with the tick, bring in colleagues. */
  readonly mayInvite: boolean
  /** The same keep the company's name, phone and address. */
  readonly mayEdit: boolean
}
const defaults: AccountSettings = { mayInvite: false, mayEdit: false }

export const accountSettings = ({ accounts }: Pick<Profile, 'accounts'>): AccountSettings => ({ ...defaults, ...accounts })

type Reader = Pick<Viewer, 'canInvite'>
type Shop = Pick<Profile, 'accounts'>
export const mayInvite = (shop: Shop, viewer: Reader) => accountSettings(shop).mayInvite && viewer.canInvite
export const mayEditCompany = (shop: Shop, viewer: Reader) => accountSettings(shop).mayEdit && viewer.canInvite

/** What somebody may hand on: nothing that is not theirs. Whoever pays sees what there is to pay. */
export function handedOn(asked: Rights, own: Rights): Rights {
  const canPay = asked.canPay && own.canPay
  return { canApprove: asked.canApprove && own.canApprove, canPay, seesPrices: (asked.seesPrices && own.seesPrices) || canPay }
}

/** Nobody takes off who stands first, who may do more than they, or themselves. */
export function mayRemove(
  one: Rights & { readonly id: string; readonly isPrimary: boolean },
  viewer: Rights & { readonly contactId: string },
): boolean {
  const isWider =
    (one.canApprove && !viewer.canApprove) || (one.canPay && !viewer.canPay) || (one.seesPrices && !viewer.seesPrices)
  return !one.isPrimary && one.id !== viewer.contactId && !isWider
}
