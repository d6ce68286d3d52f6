import { firstName } from '#features/customers/rules.ts'
import { invoiceById } from '#features/invoices/queries.ts'
import { isDue, readsInvoices } from '#features/invoices/rules.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { meantFor } from '#identity/accounts/meant.ts'
import { itemLinkById, itemLinkUrl, portalAddress } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { chargeByItself } from './autopay.ts'
import { methodById } from './autopay-queries.ts'
import { autopayWords as words } from './autopay-words.ts'
import { failureText } from './bank-text.ts'
import { mailableContact, partsOfPayment, paymentById } from './queries.ts'
import { chargedAttemptById } from './saved-queries.ts'
import { paymentWords as paying } from './words.ts'

const { mail } = words

export const autopayMails: MailBuilders = {
  /** No mail: what its customer agreed to is charged. */
  'invoice.autopay': async (ctx, { invoice = '', edition = '', step = '', payment = '', tries = '1' }): Promise<undefined> => {
    await chargeByItself(ctx, { invoice, edition, step, payment, tries })
  },

  /** To its owner, whatever they may do meanwhile: it is a word about their card. */
  'autopay.changed': async (ctx, { method: id = '', contact: contactId = '', is = '' }) => {
    const [[method], [contact]] = await ctx.read([methodById, mailableContact], { method: id, contact: contactId })
    if (!method || !contact) return undefined
    const name = shownName(ctx.shop)
    const subject = is === 'on' ? mail.onSubject(name) : mail.offSubject(name)
    const { label } = method
    const text = is === 'on' ? mail.on(label) : is === 'ended' ? mail.ended(label, name) : mail.off(label)
    // The shop did that, and who was put away with their customer cannot open the page.
    const isTheirs = is !== 'ended'
    const url = meantFor(contact.customerId, portalAddress(ctx.deps, ctx.tenant) + href('', paths.portal.waysToPay.list))
    return {
      to: contact.email,
      portal: 'offered',
      content: {
        ...{ subject, heading: subject, preheader: text },
        paragraphs: [paying.receipt.hello(firstName(contact.name)), text],
        ...(isTheirs ? { button: { label: mail.button, url }, afterword: [mail.notYou] } : {}),
        reason: mail.reason(name),
      },
    }
  },

  /** Nothing once it was paid otherwise. */
  'autopay.refused': async (ctx, { payment: id = '', contact: contactId = '', link: linkId = '', again = '' }) => {
    const queries = [paymentById, partsOfPayment, mailableContact, itemLinkById, chargedAttemptById] as const
    const [[payment], [part], [contact], [link], [charged]] = await ctx.read(queries, { id, contact: contactId, link: linkId })
    if (!payment || !part || !charged || !contact || !readsInvoices(contact) || !link || link.revokedAt !== null) return undefined
    const [[invoice]] = await ctx.read([invoiceById], { id: part.invoiceId })
    if (!invoice || !isDue(invoice)) return undefined
    const { shop } = ctx
    const name = shownName(shop)
    const number = invoice.number ?? ''
    const money = (minor: number) => formatMoney(minor, payment.currency, shop.locale)
    const text = mail.refused(money(payment.amountMinor), number, charged.label, failureText(payment.failure ?? ''))
    const day = again ? formatDay(dayOf(Number(again), shop.timeZone), shop.locale, 'year') : ''
    return {
      to: contact.email,
      portal: 'needed',
      content: {
        ...{ subject: mail.refusedSubject(number, name), heading: mail.refusedHeading, preheader: text },
        paragraphs: [paying.receipt.hello(firstName(contact.name)), text, day ? mail.again(day) : mail.given],
        button: { label: mail.pay(money(invoice.balanceMinor)), url: await itemLinkUrl(ctx.deps, ctx.tenant, link) },
        reason: mail.reason(name),
      },
    }
  },
}
