import { firstName } from '#features/customers/rules.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import type { MailContent } from '#features/notifications/content.ts'
import { autopayOfInvoice } from '#features/payments/autopay-queries.ts'
import { autopayWords as auto } from '#features/payments/autopay-words.ts'
import { instalmentsOfInvoice } from '#features/payments/instalment-queries.ts'
import { askedNow } from '#features/payments/instalment-rules.ts'
import { partsInWords } from '#features/payments/plan-emails.ts'
import { mailableContact } from '#features/payments/queries.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { formatMoney, formatQuantity, totalsOf } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { dueInWords } from '#lib/time-told.ts'
import { invoiceFile } from './invoice-file.ts'
import { hasPaper } from './paper.ts'
import { asksForPo } from './po-actions.ts'
import {
  adjustmentsOfInvoice,
  type Invoice,
  type InvoiceLine,
  invoiceById,
  linesOfInvoice,
  movementsOfInvoice,
} from './queries.ts'
import { isDue, readsInvoices, standingTotal } from './rules.ts'
import { invoiceWords as words } from './words.ts'

const mostLines = 12

/** Mails about invoices; nothing is said once there is nothing left to pay. */
export const invoiceMails: MailBuilders = {
  /** No mail: the PDF is made now, so that it is there when somebody asks for it. */
  'invoice.paper': async (ctx, { invoice: id = '' }): Promise<undefined> => {
    const queries = [invoiceById, linesOfInvoice, movementsOfInvoice, adjustmentsOfInvoice, instalmentsOfInvoice] as const
    const [[invoice], lines, movements, adjustments, steps] = await ctx.read(queries, { id })
    if (invoice && invoice.sentAt !== null) await invoiceFile(ctx, { invoice, lines, movements, adjustments, steps })
  },

  'invoice.ready': async (
    ctx,
    { invoice: id = '', contact: contactId = '', link: linkId = '', edition = '1', fresh },
  ): Promise<Letter | undefined> => {
    const queries = [
      ...([invoiceById, linesOfInvoice, movementsOfInvoice, mailableContact] as const),
      ...([itemLinkById, autopayOfInvoice, instalmentsOfInvoice] as const),
    ] as const
    const [[invoice], lines, movements, [contact], [link], [autopay], steps] = await ctx.read(queries, {
      id,
      contact: contactId,
      link: linkId,
    })
    if (
      !invoice?.number ||
      (!isDue(invoice) && fresh !== 'yes') ||
      !contact ||
      !readsInvoices(contact) ||
      !link ||
      link.revokedAt !== null
    )
      return undefined
    const { shop, now } = ctx
    const { number, title, currency, balanceMinor, poNumber } = invoice
    const { mail } = words
    const name = shownName(shop)
    const money = (minor: number) => formatMoney(minor, currency, shop.locale)
    const due = invoice.dueOn ? formatDay(invoice.dueOn, shop.locale, 'year') : mail.onReceipt
    const payable = isDue(invoice) && paysOnline(shop, contact, false, balanceMinor)
    const isFirst = edition === '1'
    const chargedOn = autopay?.at ? formatDay(dayOf(autopay.at, shop.timeZone), shop.locale) : undefined
    const soon = invoice.dueOn ? dueInWords(invoice.dueOn, dayOf(now, shop.timeZone)) : mail.onReceipt.toLowerCase()
    const url = await itemLinkUrl(ctx.deps, ctx.tenant, link)
    const asked = askedNow(steps, invoice, dayOf(now, shop.timeZone))
    const isOnPaper = hasPaper(shop, { invoice, lines, movements, adjustments: [] })
    const content: MailContent = {
      subject: (isFirst ? mail.subject : mail.subjectAgain)(number, name),
      preheader: mail.preheader(money(balanceMinor), soon),
      heading: isDue(invoice) ? mail.heading(money(balanceMinor)) : words.heading(number),
      paragraphs: [
        mail.hello(firstName(contact.name)),
        (isFirst ? mail.text : mail.textAgain)(number, title),
        ...(chargedOn
          ? [
              auto.planned(
                autopay?.contactId === contactId ? autopay.label : undefined,
                chargedOn,
                asksForPo(shop, invoice) === 'demanded',
              ),
            ]
          : []),
      ],
      button: {
        label: payable && !chargedOn ? mail.button(money(asked?.minor ?? balanceMinor)) : mail.look,
        url,
      },
      link: isOnPaper ? { label: mail.pdf, url: `${url}/invoice.pdf` } : { label: mail.print, url },
      facts: [
        { label: mail.number, value: number },
        { label: mail.due, value: due },
        ...partsInWords(steps, balanceMinor, money, shop.locale),
        ...(poNumber ? [{ label: mail.po, value: poNumber }] : []),
        ...(invoice.taxExemption ? [{ label: mail.tax, value: mail.none(invoice.taxExemption) }] : []),
      ],
      ...moneyOf(invoice, lines, money, shop.locale),
      ...(payable || !isDue(invoice) ? {} : { afterword: [shop.paymentNote.trim() || words.payOtherwise(name)] }),
      reason: mail.reason(name, contact.customerName),
    }
    return { to: contact.email, portal: 'needed', content }
  },
}

function moneyOf(
  invoice: Invoice,
  lines: readonly InvoiceLine[],
  money: (minor: number) => string,
  locale: string,
): Pick<MailContent, 'lines' | 'totals'> {
  const totals = totalsOf(lines, invoice)
  const shown = lines.slice(0, mostLines).map((line, i) => {
    const quantity = line.quantity === 1000 ? '' : `${formatQuantity(line.quantity, locale)} × ${money(line.unitPriceMinor)}`
    const detail = [line.detail, quantity].filter(Boolean).join(', ')
    return { name: line.name, amount: money(totals.lines[i]?.grossMinor ?? 0), ...(detail ? { detail } : {}) }
  })
  const left = lines.length - shown.length
  const rest = totals.lines.slice(mostLines).reduce((sum, line) => sum + line.grossMinor, 0)
  const { balanceMinor, isTaxInclusive } = invoice
  const paidMinor = standingTotal(invoice) - balanceMinor
  const isChanged = paidMinor !== 0 || balanceMinor !== totals.totalMinor
  const taxes = totals.taxes.map((tax) => ({
    label: isTaxInclusive ? words.mail.taxIn(tax.name) : tax.name,
    amount: money(tax.taxMinor),
  }))
  return {
    lines: left > 0 ? [...shown, { name: words.mail.more(left), amount: money(rest) }] : shown,
    totals: [
      ...(totals.discountMinor > 0 ? [{ label: words.discount, amount: money(-totals.discountMinor) }] : []),
      ...(totals.wholeDiscountMinor > 0
        ? [{ label: words.wholeDiscount(undefined), amount: money(-totals.wholeDiscountMinor) }]
        : []),
      ...(isTaxInclusive ? [] : taxes),
      { label: words.total, amount: money(totals.totalMinor), strong: !isChanged },
      ...(isTaxInclusive ? taxes : []),
      ...(!isChanged ? [] : [{ label: words.leftToPay, amount: money(balanceMinor), strong: true }]),
    ],
  }
}
