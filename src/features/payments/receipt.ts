import type { Mail } from '#context.ts'
import type { Change } from '#database/write.ts'
import { newItemLink } from '#identity/item-links.ts'

/** The receipt for one contact, with a link to the invoice, where it is one, that stands in the same batch. */
export function receiptFor(
  now: number,
  payment: { readonly id: string; readonly customerId: string; readonly invoiceIds: readonly string[] },
  contactId: string,
): { readonly mails: readonly Mail[]; readonly links: readonly Change[] } {
  const [invoiceId, another] = payment.invoiceIds
  const link = invoiceId !== undefined && another === undefined ? newItemLink(now, 'invoice', invoiceId, contactId) : undefined
  const payload = { payment: payment.id, contact: contactId, link: link?.id ?? '' }
  const key = `receipt ${payment.id} ${contactId}`
  return {
    mails: [{ kind: 'payment.receipt', payload, key, customerId: payment.customerId }],
    links: link ? [link.insert] : [],
  }
}
