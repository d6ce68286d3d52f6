import { firstName } from '#features/customers/rules.ts'
import { viewOf } from '#features/jobs/view.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkUrl } from '#identity/item-links.ts'
import { pathInLink } from './addresses.ts'
import { answerByText } from './answer-by.ts'
import { forwardToMail } from './forward-queries.ts'
import { forwardWords } from './forward-words.ts'

const words = forwardWords.mail

export const forwardMails: MailBuilders = {
  /** Brings a link to whom it was made for, and to nobody else; nothing once it opens nothing any more. */
  async 'forward.sent'(ctx, { link: linkId = '' }) {
    const [[sent]] = await ctx.read([forwardToMail], { link: linkId })
    const { forwardedTo: to, forwardedEmail: email, mayDecide, expiresAt } = sent?.link ?? {}
    if (!sent || !to || !email || !expiresAt) return undefined
    const { kind, title, makerName: from, state } = sent
    const decides = mayDecide === true && sent.canApprove && state === 'open'
    const by = decides ? answerByText(sent, ctx.shop, ctx.now) : undefined
    const until = words.until(viewOf(ctx).when(expiresAt))
    return {
      to: email,
      portal: 'needed',
      replyTo: sent.makerEmail,
      content: {
        subject: words.subject(from, title, decides),
        preheader: by ?? until,
        heading: words.heading(title),
        paragraphs: [
          words.hello(firstName(to)),
          words.text(from, sent.customerName, kind, title),
          words.may(from, decides),
          ...(by ? [by] : []),
        ],
        button: { label: words.button[kind], url: (await itemLinkUrl(ctx.deps, ctx.tenant, sent.link)) + pathInLink(kind) },
        afterword: [until],
        reason: words.reason(from, shownName(ctx.shop)),
      },
    }
  },
}
