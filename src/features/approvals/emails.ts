import type { SystemCtx } from '#context.ts'
import { firstName } from '#features/customers/rules.ts'
import { viewOf } from '#features/jobs/view.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import type { MailFact } from '#features/notifications/content.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { pathInLink } from './addresses.ts'
import { answerByText } from './answer-by.ts'
import { titleText } from './left-words.ts'
import { type StillAsked, stillAsked } from './reminder-queries.ts'
import { reminderWords as words } from './reminder-words.ts'

export const approvalMails: MailBuilders = {
  /** Asks once more; nothing once it was answered, taken back, changed or sent anew, or once its reader may not answer. */
  async 'approval.reminder'(ctx, { request = '', contact = '', link: linkId = '', edition = '' }) {
    const [[asked], [link]] = await ctx.read([stillAsked, itemLinkById], { request, contact, edition, link: linkId })
    if (!asked || !link || link.revokedAt !== null) return undefined
    const { kind, advisorName: name, advisorPhone: phone } = asked
    const title = titleText(asked.title)
    const by = answerByText(asked, ctx.shop, ctx.now)
    const view = viewOf(ctx)
    return {
      to: asked.email,
      portal: 'needed',
      replyTo: asked.advisorEmail ?? undefined,
      content: {
        subject: words.subject(title),
        preheader: by ?? words.waits[kind],
        heading: words.heading(title),
        paragraphs: [
          words.hello(firstName(asked.contactName)),
          words.text[kind](view.when(asked.sentAt ?? ctx.now)),
          ...(by ? [by] : []),
        ],
        button: { label: words.button[kind], url: (await itemLinkUrl(ctx.deps, ctx.tenant, link)) + pathInLink(kind) },
        facts: factsOf(ctx, asked),
        ...(name ? { person: { name, ...(phone ? { phone } : {}) } } : {}),
        reason: words.reason(shownName(ctx.shop), asked.customerName),
      },
    }
  },
}

function factsOf(ctx: SystemCtx, asked: StillAsked): MailFact[] {
  const view = viewOf(ctx)
  const { number, dueOn, answerBy, totalMinor, currency, seesPrices, openParts, parts, kind } = asked
  const facts = [
    { label: view.vocabulary.One, value: number === null ? '' : String(number) },
    { label: words.waiting, value: kind === 'work' ? words.lines(openParts, parts) : '' },
    { label: words.total, value: seesPrices && totalMinor !== null ? view.money(totalMinor, currency ?? undefined) : '' },
    { label: words.answerBy, value: answerBy === null ? '' : view.when(answerBy) },
    { label: words.promised, value: dueOn ? view.day(dueOn) : '' },
  ]
  return facts.filter(({ value }) => value !== '')
}
