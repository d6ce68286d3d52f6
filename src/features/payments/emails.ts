import { firstName } from '#features/customers/rules.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { english as invoiceWords } from '#features/invoices/words.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import type { MailContent } from '#features/notifications/content.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay, formatInstant } from '#lib/time.ts'
import { mailableContact, paymentById } from './queries.ts'
import { english as words } from './words.ts'

export const paymentMails: MailBuilders = {
  'payment.receipt': async (
    ctx,
    { payment: id = '', contact: contactId = '', link: linkId = '' },
  ): Promise<Letter | undefined> => {
    const [[payment], [contact], [link]] = await ctx.read([paymentById, mailableContact, itemLinkById], {
      id,
      contact: contactId,
      link: linkId,
    })
    if (payment?.state !== 'succeeded' || !contact || !readsInvoices(contact)) return undefined
    const { shop } = ctx
    const { receipt } = words
    const { balanceMinor } = payment
    const name = shownName(shop)
    const money = (minor: number) => formatMoney(minor, payment.currency, shop.locale)
    const amount = money(payment.amountMinor)
    const number = payment.invoiceNumber ?? ''
    const place = { locale: shop.locale, zone: shop.timeZone }
    const when = payment.receivedOn
      ? formatDay(payment.receivedOn, shop.locale, 'year')
      : formatInstant(payment.settledAt ?? ctx.now, place, 'year')
    const content: MailContent = {
      subject: receipt.subject(amount, name),
      preheader: receipt.preheader(number),
      heading: receipt.heading,
      paragraphs: [receipt.hello(firstName(contact.name)), receipt.thanks(amount, number, payment.invoiceTitle)],
      facts: [
        { label: receipt.amount, value: amount },
        { label: receipt.how, value: payment.instrument ?? invoiceWords.methods[payment.method] },
        { label: receipt.when, value: when },
        { label: receipt.invoice, value: number },
        { label: receipt.left, value: balanceMinor > 0 ? money(balanceMinor) : receipt.settled },
      ],
      ...(link && link.revokedAt === null && shop.isPortalOn
        ? { button: { label: receipt.button, url: await itemLinkUrl(ctx.deps, ctx.tenant, link) } }
        : {}),
      ...(balanceMinor < 0 ? { afterword: [receipt.credit(money(-balanceMinor))] } : {}),
      reason: receipt.reason(name, contact.customerName),
    }
    return { to: contact.email, content }
  },
}
