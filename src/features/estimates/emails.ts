import { askedOf } from '#features/approvals/asked.ts'
import { askedForStaff } from '#features/approvals/queries.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import { firstName } from '#features/customers/rules.ts'
import { replyToOf } from '#features/inbound/reply-to.ts'
import { viewOf } from '#features/jobs/view.ts'
import { lastAsker, ownLink, saidSince } from '#features/messages/queries.ts'
import { previewOf, quoted } from '#features/messages/quoted.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { mailableContact } from '#features/payments/queries.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { approver } from '#features/work/emails.ts'
import { itemLinkById, itemLinkUrl, portalAddress, staffAddress } from '#identity/item-links.ts'
import { chosenLines, priceOf } from '#lib/offer.ts'
import { dayOf } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { differenceOf } from './difference.ts'
import { estimateById } from './queries.ts'
import { hasChoice, offerOf, stateOf } from './rules.ts'
import { estimateWords as words } from './words.ts'

const { mail } = words

export const estimateMails: MailBuilders = {
  /** The offer, with a link straight to it. Nothing once it is answered or over, or for somebody who may not answer any more. */
  async 'estimate.sent'(ctx, { request = '', contact = '', link: linkId = '', edition = '', fresh }) {
    const [[link]] = await ctx.read([itemLinkById], { link: linkId })
    if (!link || link.revokedAt !== null) return undefined
    const [[reader], [estimate], ...rows] = await ctx.read([approver, estimateById, ...askedForStaff], {
      ...{ contact, id: link.subjectId, subject: link.subjectId },
    })
    const asked = askedOf(rows)
    if (!reader?.seesPrices || !estimate || !asked?.content?.offer) return undefined
    const isCurrent = asked.request.id === request && String(asked.request.edition) === edition
    const state = stateOf(estimate, dayOf(ctx.now, ctx.shop.timeZone))
    if (fresh !== 'yes' && (!isCurrent || (state !== 'sent' && state !== 'seen'))) return undefined
    const view = viewOf(ctx)
    const { parts, offer } = offerOf(asked.content)
    const { title, currency } = estimate
    const cheapest = priceOf(chosenLines(parts, { tier: offer.tiers[0]?.key, addOns: new Set() }), offer)
    const amount = view.money(cheapest.totals.netMinor, currency)
    const price = hasChoice(parts, offer.tiers) ? words.from(amount) : amount
    const difference = differenceOf(asked)
    const changes = difference && words.changes(difference.marks)
    const first = cheapest.depositMinor > 0 ? mail.text : mail.textNoDeposit
    const name = shownName(ctx.shop)
    return {
      to: reader.email,
      portal: 'needed',
      replyTo: asked.sender?.email,
      content: {
        subject: (changes ? mail.subjectAgain : mail.subject)(title, name),
        preheader: mail.preheader(price),
        heading: mail.heading(title),
        paragraphs: [
          mail.hello(firstName(reader.name)),
          changes ? mail.textAgain(changes) : difference ? mail.textSame : first,
          ...asked.content.note.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ''),
        ],
        button: { label: mail.button, url: await itemLinkUrl(ctx.deps, ctx.tenant, link) },
        facts: [
          { label: mail.estimate, value: offer.number },
          { label: mail.price, value: price },
          ...(offer.validUntilOn ? [{ label: mail.holds, value: view.day(offer.validUntilOn) }] : []),
        ],
        reason: mail.reason(name, reader.customerName),
      },
    }
  },

  /** A question, to the shop; nothing once it wants no mail there. */
  async 'estimate.asked'(ctx, { estimate: id = '', topic = '', to = '' }) {
    const [[estimate], all, [member]] = await ctx.read([estimateById, saidSince, staffByEmail], { id, topic, to })
    const said = all.filter(({ authorKind }) => authorKind !== 'staff')
    const [first] = said
    if (!estimate || !first || !(member || isNamed(ctx, to))) return undefined
    const heading = mail.asked(first.authorName, estimate.title)
    return {
      to,
      isForDesk: true,
      replyTo: await replyToOf(ctx, id, member),
      content: {
        ...{ subject: heading, heading, preheader: previewOf(said) },
        paragraphs: [mail.askedText(first.authorName), ...quoted(said)],
        button: { label: mail.answer, url: staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.estimates.show, { id }) },
        reason: mail.reasonShop(shownName(ctx.shop)),
      },
    }
  },

  /** The shop's answer, to whoever asked last; nothing for somebody who may not read it any more. */
  async 'estimate.replied'(ctx, { estimate: id = '', topic = '' }) {
    const [[estimate], all, [asker]] = await ctx.read([estimateById, saidSince, lastAsker], { id, topic })
    const said = all.filter(({ authorKind }) => authorKind === 'staff')
    const [first] = said
    if (!estimate || !first || !asker) return undefined
    const [[to], [link]] = await ctx.read([mailableContact, ownLink], { id, contact: asker.id })
    if (!to) return undefined
    const { deps, tenant } = ctx
    const name = shownName(ctx.shop)
    const heading = mail.answered(name, estimate.title)
    return {
      to: to.email,
      portal: 'needed',
      replyTo: await replyToOf(ctx, id, to),
      content: {
        ...{ subject: heading, heading, preheader: previewOf(said) },
        paragraphs: [mail.hello(firstName(to.name)), mail.answeredText(first.authorName), ...quoted(said)],
        button: {
          label: mail.button,
          url: link
            ? await itemLinkUrl(deps, tenant, link)
            : portalAddress(deps, tenant) + href('', paths.portal.estimates.show, { id }),
        },
        reason: mail.reason(name, to.customerName),
      },
    }
  },
}
