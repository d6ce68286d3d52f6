import type { SystemCtx } from '#context.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import { firstName } from '#features/customers/rules.ts'
import { replyToOf } from '#features/inbound/reply-to.ts'
import { saidSince } from '#features/messages/queries.ts'
import { previewOf, quoted } from '#features/messages/quoted.ts'
import { messageWords as talk } from '#features/messages/words.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { portalAddress, staffAddress } from '#identity/item-links.ts'
import { formatDay } from '#lib/time.ts'
import { codeFor } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { type DeskRequest, requestById } from './staff-queries.ts'
import { strangerDraft } from './stranger-actions.ts'
import { requestWords as words } from './words.ts'

/** What became of requests, to those who sent them, and that there are some, to the shop. */
export const requestMails: MailBuilders = {
  /** A request came; nothing once the shop wants no mail at this address. */
  async 'request.new'(ctx, { request: id = '', to = '' }) {
    const [[request], [member]] = await ctx.read([requestById, staffByEmail], { id, to })
    if (!request || !(member || isNamed(ctx, to))) return undefined
    const who = request.customerName ?? (request.company || request.name)
    const facts = [
      { label: desk.mail.from, value: [request.name, request.email, request.phone].filter(Boolean).join(', ') },
      ...(request.pieces === null ? [] : [{ label: desk.mail.pieces, value: String(request.pieces) }]),
      ...(request.sizes ? [{ label: desk.mail.sizes, value: request.sizes }] : []),
      ...(request.wantedOn ? [{ label: desk.mail.wanted, value: formatDay(request.wantedOn, ctx.shop.locale) }] : []),
    ]
    return {
      to,
      isForDesk: true,
      content: {
        ...{ subject: desk.mail.new(who, request.what), heading: desk.mail.heading(who), preheader: request.what },
        paragraphs: [request.what, ...(request.notes ? [request.notes] : [])],
        facts,
        button: { label: desk.mail.open, url: atDesk(ctx, id) },
        reason: desk.mail.reason(shownName(ctx.shop)),
      },
    }
  },

  /** The code that proves a stranger's mailbox: nothing of what they typed is in it. */
  async 'request.code'(ctx, { draft: id = '', generation = '' }) {
    const [[draft]] = await ctx.read([strangerDraft], { id })
    const isOver = !draft || draft.sentAt !== null || (draft.codeExpiresAt ?? 0) <= ctx.now
    if (isOver || !draft.email || draft.generation !== Number(generation)) return undefined
    const shop = shownName(ctx.shop)
    const { code } = words.mail
    return {
      to: draft.email,
      portal: 'needed',
      content: {
        ...{ subject: code.subject(shop), heading: code.heading, preheader: code.preheader, paragraphs: [code.text] },
        code: await codeFor(ctx.tenant.keys, draft.id, draft.generation),
        afterword: [code.after],
        reason: code.reason(shop),
      },
    }
  },

  /** The customer's words about it, to the shop. */
  async 'request.asked'(ctx, { request: id = '', topic = '', to = '' }) {
    const [[request], all, [member]] = await ctx.read([requestById, saidSince, staffByEmail], { id, topic, to })
    const said = all.filter(({ authorKind }) => authorKind !== 'staff')
    const [first] = said
    if (!request || !first || !(member || isNamed(ctx, to))) return undefined
    const heading = desk.mail.asked(first.authorName, request.what)
    const replyTo = await replyToOf(ctx, id, member)
    return {
      to,
      replyTo,
      isForDesk: true,
      content: {
        ...(replyTo ? { afterword: [desk.mail.byMail] } : {}),
        ...{ subject: heading, heading, preheader: previewOf(said) },
        paragraphs: [desk.mail.wrote(first.authorName), ...quoted(said)],
        button: { label: desk.mail.open, url: atDesk(ctx, id) },
        reason: desk.mail.reason(shownName(ctx.shop)),
      },
    }
  },

  /** The shop's answer, to whoever asked. */
  async 'request.responded'(ctx, { request: id = '', topic = '' }) {
    const [[request], all] = await ctx.read([requestById, saidSince], { id, topic })
    const said = all.filter(({ authorKind }) => authorKind === 'staff')
    const [first] = said
    if (!request || !first) return undefined
    const paragraphs = [words.mail.wrote(first.authorName), ...quoted(said)]
    return letterTo(ctx, request, { heading: words.mail.subject.responded(request.what), paragraphs, preheader: previewOf(said) })
  },

  /** It was accepted, closed or taken up again; nothing where that was undone meanwhile. */
  async 'request.changed'(ctx, { request: id = '', to = '' }) {
    const [[request]] = await ctx.read([requestById], { id })
    const change = (['accepted', 'closed', 'reopened'] as const).find((one) => one === to)
    if (!request || !change || request.state !== (change === 'reopened' ? 'new' : change)) return undefined
    const reason = change === 'closed' && request.closedReason ? [request.closedReason] : []
    const text = words.mail.text[change]
    return letterTo(ctx, request, {
      ...{ heading: words.mail.subject[change](request.what), preheader: text, paragraphs: [text, ...reason] },
    })
  },
}

/** To whoever asked: with the way to its page where they may sign in; nothing to a contact who was taken off. */
async function letterTo(
  ctx: SystemCtx,
  request: DeskRequest,
  { heading, preheader, paragraphs }: { heading: string; preheader: string; paragraphs: readonly string[] },
): Promise<Letter | undefined> {
  if (request.isRemoved) return undefined
  const { deps, tenant, shop } = ctx
  const { contactId, answering, hasAccess, isTalkedAbout } = request
  const mayAnswer = contactId !== null && answering !== null && hasAccess && isTalkedAbout
  const replyTo = mayAnswer ? await replyToOf(ctx, request.id, { id: contactId, answering }) : undefined
  const url = portalAddress(deps, tenant) + href('', paths.portal.requests.show, { id: request.id })
  return {
    to: request.email,
    replyTo,
    ...(request.hasAccess ? { portal: 'offered' as const } : {}),
    content: {
      ...{ subject: heading, heading, preheader: preheader.slice(0, 120) },
      paragraphs: [words.mail.hello(firstName(request.name)), ...paragraphs],
      ...(request.hasAccess ? { button: { label: words.mail.look, url } } : {}),
      ...(replyTo ? { afterword: [talk.mail.byMail] } : {}),
      reason: words.mail.reason(shownName(shop)),
    },
  }
}

const atDesk = ({ deps, tenant }: SystemCtx, id: string) =>
  staffAddress(deps, tenant) + href('', paths.staff.requests.show, { id })
