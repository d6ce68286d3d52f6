import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { bodyOf } from '#lib/id.ts'
import { codeFor, makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { challenges } from '../schema.ts'
import { isOpen } from './rules.ts'

const challengeById = sql
  .select()
  .from(challenges)
  .where(eq(challenges.id, raw.placeholder('challenge')))

/** The mail that proves a mailbox: a button for this browser, a code for any other. */
export const signInMails: MailBuilders = {
  async 'sign-in'(ctx, payload) {
    const [[challenge]] = await ctx.read([challengeById], { challenge: payload['challenge'] })
    if (!challenge || !isOpen(challenge, ctx.now)) return undefined
    const { tenant, deps } = ctx
    const token = await makeToken(tenant.keys, 'sgn', tenant.key, bodyOf(challenge.id), challenge.generation)
    const origin = originOf(deps, tenant, challenge)
    const shop = shownName(ctx.shop)
    return {
      to: challenge.email,
      ...(challenge.audience === 'staff' ? {} : { portal: 'needed' as const }),
      content: {
        subject: `Your sign-in code for ${shop}`,
        preheader: 'It works once, for 10 minutes.',
        heading: challenge.audience === 'staff' ? 'Sign in to the desk' : 'Open your portal',
        paragraphs: ['Type this code where you asked for it, or press the button in the same browser.'],
        code: await codeFor(tenant.keys, challenge.id, challenge.generation),
        button: { label: 'Sign in', url: origin + href(payload['base'] ?? '', paths.portal.signIn.link, { token }) },
        afterword: [
          'The code and the button work once, for 10 minutes. If you did not ask for this, do nothing: nobody can get in without this email.',
        ],
        reason: `You get this because somebody typed your address at the door of ${shop}.`,
      },
    }
  },
}

/** The host it was asked on: one of the directory's, because the row's host is compared, not used. */
function originOf(
  deps: { portal: URL; staff: URL },
  tenant: { host: string | undefined },
  challenge: { host: string; audience: string },
): string {
  if (challenge.audience === 'staff') return deps.staff.origin
  if (challenge.host !== tenant.host) return deps.portal.origin
  return `${deps.portal.protocol}//${tenant.host}${deps.portal.port ? `:${deps.portal.port}` : ''}`
}
