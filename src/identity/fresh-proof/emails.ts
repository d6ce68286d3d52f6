import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { codeFor } from '#lib/token.ts'
import { challenges } from '../schema.ts'
import { isOpen } from '../sign-in/rules.ts'
import { freshWords } from './words.ts'

const { mail: words } = freshWords

const challengeById = sql
  .select()
  .from(challenges)
  .where(eq(challenges.id, raw.placeholder('challenge')))

/** The mail that proves a mailbox again, to somebody who is signed in. */
export const freshMails: MailBuilders = {
  async 'fresh.code'(ctx, payload) {
    const [[challenge]] = await ctx.read([challengeById], { challenge: payload['challenge'] })
    if (!challenge || !isOpen(challenge, ctx.now)) return undefined
    const shop = shownName(ctx.shop)
    return {
      to: challenge.email,
      portal: 'needed',
      content: {
        subject: words.subject(shop),
        preheader: words.preheader,
        heading: words.heading,
        paragraphs: [words.text],
        code: await codeFor(ctx.tenant.keys, challenge.id, challenge.generation),
        afterword: [words.after],
        reason: words.reason(shop),
      },
    }
  },
}
