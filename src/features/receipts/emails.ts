import type { SystemCtx } from '#context.ts'
import { partText, titleText } from '#features/approvals/left-words.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import { firstName } from '#features/customers/rules.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import type { MailContent } from '#features/notifications/content.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { portalAddress, staffAddress } from '#identity/item-links.ts'
import { formatMoney } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { whenOf } from './evidence.ts'
import { receiptReader } from './mail-queries.ts'
import { recordById } from './queries.ts'
import { type Receipt, receiptOf } from './receipt.ts'
import { receiptFile } from './receipt-file.ts'
import { headingOf, sentenceOf } from './told.ts'
import { receiptWords as words } from './words.ts'

const mostLines = 40

/** Mails about what was decided, each with the receipt; nothing once its reader may no longer read it, or its content was erased. */
export const receiptMails: MailBuilders = {
  async 'approval.receipt'(ctx, { approval: id = '', contact = '' }): Promise<Letter | undefined> {
    const [[row], [reader]] = await ctx.read([recordById, receiptReader], { id, contact })
    if (!row || !reader || row.customerId !== reader.customerId) return undefined
    const receipt = receiptOf(row)
    const file = await receiptFile(ctx, id, reader.seesPrices)
    if (!file) return undefined
    const { mail } = words
    const shop = shownName(ctx.shop)
    const url = portalAddress(ctx.deps, ctx.tenant) + href('', paths.portal.approvals.show, { id })
    const content: MailContent = {
      ...{ subject: mail.receiptSubject(titleText(receipt.title)), preheader: sentenceOf(receipt), heading: headingOf(receipt) },
      paragraphs: [mail.hello(firstName(reader.name)), mail.receiptText(sentenceOf(receipt), shop)],
      ...partsOf(ctx, receipt, reader.seesPrices),
      facts: [{ label: words.facts.when, value: whenOf(receipt, ctx.shop) }],
      button: { label: mail.open, url },
      reason: mail.receiptReason(shop, reader.customerName),
    }
    return { to: reader.email, portal: 'offered', content, attachments: [attached(file)] }
  },

  async 'approval.told'(ctx, { approval: id = '', to = '' }): Promise<Letter | undefined> {
    const [[row], [member]] = await ctx.read([recordById, staffByEmail], { id, to })
    if (!row || !(member || isNamed(ctx, to))) return undefined
    const receipt = receiptOf(row)
    const seesPrices = member?.role !== 'production'
    const file = await receiptFile(ctx, id, seesPrices)
    if (!file || !receipt.payload) return undefined
    const { mail, facts } = words
    const { payload, body, job } = receipt
    const url = staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.approvals.show, { id })
    const content: MailContent = {
      ...{ subject: sentenceOf(receipt), preheader: mail.told(payload.name, payload.company), heading: sentenceOf(receipt) },
      paragraphs: [mail.told(payload.name, payload.company), ...(payload.note ? [`“${payload.note}”`] : [])],
      ...partsOf(ctx, receipt, seesPrices),
      facts: [
        { label: facts.when, value: whenOf(receipt, ctx.shop) },
        ...(job ? [{ label: mail.job, value: `${job.number}, ${job.title}` }] : []),
        ...(body.poNumber ? [{ label: facts.po, value: body.poNumber }] : []),
        ...(payload.recordedBy ? [{ label: facts.recorded, value: payload.recordedBy }] : []),
      ],
      button: { label: mail.openDesk, url },
      reason: mail.toldReason(shownName(ctx.shop)),
    }
    return { to, isForDesk: true, content, attachments: [attached(file)] }
  },
}

const attached = ({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) => ({
  name,
  bytes,
  type: 'application/pdf',
})

/** What was said to each part, with what was written beside it. */
function partsOf(
  { shop }: SystemCtx,
  { parts, body, kind }: Receipt,
  seesPrices: boolean,
): Pick<MailContent, 'lines' | 'totals'> {
  const money = (minor: number) => formatMoney(minor, body.currency ?? shop.currency, shop.locale)
  const lines = parts.slice(0, mostLines).map(({ part, answer, comment }) => {
    const amount = seesPrices && kind !== 'proof' && part.amountMinor !== null ? money(part.amountMinor) : ''
    const said = [words.answers[answer], comment && `“${comment}”`].filter(Boolean).join(': ')
    return { name: partText(part.title), detail: said, amount }
  })
  const left = parts.length - lines.length
  const total = seesPrices && kind !== 'proof' ? body.approvedMinor : null
  return {
    lines: left > 0 ? [...lines, { name: words.mail.more(left), amount: '' }] : lines,
    ...(total === null ? {} : { totals: [{ label: words.approvedTotal, amount: money(total), strong: true }] }),
  }
}
