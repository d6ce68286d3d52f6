import { and, eq } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { readToken } from '#lib/token.ts'
import { show } from '#middleware/pages.tsx'
import { takeTurn } from '#platform/tenants/limits.ts'
import { isNotLongSettled } from './item-links.ts'
import { generationOf, purposes } from './link-context.ts'
import { itemLinks } from './schema.ts'
import { signInWords as words } from './sign-in/words.ts'

const renewable = sql
  .select()
  .from(itemLinks)
  .where(and(eq(itemLinks.id, raw.placeholder('link')), isNotLongSettled))

const mailKinds = { invoice: 'invoice.ready', work: 'job.status', proof: 'proof.sent', estimate: 'estimate.sent' } as const
const subjects = { invoice: 'invoice', work: 'job', proof: 'proof', estimate: 'estimate' } as const

/** Mails a fresh link for an old one, to the mailbox the old one went to and to no other. */
export async function freshLink(c: Context<Envs['anyone'], `/${string}/:token/fresh`>) {
  const { ctx } = c.var
  const token = readToken(c.req.param('token') ?? '')
  const [[link]] = await ctx.read([renewable], { link: `lnk_${token?.row ?? ''}` })
  const isGenuine =
    token && link && (await generationOf(token, ctx.tenant.keys)) === link.generation && purposes[token.purpose] === link.purpose
  if (!isGenuine || link.revokedAt || !isRenewable(link, ctx.now)) throw notFound('link')
  const hasRoom = await takeTurn(ctx.deps, [{ key: `fresh:${link.id}`, max: 3, windowMs: 86_400_000 }])
  if (hasRoom) {
    const renew = sql
      .update(itemLinks)
      .set({ generation: raw`${itemLinks.generation} + 1`, mailedAt: ctx.now })
      .where(and(eq(itemLinks.id, link.id), eq(itemLinks.generation, link.generation)))
    await ctx.write({ kind: 'link.renewed', subjectId: link.id, mails: [mailOf(link)] }, [[renew, exactlyOne('stale')]])
  }
  return show(
    c,
    <>
      <h1>{words.checkHeading}</h1>
      <p class="quiet">{words.freshLink}</p>
    </>,
    { title: words.checkHeading },
  )
}

type Link = Awaited<ReturnType<typeof renewable.execute>>[number]

/** What was passed on to an address goes there again while it lasts; what was handed over goes to nobody. */
function isRenewable({ forwardedTo, forwardedEmail, expiresAt }: Link, now: number): boolean {
  return forwardedTo === null || (forwardedEmail !== null && expiresAt !== null && expiresAt > now)
}

function mailOf({ id, purpose, subjectId, contactId, forwardedTo }: Link) {
  if (forwardedTo !== null) return { kind: 'forward.sent', payload: { link: id } }
  return { kind: mailKinds[purpose], payload: { [subjects[purpose]]: subjectId, contact: contactId, link: id, fresh: 'yes' } }
}
