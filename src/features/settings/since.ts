import { changesSince, type FormState, textsOf } from '#lib/form.ts'
import { percentOf } from '#lib/money.ts'
import type { Changed } from '#ui/stale-note.tsx'
import { type Profile, shownName } from './rules.ts'

/** A form that met a newer row: what was typed, and what stands there now. */
export interface Stale {
  readonly form: FormState
  readonly changes: readonly Changed[]
}

/** Shows a form again with everything typed, beside what somebody else made of its row. */
export function staleOf(raw: Record<string, unknown>, now: Record<string, string>, labels: Record<string, string>): Stale {
  const values = textsOf(raw)
  return { form: { errors: {}, values }, changes: changesSince(values, now, labels) }
}

const shopLabels = {
  name: 'Shop name',
  email: 'Email',
  phone: 'Phone',
  website: 'Website',
  address: 'Address',
  timeZone: 'Time zone',
  locale: 'Dates and numbers',
  currency: 'Currency',
  taxName: 'Tax is called',
  taxPpm: 'Usual rate',
  dueDays: 'Due after',
  invoicePrefix: 'Numbers begin with',
  paymentNote: 'Other ways to pay',
}

/** Settings › Shop against the row as it is now. */
export function shopSince(raw: Record<string, unknown>, shop: Profile): Stale {
  const { name, email, phone, website, address, timeZone, locale, currency, taxName, invoicePrefix, paymentNote } = shop
  const now = {
    ...{ name, timeZone, locale, currency, taxName, invoicePrefix, paymentNote },
    ...{ email: email ?? '', phone: phone ?? '', website: website ?? '', address: address ?? '' },
    ...{ taxPpm: percentOf(shop.taxPpm), dueDays: String(shop.dueDays) },
  }
  // A locked currency is shown and not sent.
  return staleOf({ currency, ...raw }, now, shopLabels)
}

const portalLabels = {
  isOn: 'Customers can open the portal',
  passwords: 'Customers may sign in with a password',
  portalName: 'Name customers see',
}
const tabLabels = {
  jobs: 'Tab for jobs',
  invoices: 'Tab for invoices',
  messages: 'Tab for messages',
  requests: 'Tab for requests',
}
const shown = (isShown: boolean) => (isShown ? 'on' : '')

/** Settings › Portal against the row as it is now. */
export function portalSince(raw: Record<string, unknown>, shop: Profile): Stale {
  const now: Record<string, string> = {
    isOn: shown(shop.isPortalOn),
    passwords: shown(shop.arePasswordsOn),
    portalName: shownName(shop),
  }
  const labels: Record<string, string> = { ...portalLabels }
  for (const { key, label, isShown } of shop.tabs) {
    now[`${key}Label`] = label
    now[`${key}Shown`] = shown(isShown)
    labels[`${key}Label`] = tabLabels[key]
    labels[`${key}Shown`] = `${tabLabels[key]}, shown`
  }
  const stale = staleOf(raw, now, labels)
  return { ...stale, changes: stale.changes.map((change) => ({ ...change, now: change.now || 'off' })) }
}

const brandingLabels = { portalName: 'Name customers see', color: 'Your one color' }

/** Settings › Branding against the row as it is now. A chosen logo has to be chosen again. */
export function brandingSince(raw: Record<string, unknown>, shop: Profile): Stale {
  return staleOf(raw, { portalName: shownName(shop), color: shop.colors.brand }, brandingLabels)
}
