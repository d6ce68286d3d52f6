import type { InboundMail } from '#adapters/mail/inbound.ts'
import type { SystemCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { once, Refused } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { files } from '#features/files/schema.ts'
import { isAdvisor } from '#features/team/rules.ts'
import type { Occasion } from '#identity/open-context.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { digestOf } from '#lib/token.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { findTenantByKey } from '#platform/tenants/queries.ts'
import { type ReplyToken, readReplyAddress, standingOf } from './address.ts'
import { keepFiles, keeping } from './keep-files.ts'
import { contactAnswerers, mailInReview, mailInThread, staffAnswerers, toCheck } from './queries.ts'
import { judge, nameOf, type ReviewReason, type Said } from './rules.ts'
import { answerAsContact, answerAsStaff, type Found, NotTheirs } from './say.ts'
import { mailReviewFiles, mailReviews } from './schema.ts'

/** Whoever brings a mail: the webhook of a provider, or Cloudflare's mail routing. */
export type Door = Pick<Occasion, 'deps' | 'requestId' | 'host'>
export type Outcome = 'accepted' | 'held' | 'dropped' | 'known' | 'unknown address'

const hourMs = 3_600_000
/** More than this in an hour nobody writes: what comes more often is a machine, and is asked to come later. */
const mostPerHour = { sender: 30, thread: 60 } as const
/** So many mails wait to be looked at; the rest is dropped, whoever floods a shop with them. */
const mostToCheck = 300

/**
 * Takes a mail that answers one of ours into its conversation, the same mail once. What may not be theirs waits for a person of the
 * shop; what a program wrote is dropped, and never answered. Throws too_many past the limits, and what the store and the database
 * throw when they are down, so that it is brought again.
 */
export async function receiveReply(door: Door, mail: InboundMail): Promise<Outcome> {
  const { deps } = door
  const token = readReplyAddress(mail.to, deps.mailIn.domain)
  const tenant = token && (await findTenantByKey(deps, token.shopKey))
  if (!token || !tenant) return 'unknown address'
  const occasion = { ...door, tenant, now: deps.now(), base: '', network: '', device: '', command: undefined }
  const ctx = systemContext(occasion, 'Mail')
  const found = await answererOf(ctx, token)
  if (!found) return 'unknown address'
  const verdict = judge(mail, found.mayAnswer ? (found.who.email ?? undefined) : undefined)
  if (verdict.kind === 'dropped') return 'dropped'
  const { threadId, recipientId } = found.who
  const mailKey = await digestOf(nameOf(mail))
  const [known, held, [{ count = 0 } = {}]] = await ctx.read([mailInThread, mailInReview, toCheck], {
    id: threadId,
    key: mailKey,
  })
  if (known.length > 0 || held.length > 0) return 'known'
  const limits = [
    { key: `mail in:${tenant.key}:${recipientId}`, max: mostPerHour.sender, windowMs: hourMs },
    { key: `mail in:${tenant.key}:${threadId}`, max: mostPerHour.thread, windowMs: hourMs },
  ]
  if (!(await takeTurn(deps, limits))) throw tooMany('Too many mails come from there. Bring this one again later.')
  try {
    if (verdict.kind === 'accepted') {
      await (found.kind === 'contact' ? answerAsContact : answerAsStaff)(occasion, found, verdict.said, mailKey)
      return 'accepted'
    }
    if (count >= mostToCheck) return 'dropped'
    await hold(ctx, found, verdict.reason, verdict.said, mailKey)
    return 'held'
  } catch (error) {
    if (error instanceof Refused && error.reason === 'known') return 'known'
    if (!(error instanceof NotTheirs)) throw error
    await hold(ctx, found, error.reason, error.said, mailKey)
    return 'held'
  }
}

/** For whom an address was made, by its proof; undefined for one the shop did not make. */
async function answererOf(ctx: SystemCtx, token: ReplyToken): Promise<Found | undefined> {
  const [contacts, members] = await ctx.read([contactAnswerers, staffAnswerers], { ...token })
  for (const who of contacts) {
    const standing = await standingOf(ctx, token, who)
    if (standing !== 'never') return { kind: 'contact', who, mayAnswer: standing === 'now' && who.isLetIn === 1 }
  }
  for (const who of members) {
    const standing = await standingOf(ctx, token, who)
    if (standing !== 'never') return { kind: 'staff', who, mayAnswer: who.isActive && isAdvisor(who.role) }
  }
  return undefined
}

/** Keeps a mail until somebody of the shop has looked at it. */
async function hold(ctx: SystemCtx, { who }: Found, reasonKind: ReviewReason, said: Said, mailKey: string): Promise<void> {
  const kept = await keepFiles(ctx, who.recipientId, said.files)
  const id = newId('mrv')
  const { threadId, recipientId } = who
  const row = { id, threadId, recipientId, mailKey, reasonKind, sender: said.from, title: said.subject, createdAt: ctx.now }
  const leftOut = [...said.left, ...kept.refused].join('\n')
  await keeping(ctx, kept, () =>
    ctx.write({ kind: 'mail.held', subjectId: who.subjectId, customerId: who.customerId, details: { reason: reasonKind } }, [
      once(sql.insert(mailReviews).values({ ...row, body: said.body, quoted: said.quoted, leftOut }), 'known'),
      ...kept.rows.flatMap((file, position) => [
        sql.insert(files).values(file),
        sql.insert(mailReviewFiles).values({ reviewId: id, fileId: file.id, position }),
      ]),
    ]),
  )
}
