import { firstName } from '#features/customers/rules.ts'
import { invoiceById } from '#features/invoices/queries.ts'
import { isDue, readsInvoices } from '#features/invoices/rules.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl, staffAddress } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { autopayWords as words } from './autopay-words.ts'
import { desk } from './desk-words.ts'
import { mailableContact, mailableStaff } from './queries.ts'
import { paymentWords as paying } from './words.ts'

const { mail } = words

/** What is said where an amount cannot be charged by itself. Nothing once the invoice was paid otherwise. */
export const unchargedMails: MailBuilders = {
  'autopay.uncharged': async (ctx, { invoice: id = '', contact: contactId = '', link: linkId = '', amount = '' }) => {
    const [[invoice], [contact], [link]] = await ctx.read([invoiceById, mailableContact, itemLinkById], {
      ...{ id, contact: contactId, link: linkId },
    })
    if (!invoice || !isDue(invoice) || !contact || !readsInvoices(contact) || !link || link.revokedAt !== null) return undefined
    const name = shownName(ctx.shop)
    const number = invoice.number ?? ''
    const text = mail.uncharged(formatMoney(Number(amount), invoice.currency, ctx.shop.locale), number)
    return {
      to: contact.email,
      portal: 'needed',
      content: {
        ...{ subject: mail.unchargedSubject(number, name), heading: mail.unchargedHeading, preheader: text },
        paragraphs: [paying.receipt.hello(firstName(contact.name)), text, mail.unchargedNext],
        button: { label: paying.receipt.button, url: await itemLinkUrl(ctx.deps, ctx.tenant, link) },
        reason: mail.reason(name),
      },
    }
  },

  'autopay.uncharged_desk': async (ctx, { invoice: id = '', staff = '', amount = '' }) => {
    const [[invoice], [member]] = await ctx.read([invoiceById, mailableStaff], { id, staff })
    if (!invoice || !isDue(invoice) || !member?.email) return undefined
    const said = desk.unchargedMail
    const money = formatMoney(Number(amount), invoice.currency, ctx.shop.locale)
    const text = said.text(money, invoice.number ?? '')
    return {
      to: member.email,
      isForDesk: true,
      content: {
        ...{ subject: said.subject(money, invoice.customerName), heading: said.heading, preheader: text },
        paragraphs: [text],
        button: { label: said.button, url: staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.invoices.show, { id }) },
        reason: desk.failedMail.reason(shownName(ctx.shop)),
      },
    }
  },
}
