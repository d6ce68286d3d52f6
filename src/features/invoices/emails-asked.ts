import { isNamed } from '#features/approvals/shop-mail.ts'
import { firstName } from '#features/customers/rules.ts'
import { replyToOf } from '#features/inbound/reply-to.ts'
import { lastAsker, ownLink, saidSince } from '#features/messages/queries.ts'
import { previewOf, quoted } from '#features/messages/quoted.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { mailableContact } from '#features/payments/queries.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { itemLinkUrl, portalAddress, staffAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { invoiceById } from './queries.ts'
import { readsInvoices } from './rules.ts'
import { invoiceWords as words } from './words.ts'

const { ask } = words

/** What is said about invoices, to the other side. */
export const askedMails: MailBuilders = {
  /** A question, to the shop; nothing once it wants no mail there. */
  async 'invoice.asked'(ctx, { invoice: id = '', topic = '', to = '' }) {
    const [[invoice], all, [member]] = await ctx.read([invoiceById, saidSince, staffByEmail], { id, topic, to })
    const said = all.filter(({ authorKind }) => authorKind !== 'staff')
    const [first] = said
    if (!invoice || !first || !isNamed(ctx, to)) return undefined
    const heading = ask.heading(first.authorName, invoice.number ?? '')
    return {
      to,
      isForDesk: true,
      replyTo: await replyToOf(ctx, id, member),
      content: {
        ...{ subject: heading, heading, preheader: previewOf(said) },
        paragraphs: [ask.wrote(first.authorName), ...quoted(said)],
        button: { label: ask.answer, url: staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.invoices.show, { id }) },
        reason: ask.reasonShop(shownName(ctx.shop)),
      },
    }
  },

  /** The shop's answer, to whoever asked last; nothing for somebody who may not read the invoice any more. */
  async 'invoice.replied'(ctx, { invoice: id = '', topic = '' }) {
    const [[invoice], all, [asker]] = await ctx.read([invoiceById, saidSince, lastAsker], { id, topic })
    const said = all.filter(({ authorKind }) => authorKind === 'staff')
    const [first] = said
    if (!invoice || !first || !asker) return undefined
    const [[to], [link]] = await ctx.read([mailableContact, ownLink], { id, contact: asker.id })
    if (!to || !readsInvoices(to)) return undefined
    const { deps, tenant } = ctx
    const name = shownName(ctx.shop)
    const heading = ask.answered(name, invoice.number ?? '')
    const here = portalAddress(deps, tenant) + href('', paths.portal.invoices.show, { id })
    return {
      to: to.email,
      portal: 'needed',
      replyTo: await replyToOf(ctx, id, to),
      content: {
        ...{ subject: heading, heading, preheader: previewOf(said) },
        paragraphs: [words.mail.hello(firstName(to.name)), ask.wrote(first.authorName), ...quoted(said)],
        button: { label: words.mail.look, url: link ? await itemLinkUrl(deps, tenant, link) : here },
        reason: words.mail.reason(name, to.customerName),
      },
    }
  },
}
