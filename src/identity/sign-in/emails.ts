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
import { signInWords } from './words.ts'

const { mail: words } = signInWords

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
      ...(challenge.audience === 'staff' ? { isForDesk: true } : { portal: 'needed' as const }),
      content: {
        subject: words.subject(shop),
        preheader: words.preheader,
        heading: challenge.audience === 'staff' ? words.headingStaff : words.heading,
        paragraphs: [words.text],
        code: await codeFor(tenant.keys, challenge.id, challenge.generation),
        button: { label: words.button, url: origin + href(payload['base'] ?? '', paths.portal.signIn.link, { token }) },
        afterword: [words.after],
        reason: words.reason(shop),
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
