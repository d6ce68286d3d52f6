import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { codeFor } from '#lib/token.ts'
import { linkProofs } from '../schema.ts'

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
        subject: `Your code for ${shop}`,
        preheader: 'It works once, for 10 minutes.',
        heading: 'Is it you who answers?',
        paragraphs: [`Somebody opened the link that ${shop} made for you and wants to answer. Type this code on that page.`],
        code: await codeFor(ctx.tenant.keys, proof.id, proof.generation),
        afterword: [
          'It works once, for 10 minutes, in the browser that asked for it. If that was not you, do nothing: without this code nobody can answer in your name.',
        ],
        reason: `You get this because a link to your work at ${shop} was opened.`,
      },
    }
  },
}
