import { isNamed } from '#features/approvals/shop-mail.ts'
import { firstName } from '#features/customers/rules.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { staffAddress } from '#identity/item-links.ts'
import { codeFor } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { claimById, handoverForMail, makerForMail } from './queries.ts'
import { passportWords } from './words.ts'

const { mail: words } = passportWords

export const passportMails: MailBuilders = {
  /** The code that proves a new owner's mailbox: nothing of what they take over is in it. */
  async 'handover.code'(ctx, { claim: id = '', generation = '' }) {
    const [[claim]] = await ctx.read([claimById], { claim: id })
    const isOver = !claim || claim.takenAt !== null || (claim.codeExpiresAt ?? 0) <= ctx.now
    if (isOver || claim.generation !== Number(generation)) return undefined
    const shop = shownName(ctx.shop)
    const { code } = words
    return {
      to: claim.email,
      portal: 'needed',
      content: {
        ...{ subject: code.subject(shop), heading: code.heading, preheader: code.preheader, paragraphs: [code.text] },
        code: await codeFor(ctx.tenant.keys, claim.id, claim.generation),
        afterword: [code.after],
        reason: code.reason(shop),
      },
    }
  },

  /** What went from whom to whom, to the shop. */
  async 'handover.told'(ctx, { handover = '', to = '' }) {
    const [[row], [member]] = await ctx.read([handoverForMail, staffByEmail], { handover, to })
    if (!row || row.usedAt === null || !(member || isNamed(ctx, to))) return undefined
    const subject = desk.mail.subject(row.name)
    return {
      to,
      isForDesk: true,
      content: {
        ...{ subject, heading: subject, preheader: desk.mail.text(row.name, row.fromName, row.ownerName ?? '') },
        paragraphs: [desk.mail.text(row.name, row.fromName, row.ownerName ?? ''), desk.mail.history],
        button: {
          label: desk.mail.open,
          url: staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.assets.show, { id: row.assetId }),
        },
        reason: desk.mail.reason(shownName(ctx.shop)),
      },
    }
  },

  /** To whoever made the code: it was used. */
  async 'handover.gone'(ctx, { handover = '' }) {
    const [[row], [maker]] = await ctx.read([handoverForMail, makerForMail], { handover })
    if (!row || row.usedAt === null || !maker) return undefined
    const { gone } = words
    const subject = gone.subject(row.name)
    return {
      to: maker.email,
      replyTo: ctx.shop.email ?? undefined,
      content: {
        ...{ subject, heading: subject, preheader: gone.text(row.name) },
        paragraphs: [gone.hello(firstName(maker.name)), gone.text(row.name), gone.keeps, gone.not],
        reason: gone.reason(shownName(ctx.shop)),
      },
    }
  },
}
