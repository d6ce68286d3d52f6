import type { SystemCtx } from '#context.ts'
import { firstName } from '#features/customers/rules.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { invoiceWords } from '#features/invoices/words.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import type { MailContent } from '#features/notifications/content.ts'
import { shownName } from '#features/settings/rules.ts'
import { meantFor } from '#identity/accounts/meant.ts'
import { itemLinkById, itemLinkUrl, portalAddress } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay, formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { instrumentText } from './bank-text.ts'
import { newsMails } from './news-emails.ts'
import { mailableContact, type Part, partsOfPayment, paymentById, rowsOfPayment } from './queries.ts'
import { paymentWords as words } from './words.ts'

export const paymentMails: MailBuilders = {
  ...newsMails,
  'payment.receipt': async (
    ctx,
    { payment: id = '', contact: contactId = '', link: linkId = '' },
  ): Promise<Letter | undefined> => {
    const queries = [paymentById, partsOfPayment, rowsOfPayment, mailableContact, itemLinkById] as const
    const [[payment], parts, rows, [contact], [link]] = await ctx.read(queries, {
      id,
      contact: contactId,
      link: linkId,
    })
    if (payment?.state !== 'succeeded' || !contact || !readsInvoices(contact)) return undefined
    const { shop } = ctx
    const { receipt } = words
    const name = shownName(shop)
    const money = (minor: number) => formatMoney(minor, payment.currency, shop.locale)
    const amount = money(payment.amountMinor)
    const one = parts.length === 1 ? parts[0] : undefined
    const keptMinor = rows.reduce((sum, row) => sum - (row.kind === 'credit' ? row.amountMinor : 0), 0)
    const place = { locale: shop.locale, zone: shop.timeZone }
    const when = payment.receivedOn
      ? formatDay(payment.receivedOn, shop.locale, 'year')
      : formatInstant(payment.settledAt ?? ctx.now, place, 'year')
    const content: MailContent = {
      subject: receipt.subject(amount, name),
      preheader: receipt.preheader(numbersOf(parts)),
      heading: receipt.heading,
      paragraphs: [receipt.hello(firstName(contact.name)), thanksFor(amount, parts)],
      facts: [
        { label: receipt.amount, value: amount },
        {
          label: receipt.how,
          value: payment.instrument ? instrumentText(payment.instrument) : invoiceWords.methods[payment.method],
        },
        { label: receipt.when, value: when },
        ...(one ? [{ label: receipt.invoice, value: one.number ?? '' }, leftOf(one, money)] : []),
      ],
      ...(parts.length > 1 ? { lines: parts.map((part) => lineOf(part, money)) } : {}),
      ...(await buttonFor(ctx, contact.customerId, parts, link)),
      ...(keptMinor > 0 ? { afterword: [receipt.credit(money(keptMinor))] } : {}),
      reason: receipt.reason(name, contact.customerName),
    }
    return { to: contact.email, portal: 'offered', content }
  },
}

type ItemLink = Awaited<ReturnType<typeof itemLinkById.execute>>[number]
type Money = (minor: number) => string

const numbersOf = (parts: readonly Part[]) => parts.map(({ number }) => number ?? '')

function thanksFor(amount: string, parts: readonly Part[]): string {
  const { receipt } = words
  const [first, another] = parts
  if (!first) return receipt.thanksForDeposit(amount)
  return another ? receipt.thanksForAll(amount, numbersOf(parts)) : receipt.thanks(amount, first.number ?? '', first.title)
}

const leftOf = ({ balanceMinor, voidedAt }: Part, money: Money) => {
  const { left, settled } = words.receipt
  return { label: left, value: balanceMinor > 0 && voidedAt === null ? money(balanceMinor) : settled }
}

/** One invoice of several that were paid at once. */
function lineOf(part: Part, money: Money) {
  const name = words.label(part.number ?? '')
  const detail = [part.title, part.balanceMinor > 0 ? words.receipt.stillLeft(money(part.balanceMinor)) : ''].filter(Boolean)
  return { name, detail: detail.join(', '), amount: money(part.amountMinor) }
}

/** To the invoice, or to all of them where it was for several. */
export async function buttonFor(
  { deps, tenant }: SystemCtx,
  customerId: string,
  parts: readonly Part[],
  link: ItemLink | undefined,
) {
  const { receipt } = words
  if (link && link.revokedAt === null) return { button: { label: receipt.button, url: await itemLinkUrl(deps, tenant, link) } }
  const url = meantFor(customerId, portalAddress(deps, tenant) + href('', paths.portal.invoices.list))
  return parts.length > 1 ? { button: { label: receipt.buttonForAll, url } } : {}
}
