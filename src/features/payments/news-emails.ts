import type { SystemCtx } from '#context.ts'
import { firstName } from '#features/customers/rules.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import type { Letter, MailBuilder, MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, staffAddress } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { failureText } from './bank-text.ts'
import { desk } from './desk-words.ts'
import { buttonFor } from './emails.ts'
import { disputesOfPayment, mailableContact, mailableStaff, type Part, partsOfPayment, paymentById } from './queries.ts'
import { listed, paymentWords as words } from './words.ts'

/** What a payment is for, in words. */
const whatFor = (parts: readonly Part[]) =>
  parts.length === 0 ? words.deposit : listed(parts.map(({ number }) => words.label(number ?? '')))

/** To whoever paid. */
const toPayer =
  (which: 'failedMail' | 'refundMail'): MailBuilder =>
  async (
    ctx,
    { payment: id = '', contact: contactId = '', link: linkId = '', amount, forgiven },
  ): Promise<Letter | undefined> => {
    const queries = [paymentById, partsOfPayment, mailableContact, itemLinkById] as const
    const [[payment], parts, [contact], [link]] = await ctx.read(queries, { id, contact: contactId, link: linkId })
    if (!payment || !contact || !readsInvoices(contact)) return undefined
    const said = words[which]
    const name = shownName(ctx.shop)
    const money = formatMoney(Number(amount ?? payment.amountMinor), payment.currency, ctx.shop.locale)
    const text = said.text(money, whatFor(parts), failureText(payment.failure ?? ''))
    const content = {
      ...{ subject: said.subject(money, name), preheader: text, heading: said.heading },
      paragraphs: [words.receipt.hello(firstName(contact.name)), text, ...(forgiven ? [words.forgiven] : []), said.next],
      ...(await buttonFor(ctx, contact.customerId, parts, link)),
      reason: said.reason(name, contact.customerName),
    }
    return { to: contact.email, portal: 'offered', content }
  }

/** To an owner of the shop, with the way to the payment's page. */
async function toOwner(
  ctx: SystemCtx,
  { payment: id = '', staff = '', about = '' }: Readonly<Record<string, string>>,
  which: 'failed' | 'disputed',
): Promise<Letter | undefined> {
  const queries = [paymentById, partsOfPayment, disputesOfPayment, mailableStaff] as const
  const [[payment], parts, disputed, [member]] = await ctx.read(queries, { id, staff })
  if (!payment || !member?.email) return undefined
  const money = formatMoney(payment.amountMinor, payment.currency, ctx.shop.locale)
  const what = whatFor(parts)
  const due = disputed.find((one) => one.id === about)?.evidenceDueAt
  const day = due ? formatDay(dayOf(due, ctx.shop.timeZone), ctx.shop.locale, 'year') : ''
  const said = which === 'failed' ? desk.failedMail : desk.disputeMail
  const text = which === 'failed' ? desk.failedMail.text(money, what, payment.failure ?? '') : desk.disputeMail.text(money, what)
  const url = staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.payments.show, { id })
  const content = {
    ...{ subject: said.subject(money, payment.customerName), preheader: text, heading: said.heading },
    paragraphs: [text, ...(which === 'disputed' && day ? [desk.disputeMail.next(day)] : [])],
    button: { label: desk.failedMail.button, url },
    reason: desk.failedMail.reason(shownName(ctx.shop)),
  }
  return { to: member.email, isForDesk: true, content }
}

/** What became of a payment after it was made. */
export const newsMails: MailBuilders = {
  'payment.failed': toPayer('failedMail'),
  'payment.refund': toPayer('refundMail'),
  'payment.failed_desk': (ctx, payload) => toOwner(ctx, payload, 'failed'),
  'payment.disputed': (ctx, payload) => toOwner(ctx, payload, 'disputed'),
}
