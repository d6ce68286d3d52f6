import { firstName } from '#features/customers/rules.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import { isPending } from '#features/payments/attempts.ts'
import { autopayOfInvoice } from '#features/payments/autopay-queries.ts'
import { mailableContact } from '#features/payments/queries.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, dueInWords, formatDay } from '#lib/time.ts'
import { addLateFee } from './late-fee-actions.ts'
import { adjustmentsOfInvoice, attemptsOfInvoice, invoiceById } from './queries.ts'
import { heldMinor, isDue, readsInvoices } from './rules.ts'
import { english as words } from './words.ts'

const { late } = words

/** What comes by itself, or after money did: reminders, the late fee, credit notes. */
export const lateMails: MailBuilders = {
  /** No mail: the shop's late fee is added, where the invoice is late enough. */
  'invoice.late_fee': async (ctx, { invoice: id = '', edition = '' }): Promise<undefined> => {
    const [[invoice], attempts] = await ctx.read([invoiceById, attemptsOfInvoice], { id })
    if (invoice && String(invoice.edition) === edition) await addLateFee(ctx, invoice, attempts)
  },

  /** Nothing once it is paid, void or changed, is charged by itself, a payment is on its way, all that is open went back, or its reader may pay no more. */
  'invoice.reminder': async (
    ctx,
    { invoice: id = '', contact: contactId = '', link: linkId = '', edition = '' },
  ): Promise<Letter | undefined> => {
    const queries = [invoiceById, attemptsOfInvoice, mailableContact, itemLinkById, autopayOfInvoice] as const
    const [[invoice], attempts, [contact], [link], [autopay]] = await ctx.read(queries, { id, contact: contactId, link: linkId })
    const { shop } = ctx
    // What is charged by itself wants nobody to be reminded.
    if (autopay?.at) return undefined
    if (!invoice?.number || !isDue(invoice) || isPending(attempts) || String(invoice.edition) !== edition) return undefined
    if (heldMinor(invoice) > 0) return undefined
    if (!contact?.canPay || !link || link.revokedAt !== null || invoice.dueOn === null) return undefined
    const { number, title, dueOn, balanceMinor, feeMinor, poNumber } = invoice
    const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
    const today = dayOf(ctx.now, shop.timeZone)
    const isLate = dueOn < today
    const name = shownName(shop)
    const payable = paysOnline(shop, contact, false, balanceMinor)
    return {
      to: contact.email,
      portal: 'needed',
      content: {
        subject: (isLate ? late.subjectLate : late.subject)(number, dueInWords(dueOn, today), name),
        preheader: `${money(balanceMinor)}, ${dueInWords(dueOn, today)}`,
        heading: words.mail.heading(money(balanceMinor)),
        paragraphs: [
          words.mail.hello(firstName(contact.name)),
          (isLate ? late.textLate : late.text)(number, title, formatDay(dueOn, shop.locale, 'year')),
          ...(feeMinor > 0 ? [late.fee(money(feeMinor))] : []),
          late.crossed,
        ],
        button: {
          label: payable ? words.mail.button(money(balanceMinor)) : words.mail.look,
          url: await itemLinkUrl(ctx.deps, ctx.tenant, link),
        },
        facts: [
          { label: words.mail.number, value: number },
          { label: words.mail.due, value: formatDay(dueOn, shop.locale, 'year') },
          ...(poNumber ? [{ label: words.mail.po, value: poNumber }] : []),
        ],
        ...(payable ? {} : { afterword: [shop.paymentNote.trim() || words.payOtherwise(name)] }),
        reason: words.mail.reason(name, contact.customerName),
      },
    }
  },

  /** A credit note, to whoever reads invoices. */
  'invoice.credited': async (
    ctx,
    { invoice: id = '', contact: contactId = '', link: linkId = '', note = '' },
  ): Promise<Letter | undefined> => {
    const queries = [invoiceById, adjustmentsOfInvoice, mailableContact, itemLinkById] as const
    const [[invoice], adjustments, [contact], [link]] = await ctx.read(queries, { id, contact: contactId, link: linkId })
    const { shop } = ctx
    const own = adjustments.filter(({ noteId }) => noteId === note)
    const credit = own.find(({ kind }) => kind === 'credit_note')
    if (!invoice?.number || !credit?.noteNumber || !contact || !readsInvoices(contact) || !link) return undefined
    const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
    const amount = money(-credit.amountMinor)
    const kept = own.find(({ kind }) => kind === 'applied')?.amountMinor ?? 0
    const name = shownName(shop)
    const url = await itemLinkUrl(ctx.deps, ctx.tenant, link)
    return {
      to: contact.email,
      portal: 'needed',
      content: {
        subject: late.creditSubject(credit.noteNumber, name),
        preheader: late.creditText(amount, invoice.number),
        heading: late.creditHeading(amount),
        paragraphs: [
          words.mail.hello(firstName(contact.name)),
          late.creditText(amount, invoice.number),
          `“${credit.reason}”`,
          ...(kept > 0 ? [late.kept(money(kept))] : []),
        ],
        button: { label: words.mail.look, url },
        link: { label: words.mail.pdf, url: `${url}/credit-notes/${note}/credit-note.pdf` },
        facts: [
          { label: late.creditNote, value: credit.noteNumber },
          { label: words.mail.number, value: invoice.number },
        ],
        totals: [{ label: words.leftToPay, amount: money(Math.max(invoice.balanceMinor, 0)), strong: true }],
        reason: words.mail.reason(name, contact.customerName),
      },
    }
  },
}
