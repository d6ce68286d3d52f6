import type { Mail } from '#context.ts'
import type { Change } from '#database/write.ts'
import { newItemLink } from '#identity/item-links.ts'
import type { Books } from './apply-events.ts'

interface News {
  readonly mails: readonly Mail[]
  readonly links: readonly Change[]
}

/** The payer, with a link to the invoice where it is for one. */
function tellPayer({ now, payment, parts }: Books, kind: string, more: Readonly<Record<string, string>>, key: string): News {
  const { id, contactId, customerId } = payment
  if (!contactId) return { mails: [], links: [] }
  const [first, another] = parts.filter(({ amountMinor }) => amountMinor > 0)
  const link = first && !another ? newItemLink(now, 'invoice', first.invoiceId, contactId) : undefined
  const payload = { payment: id, contact: contactId, link: link?.id ?? '', ...more }
  return { mails: [{ kind, payload, key: `${kind} ${key} ${contactId}`, customerId }], links: link ? [link.insert] : [] }
}

const tellOwners = ({ owners, payment }: Books, kind: string, key: string): readonly Mail[] =>
  owners.map(({ id }) => ({ kind, payload: { payment: payment.id, staff: id, about: key }, key: `${kind} ${key} ${id}` }))

/** A debit came to nothing: whoever paid and the shop's owners hear why. */
export function tellOfFailure(books: Books): News {
  const { id } = books.payment
  const payer = tellPayer(books, 'payment.failed', {}, id)
  return { mails: [...payer.mails, ...tellOwners(books, 'payment.failed_desk', id)], links: payer.links }
}

/** Whoever paid hears how much goes back, and that it is owed no more where it is not. */
export function tellOfRefund(books: Books, refund: string, amountMinor: number, isForgiven: boolean): News {
  const said = { amount: String(amountMinor), ...(isForgiven ? { forgiven: '1' } : {}) }
  return tellPayer(books, 'payment.refund', said, `${books.payment.id} ${refund}`)
}

export const tellOfDispute = (books: Books, dispute: string) => tellOwners(books, 'payment.disputed', dispute)
