import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { codeFor } from '#lib/token.ts'
import { challenges } from '../schema.ts'
import { isOpen } from '../sign-in/rules.ts'

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
        subject: `Your code for ${shop}`,
        preheader: 'It works once, for 10 minutes.',
        heading: 'Is it you?',
        paragraphs: [
          'Somebody who is signed in as you wants to use a card or bank account you keep. Type this code on that page.',
        ],
        code: await codeFor(ctx.tenant.keys, challenge.id, challenge.generation),
        afterword: [
          'It works once, for 10 minutes, in the browser that asked for it. If that was not you, do nothing: nothing is paid without this code. Then sign out everywhere from your portal.',
        ],
        reason: `You get this because you are signed in at ${shop}.`,
      },
    }
  },
}
