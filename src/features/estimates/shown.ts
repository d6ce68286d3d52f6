import type { FormState } from '#lib/form.ts'
import { type Choice, type Price, priceOf } from '#lib/offer.ts'
import type { Offer, OfferPart } from './rules.ts'

/** The choice in a form that came back; nothing is chosen for anybody. */
export function choiceIn(form: FormState | undefined): Choice {
  const ticked = Object.entries(form?.values ?? {}).filter(([name]) => name === addOnsName || name.startsWith(`${addOnsName}.`))
  return { tier: form?.values['tier'] || undefined, addOns: new Set(ticked.map(([, key]) => key)) }
}
/** The field of the add-ons, sent once for each that is ticked. */
export const addOnsName = 'addOns[]'

/** The price of what was said yes to. */
export function approvedPrice(
  decisions: readonly { readonly partKey: string; readonly answer: string }[],
  parts: readonly OfferPart[],
  offer: Offer,
): Price<OfferPart> {
  const yes = new Set(decisions.filter(({ answer }) => answer === 'approved').map(({ partKey }) => partKey))
  return priceOf(
    parts.filter(({ key }) => yes.has(key)),
    offer,
  )
}
