import { firstName } from '#features/customers/rules.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import { isPending } from '#features/payments/attempts.ts'
import { autopayOfInvoice } from '#features/payments/autopay-queries.ts'
import { instalmentsOfInvoice } from '#features/payments/instalment-queries.ts'
import { dueByNow, type Instalment } from '#features/payments/instalment-rules.ts'
import { planReaderWords as plans } from '#features/payments/plan-words.ts'
import { mailableContact } from '#features/payments/queries.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { dueInWords } from '#lib/time-told.ts'
import { addLateFee } from './late-fee-actions.ts'
import { adjustmentsOfInvoice, attemptsOfInvoice, invoiceById } from './queries.ts'
import { chasedMinor, heldMinor, readsInvoices } from './rules.ts'
import { invoiceWords as words } from './words.ts'

const { late } = words
const planning = plans.mail

/** What comes by itself, or after money did: reminders, the late fee, credit notes. */
export const lateMails: MailBuilders = {
  /** No mail: the shop's late fee is added, where the invoice is late enough. */
  'invoice.late_fee': async (ctx, { invoice: id = '', edition = '' }): Promise<undefined> => {
    const queries = [invoiceById, attemptsOfInvoice, instalmentsOfInvoice, autopayOfInvoice] as const
    const [[invoice], attempts, steps, [autopay]] = await ctx.read(queries, { id })
    if (!invoice || String(invoice.edition) !== edition) return
    // Not charged yet, because we say so days before: that is not the customer's delay. Once a bank said no, it is.
    if (autopay?.at && autopay.at > ctx.now && invoice.failure === null) return
    await addLateFee(ctx, invoice, attempts, steps)
  },

  /** Nothing once it is paid, void or changed, is charged by itself, a payment is on its way, a bank decides, all that is open went back, or its reader may pay no more. */
  'invoice.reminder': async (
    ctx,
    { invoice: id = '', contact: contactId = '', link: linkId = '', edition = '', on = '' },
  ): Promise<Letter | undefined> => {
    const queries = [
      ...([invoiceById, attemptsOfInvoice, mailableContact, itemLinkById] as const),
      ...([autopayOfInvoice, instalmentsOfInvoice] as const),
    ] as const
    const params = { id, contact: contactId, link: linkId }
    const [[invoice], attempts, [contact], [link], [autopay], steps] = await ctx.read(queries, params)
    const { shop } = ctx
    // What is charged by itself wants nobody to be reminded.
    if (autopay?.at) return undefined
    if (!invoice?.number || isPending(attempts) || String(invoice.edition) !== edition) return undefined
    if (!contact?.canPay || !link || link.revokedAt !== null || invoice.dueOn === null) return undefined
    const { number, title, feeMinor, poNumber } = invoice
    const asked = remindedOf({ balanceMinor: chasedMinor(invoice), dueOn: invoice.dueOn }, steps, on)
    if (!asked) return undefined
    const { dueOn, minor } = asked
    const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
    const today = dayOf(ctx.now, shop.timeZone)
    const isLate = dueOn < today
    const name = shownName(shop)
    const payable = paysOnline(shop, contact, false, minor)
    const day = formatDay(dueOn, shop.locale, 'year')
    const text = isLate ? late.textLate : late.text
    const partText = isLate ? planning.partLate : planning.partText
    const due = dueInWords(dueOn, today)
    return {
      to: contact.email,
      portal: 'needed',
      content: {
        subject: on
          ? planning.partSubject(money(minor), number, due, name)
          : (isLate ? late.subjectLate : late.subject)(number, due, name),
        preheader: `${money(minor)}, ${due}`,
        heading: words.mail.heading(money(minor)),
        paragraphs: [
          words.mail.hello(firstName(contact.name)),
          on ? partText(money(minor), number, day) : text(number, title, day),
          ...(heldMinor(invoice) > 0 ? [late.held(money(chasedMinor(invoice)), money(heldMinor(invoice)))] : []),
          ...(feeMinor > 0 ? [late.fee(money(feeMinor))] : []),
          late.crossed,
        ],
        button: {
          label: payable ? words.mail.button(money(minor)) : words.mail.look,
          url: await itemLinkUrl(ctx.deps, ctx.tenant, link),
        },
        facts: [
          { label: words.mail.number, value: number },
          { label: words.mail.due, value: day },
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

/** What a reminder is about: the whole, or what is due with the step of that day; nothing once that is paid, or planned otherwise. */
function remindedOf({ balanceMinor, dueOn }: Owing, steps: readonly Instalment[], on: string) {
  if (steps.length === 0) return on || dueOn === null || balanceMinor === 0 ? undefined : { dueOn, minor: balanceMinor }
  if (!steps.some((step) => step.dueOn === on)) return undefined
  const minor = dueByNow({ balanceMinor }, steps, on)
  return minor > 0 ? { dueOn: on, minor } : undefined
}
interface Owing {
  readonly balanceMinor: number
  readonly dueOn: string | null
}
