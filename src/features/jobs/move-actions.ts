import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { Mail, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { conflict, forbidden, notFound } from '#errors.ts'
import { withdraw } from '#features/activity/actions.ts'
import { jobIsApproved, missingOf } from '#features/approvals/gate.ts'
import { sealOverride } from '#features/approvals/override.ts'
import { headOfChain, requestsOfJob } from '#features/approvals/queries.ts'
import { approvalSettings, type Need, needsOf } from '#features/approvals/rules.ts'
import { profile } from '#features/settings/schema.ts'
import { isManager } from '#features/team/rules.ts'
import { newItemLink } from '#identity/item-links.ts'
import { Line, Text, Version } from '#lib/fields.ts'
import { jobById, movesOfJob, type StaffJob } from './page-queries.ts'
import { allStatuses, type Status } from './queries.ts'
import { canMove, isClosedStage, isProduction, undoMs } from './rules.ts'
import { jobs } from './schema.ts'
import { contactsToTell } from './staff-queries.ts'
import { type Happening, timelineOf } from './timeline.ts'

/** The page names the version it was made from; a board, whose cards move on without being made again, names the instant it was made. */
export const MoveJob = v.pipe(
  v.object({
    to: Line('Choose a status'),
    version: v.optional(Version),
    /** Why it may be made though something it needs is not approved. */
    reason: v.pipe(
      Text(1_000),
      v.check((text) => text === '' || text.length >= 10, 'Say why in a sentence: it stays on record'),
    ),
    seen: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number))),
  }),
  v.check(({ version, seen }) => version !== undefined || seen !== undefined, 'Reload the page and try again'),
)
export type MoveJob = v.InferOutput<typeof MoveJob>
export const UndoMove = v.object({ version: Version })
export type UndoMove = v.InferOutput<typeof UndoMove>

export interface Moved {
  readonly status: Pick<Status, 'name' | 'label'>
  /** The version an undo must name. */
  readonly version: number
  readonly tellsCustomer: boolean
}

/** What keeps a job out of production, and where it was to go. */
export interface Kept {
  readonly missing: readonly Need[]
  readonly to: string
}

const moving = [jobById, allStatuses, contactsToTell, movesOfJob, requestsOfJob, headOfChain] as const

/**
 * Moves a job to another status; its customer's contacts are mailed two minutes later. To where it stands already is nothing.
 * Into production it goes only when what it needs is approved, or when a manager says why not: that is put on record.
 */
export async function moveJob(ctx: StaffCtx, id: string, input: MoveJob): Promise<Moved | Kept | undefined> {
  const [[job], statuses, contacts, moves, requests, [head]] = await ctx.read(moving, { id })
  if (!job) throw notFound('Job')
  if (!canMove(job.statusId, input.to)) return undefined
  const to = statuses.find((status) => status.id === input.to)
  if (!to) throw conflict('This status was removed meanwhile. Reload the page and choose another one.')
  if (moves.some((move) => move.at > (input.seen ?? ctx.now) && move.actorId !== ctx.staffId)) throw conflict()

  const starts = isProduction(to.stage) && !isProduction(job.stage)
  const missing = starts ? missingOf(needsOf(job, ctx.shop), requests) : []
  if (missing.length > 0 && !input.reason) return { missing, to: to.id }
  if (missing.length > 0 && !isManager(ctx.me.role)) throw forbidden('Only an owner or a manager may start without approval.')
  const override = missing.length > 0 ? await sealOverride(ctx, head, { job, missing, reason: input.reason }) : undefined

  const version = input.version ?? job.version
  const told = tellersOf(ctx, job, to, contacts)
  const action = {
    kind: 'job.moved',
    subjectId: id,
    customerId: job.customerId,
    jobId: id,
    audience: 'customer',
    facts: { from: job.statusId, to: to.id, label: to.label, stage: to.stage, title: job.title },
    details: { name: to.name, fromName: job.statusName, ...(override ? { without: missing, reason: input.reason } : {}) },
    mails: told.mails,
  } as const
  const changes = [
    place(id, version, { statusId: to.id, isClosed: isClosedStage(to.stage), statusAt: ctx.now }),
    ...(override ? override.inserts : starts ? [jobIsApproved(id, approvalSettings(ctx.shop).needs)] : []),
    ...contacts.map((contact) => withdraw(topicOf(id, contact.id))),
    ...told.links,
    sql.update(profile).set({ jobMovedAt: ctx.now }).where(isNull(profile.jobMovedAt)),
  ]
  try {
    await ctx.write(action, changes)
  } catch (error) {
    if (error instanceof Refused && error.reason === 'not approved') return { missing: needsOf(job, ctx.shop), to: to.id }
    if (error instanceof Refused && error.reason === 'chain moved') throw conflict()
    throw error
  }
  return { status: to, version: version + 1, tellsCustomer: told.mails.length > 0 }
}

