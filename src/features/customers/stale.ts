import { Refused } from '#database/write.ts'
import { changesSince, type FormState } from '#lib/form.ts'
import type { UpdateCustomer } from './actions.ts'
import type { UpdateContact } from './contact-actions.ts'
import type { Contact, Customer } from './queries.ts'

/** Whether the row was changed after its form was made: by somebody else, or by this very form with other words. */
export function isStale(error: unknown): boolean {
  return error instanceof Refused && (error.reason === 'stale' || error.reason === 'other words')
}

/** What a write answers, or `stale` when the row was changed after its form was made. */
export async function unlessStale<T>(write: Promise<T>): Promise<T | 'stale'> {
  try {
    return await write
  } catch (error) {
    if (isStale(error)) return 'stale'
    throw error
  }
}

/** A form to be shown again: what was typed, for the row as it stands now, so that saving again is meant. */
export function overwriting(values: FormState['values'], row: { readonly version: number }): FormState {
  return { errors: {}, values: { ...values, version: String(row.version) } }
}

export function customerSince(typed: UpdateCustomer, now: Customer) {
  return changesSince(
    {
      kind: kindIn(typed.kind === 'company'),
      name: typed.name,
      phone: typed.phone ?? '',
      address: typed.address,
      notes: typed.notes,
      taxExemption: typed.taxExemption ?? '',
    },
    {
      kind: kindIn(now.isCompany),
      name: now.name,
      phone: now.phone ?? '',
      address: now.address ?? '',
      notes: now.notes,
      taxExemption: now.taxExemption ?? '',
    },
    { kind: 'Kind', name: 'Name', phone: 'Phone', address: 'Address', notes: 'Notes', taxExemption: 'Pays no tax because' },
  )
}
const kindIn = (isCompany: boolean) => (isCompany ? 'Company' : 'Person')

export function contactSince(typed: UpdateContact, now: Contact) {
  const textsOf = ({
    name,
    email,
    phone,
    canApprove,
    canPay,
    seesPrices,
    canInvite,
  }: Pick<UpdateContact, keyof typeof labels>) => ({
    ...{ name, email: email ?? '', phone: phone ?? '' },
    ...{ canApprove: tickIn(canApprove), canPay: tickIn(canPay), seesPrices: tickIn(seesPrices || canPay) },
    canInvite: tickIn(canInvite),
  })
  const labels = {
    ...{ name: 'Name', email: 'Email', phone: 'Phone' },
    ...{ canApprove: 'May approve', canPay: 'May pay', seesPrices: 'May see prices' },
    canInvite: 'May bring in colleagues',
  }
  return changesSince(textsOf(typed), textsOf(now), labels)
}
const tickIn = (isOn: boolean | undefined) => (isOn ? 'Yes' : 'No')
