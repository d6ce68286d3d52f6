import { and, eq, ne } from 'drizzle-orm'
import * as v from 'valibot'
import type { BaseCtx, CustomerCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { AppError, forbidden, notFound } from '#errors.ts'
import { type Decided, decide } from '#features/approvals/actions.ts'
import { answerFields, deciderOf, missingFrom } from '#features/approvals/answer-form.ts'
import { askedOf } from '#features/approvals/asked.ts'
import { askedForCustomer, askedForStaff, currentTerms } from '#features/approvals/queries.ts'
import { withdrawRequest } from '#features/approvals/request-changes.ts'
import type { Answer } from '#features/approvals/rules.ts'
import { spendingLimits } from '#features/approvals/schema.ts'
import { sendRequest } from '#features/approvals/send-actions.ts'
import { approveConsent } from '#features/approvals/words.ts'
import { customerById } from '#features/customers/queries.ts'
import { shownName } from '#features/settings/rules.ts'
import { Line } from '#lib/fields.ts'
import { formatMoney, parseMoney } from '#lib/money.ts'
import { rereading } from './actions.ts'
import { approversOfCustomer, limitForCustomer, limitForStaff, limitOfJob } from './limit-queries.ts'
import { coveredBy, type Limit } from './limit-rules.ts'
import { isSent } from './read.ts'
import { workWords as words } from './words.ts'

export const ProposeLimit = v.object({ perLine: Line('Type an amount', 20), perJob: Line('Type an amount', 20) })
export type ProposeLimit = v.InferOutput<typeof ProposeLimit>
/** The one thing a customer says yes or no to. */
export const limitKey = 'limit'

/**
 * Proposes to a customer up to which amounts the shop goes on without asking; it counts once an approver accepts. Gives what is
 * wrong with the amounts, by field.
 */
export async function proposeLimit(ctx: StaffCtx, customerId: string, input: ProposeLimit): Promise<Record<string, string>> {
  const [[customer], approvers, [terms]] = await ctx.read([customerById, approversOfCustomer, currentTerms], { id: customerId })
  if (!customer) throw notFound('Customer')
  const { currency, locale } = ctx.shop
  const [perLineMinor, perJobMinor] = [parseMoney(input.perLine, currency), parseMoney(input.perJob, currency)]
  if (!perLineMinor || !perJobMinor) {
    const wrong = 'Type an amount above nothing, like 150'
    return { ...(perLineMinor ? {} : { perLine: wrong }), ...(perJobMinor ? {} : { perJob: wrong }) }
  }
  if (perJobMinor < perLineMinor) return { perJob: 'A job is at least one line: type no less than for a line' }
  const id = ctx.newId('lim')
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const title = `${money(perLineMinor)} a line, ${money(perJobMinor)} a job`
  const part = { key: limitKey, title, amountMinor: null, perLineMinor, perJobMinor, currency }
  const row = { id, customerId, perLineMinor, perJobMinor, currency, state: 'proposed' as const, proposedById: ctx.staffId }
  await sendRequest(
    ctx,
    { asked: undefined, approvers, terms, statuses: [] },
    {
      ...{ kind: 'limit', subjectId: id, job: undefined, customerId, title: 'Spending limit', note: '', rule: 'all', currency },
      ...{ totalMinor: null, parts: [part], files: [], answerBy: null, isQuiet: false },
    },
    [sql.insert(spendingLimits).values({ ...row, createdAt: ctx.now })],
  )
  return {}
}

export const AnswerLimit = v.object({ ...answerFields, answer: v.picklist(['approved', 'declined'], () => words.limit.choose) })
export type AnswerLimit = v.InferOutput<typeof AnswerLimit>

/** A spending limit with what is asked about it, for an approver who sees prices. */
export async function getLimitForCustomer(ctx: CustomerCtx, id: string) {
  const [[limit], ...rows] = await ctx.read([limitForCustomer, ...askedForCustomer], { subject: id })
  const asked = askedOf(rows)
  if (!limit || !asked?.content || !ctx.viewer.seesPrices) throw notFound('Page')
  return { limit, asked: { ...asked, content: asked.content } }
}

/** Records an approver's yes or no to a limit; a yes takes the place of what was accepted before. */
export async function answerLimit(
  ctx: CustomerCtx,
  id: string,
  input: AnswerLimit,
): Promise<Decided | { readonly errors: Readonly<Record<string, string>> }> {
  const { asked } = await getLimitForCustomer(ctx, id)
  if (!ctx.viewer.canApprove) throw forbidden(words.mayNot)
  const errors = input.answer === 'approved' ? missingFrom(asked.content, input, false) : {}
  if (Object.keys(errors).length > 0) return { errors }
  const read = rereading(asked, async () => (await getLimitForCustomer(ctx, id)).asked)
  const decider = deciderOf(ctx, input, {})
  const answers = new Map<string, Answer>([[limitKey, input.answer]])
  return decide(
    ctx,
    read,
    { edition: input.edition, answers, poNumber: null, consent: approveConsent.limit },
    { ...decider, guards: [...(decider.guards ?? []), ...settleLimit(ctx, id, input.answer)] },
  )
}

function settleLimit(ctx: CustomerCtx, id: string, answer: 'approved' | 'declined'): Change[] {
  const isYes = answer === 'approved'
  const set = { state: isYes ? ('accepted' as const) : ('refused' as const), ...(isYes ? { acceptedById: ctx.contactId } : {}) }
  const update = sql
    .update(spendingLimits)
    .set({ ...set, version: raw`${spendingLimits.version} + 1` })
    .where(and(eq(spendingLimits.id, id), eq(spendingLimits.state, 'proposed')))
  const others = sql
    .update(spendingLimits)
    .set({ state: 'ended', endedAt: ctx.now, version: raw`${spendingLimits.version} + 1` })
    .where(and(eq(spendingLimits.customerId, ctx.customerId), eq(spendingLimits.state, 'accepted'), ne(spendingLimits.id, id)))
  return [[update, exactlyOne(words.limit.answered)], ...(isYes ? [others] : [])]
}

/** Ends a limit, or takes back a proposal: from now on everything is asked again. Either side may; twice is the same as once. */
export async function endLimit(ctx: CustomerCtx | StaffCtx, id: string, customerId: string): Promise<void> {
  const isTheirs = ctx.audience === 'customer'
  const queries = isTheirs ? ([limitForCustomer, askedForCustomer[0]] as const) : ([limitForStaff, askedForStaff[0]] as const)
  const [[limit], [request]] = await ctx.read(queries, { subject: id, id: customerId })
  if (!limit || (isTheirs && !ctx.viewer.seesPrices)) throw notFound('Page')
  if (isTheirs && !ctx.viewer.canApprove) throw forbidden(words.mayNot)
  if (limit.state !== 'proposed' && limit.state !== 'accepted') return
  const end = sql
    .update(spendingLimits)
    .set({ state: 'ended', endedAt: ctx.now, version: raw`${spendingLimits.version} + 1` })
    .where(and(eq(spendingLimits.id, id), eq(spendingLimits.version, limit.version)))
  await ctx.write({ kind: 'limit.ended', subjectId: id, customerId, audience: 'customer', facts: { was: limit.state } }, [
    [end, exactlyOne('stale')],
    ...(request && limit.state === 'proposed' ? withdrawRequest(ctx.now, request.id) : []),
  ])
}

/** Approves at once what a customer's limit covers of the lines just sent, as a record that names the limit. */
export async function approveByLimit(ctx: StaffCtx, jobId: string): Promise<void> {
  const [[limit], ...rows] = await ctx.read([limitOfJob, ...askedForStaff], { id: jobId, subject: jobId })
  const asked = askedOf(rows)
  if (!limit || !isSent(asked)) return
  const keys = coveredBy(limit, asked)
  if (keys.length === 0) return
  const again = async () => askedOf(await ctx.read(askedForStaff, { subject: jobId }))
  const given = {
    ...{ edition: asked.request.edition, answers: new Map<string, Answer>(keys.map((key) => [key, 'approved'])), poNumber: null },
    consent: consentOf(ctx, limit),
  }
  const tells = (approval: string) =>
    asked.approvers.map(({ id: contact }) => ({
      ...{ kind: 'limit.used', payload: { approval, contact, job: jobId }, customerId: asked.request.customerId },
    }))
  await decide(severally(ctx), rereading(asked, again), given, { ...limitDecider(ctx, limit), tells }).catch(unlessAnswered)
}

const limitEnded = 'This limit was ended meanwhile.'

// Somebody answered in the same moment, or ended the limit: then that stands, and the lines wait for them.
function unlessAnswered(error: unknown): void {
  const isOver = error instanceof Refused && error.reason === limitEnded
  const isAnswered = error instanceof AppError && error.code === 'conflict'
  if (!isOver && !isAnswered) throw error
}

function consentOf({ shop }: BaseCtx, { perLineMinor, perJobMinor, currency }: Limit): string {
  const money = (minor: number) => formatMoney(minor, currency, shop.locale)
  return `Within the spending limit that was accepted: up to ${money(perLineMinor)} a line and ${money(perJobMinor)} a job.`
}

function limitDecider(ctx: StaffCtx, { id }: Limit) {
  const isAccepted = raw`EXISTS (SELECT 1 FROM spending_limits l WHERE l.id = ${id} AND l.state = 'accepted')`
  return {
    ...{ door: 'limit' as const, actor: { kind: 'system' as const, id }, proof: { method: 'none' as const, at: null } },
    payload: {
      ...{ name: 'Spending limit', email: null, company: shownName(ctx.shop), comments: {}, note: '', signature: null },
      ...{ ip: '', userAgent: '', device: '', recordedBy: null, saidAt: null, forwardedBy: null, forwardedTo: null },
    },
    ticks: false,
    receiptTo: [],
    guards: [assert(isAccepted, limitEnded)],
  }
}

/** The sending was one command; this is another write after it. */
function severally(ctx: StaffCtx): StaffCtx {
  return { ...ctx, write: (action, changes) => ctx.write({ ...action, isRepeatable: true }, changes) }
}