const tooLate =
  'That was more than two minutes ago, or the customer was told already. Move it back instead: they will see that it moved.'

/** Takes back the last move while nobody was told, so that the timeline reads as if it had never happened. */
export async function undoMove(ctx: StaffCtx, id: string, input: UndoMove): Promise<void> {
  const [[job], statuses, contacts, moves] = await ctx.read([jobById, allStatuses, contactsToTell, movesOfJob], { id })
  if (!job) throw notFound('Job')
  const last = undoable(moves, ctx.now, null)
  const before = timelineOf(moves).at(-2)
  const back = statuses.find((status) => status.id === before?.statusId)
  if (!last || last.statusId !== job.statusId || !before || !back) throw conflict(tooLate)

  // A move just before this one had its own mail withdrawn by it: that one is owed again.
  const isOwed = before.isMove && last.at - before.at < undoMs
  const told = isOwed ? tellersOf(ctx, job, back, contacts) : { mails: [], links: [] }
  const action = {
    kind: 'job.move_undone',
    subjectId: id,
    customerId: job.customerId,
    jobId: id,
    audience: 'customer',
    facts: { from: job.statusId, to: back.id, label: back.label, stage: back.stage, title: job.title },
    details: { name: back.name, undone: job.statusName },
    mails: told.mails,
  } as const
  try {
    await ctx.write(action, [
      nobodyWasTold(
        contacts.map((contact) => topicOf(id, contact.id)),
        last.at,
      ),
      place(id, input.version, { statusId: back.id, isClosed: isClosedStage(back.stage), statusAt: before.at }),
      ...contacts.map((contact) => withdraw(topicOf(id, contact.id))),
      ...told.links,
    ])
  } catch (error) {
    if (error instanceof Refused && error.reason === 'already told') throw conflict(tooLate)
    throw error
  }
}

/** The last move, while it can still be taken back: for two minutes, unless a mail about it, sent at `toldAt`, is gone already. */
export function undoable(moves: readonly Happening[], now: number, toldAt: number | null) {
  const last = timelineOf(moves).at(-1)
  const isOpen = last?.isMove && now < last.at + undoMs && (toldAt === null || toldAt < last.at)
  return isOpen ? last : undefined
}

const topicOf = (job: string, contact: string) => `job.status:${job}:${contact}`

function place(id: string, version: number, where: { statusId: string; isClosed: boolean; statusAt: number }): Change {
  const move = sql
    .update(jobs)
    .set({ ...where, version: raw`${jobs.version} + 1` })
    .where(and(eq(jobs.id, id), eq(jobs.version, version)))
  return [move, exactlyOne('stale')]
}

/** One mail per contact, each with a link of its own, where this status tells customers at all. */
function tellersOf(
  ctx: StaffCtx,
  job: StaffJob,
  status: Status,
  contacts: readonly { readonly id: string }[],
): { mails: Mail[]; links: Change[] } {
  if (!status.mailsCustomer || !ctx.shop.areAutomationsOn || !ctx.shop.isPortalOn) return { mails: [], links: [] }
  const made = contacts.map((contact) => ({ contact, link: newItemLink(ctx.now, 'work', job.id, contact.id) }))
  return {
    links: made.map(({ link }) => link.insert),
    mails: made.map(({ contact, link }) => ({
      kind: 'job.status',
      payload: { job: job.id, contact: contact.id, link: link.id, status: status.id },
      topic: topicOf(job.id, contact.id),
      dueAt: ctx.now + undoMs,
      customerId: job.customerId,
    })),
  }
}

function nobodyWasTold(topics: readonly string[], since: number): Change {
  if (topics.length === 0) return []
  const list = raw.join(
    topics.map((topic) => raw`${topic}`),
    raw`, `,
  )
  return assert(
    raw`NOT EXISTS (SELECT 1 FROM outbox WHERE topic IN (${list}) AND sent_at >= ${since} AND failure IS NULL)`,
    'already told',
  )
}
