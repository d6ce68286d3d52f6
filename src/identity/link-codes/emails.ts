import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { codeFor } from '#lib/token.ts'
import { linkProofs } from '../schema.ts'
import { linkCodeWords as words } from './words.ts'

const proofById = sql
  .select()
  .from(linkProofs)
  .where(eq(linkProofs.id, raw.placeholder('proof')))

/** The mail that proves a mailbox to somebody who answers through a link. */
export const linkCodeMails: MailBuilders = {
  async 'link.code'(ctx, payload) {
    const [[proof]] = await ctx.read([proofById], { proof: payload['proof'] })
    if (!proof || proof.provedAt !== null || proof.expiresAt <= ctx.now) return undefined
    const shop = shownName(ctx.shop)
    return {
      to: proof.email,
      content: {
        subject: words.subject(shop),
        preheader: words.preheader,
        heading: words.heading,
        paragraphs: [words.text(shop)],
        code: await codeFor(ctx.tenant.keys, proof.id, proof.generation),
        afterword: [words.after],
        reason: words.reason(shop),
      },
    }
  },
}
