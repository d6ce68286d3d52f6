import { firstName } from '#features/customers/rules.ts'
import { invoiceById } from '#features/invoices/queries.ts'
import { isDue, readsInvoices } from '#features/invoices/rules.ts'
import { invoiceWords } from '#features/invoices/words.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { autopayOfInvoice } from './autopay-queries.ts'
import { autopayWords as auto } from './autopay-words.ts'
import { instalmentsOfInvoice } from './instalment-queries.ts'
import { type Instalment, standingOf } from './instalment-rules.ts'
import { planReaderWords as words } from './plan-words.ts'
import { mailableContact } from './queries.ts'
import { paymentWords as paying } from './words.ts'

/** Each part that is still to come, as a mail says it. */
export function partsInWords(
  steps: readonly Instalment[],
  balanceMinor: number,
  money: (minor: number) => string,
  locale: string,
) {
  return standingOf(steps, balanceMinor)
    .filter(({ leftMinor }) => leftMinor > 0)
    .map(({ position, dueOn, leftMinor }) => ({
      label: words.part(position + 1),
      value: words.mail.plan(formatDay(dueOn, locale, 'year'), money(leftMinor)),
    }))
}

export const planMails: MailBuilders = {
  /** Nothing once it is paid, or has no plan any more. */
  'invoice.plan': async (ctx, { invoice: id = '', contact: contactId = '', link: linkId = '' }) => {
    const queries = [invoiceById, instalmentsOfInvoice, mailableContact, itemLinkById, autopayOfInvoice] as const
    const [[invoice], steps, [contact], [link], [autopay]] = await ctx.read(queries, { id, contact: contactId, link: linkId })
    if (!invoice?.number || !isDue(invoice) || steps.length === 0 || !contact || !readsInvoices(contact)) return undefined
    if (!link || link.revokedAt !== null) return undefined
    const { shop } = ctx
    const name = shownName(shop)
    const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
    const { mail } = words
    const text = mail.text(invoice.number, steps.length)
    const label = autopay?.contactId === contactId ? autopay.label : undefined
    const first = autopay?.at ? formatDay(dayOf(autopay.at, shop.timeZone), shop.locale) : undefined
    return {
      to: contact.email,
      portal: 'needed',
      content: {
        ...{ subject: mail.subject(invoice.number, name), heading: mail.heading, preheader: text },
        paragraphs: [paying.receipt.hello(firstName(contact.name)), ...(first ? [auto.plannedParts(label, first)] : []), text],
        facts: partsInWords(steps, invoice.balanceMinor, money, shop.locale),
        button: { label: invoiceWords.mail.look, url: await itemLinkUrl(ctx.deps, ctx.tenant, link) },
        reason: invoiceWords.mail.reason(name, contact.customerName),
      },
    }
  },
}
