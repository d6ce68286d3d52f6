import { and, eq, inArray, like } from 'drizzle-orm'
import type { Action, BaseCtx, Mail } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { conflict, invalid, notFound } from '#errors.ts'
import { outbox } from '#features/activity/schema.ts'
import { moveByAnswer } from '#features/jobs/answer-moves.ts'
import { isClosedStage } from '#features/jobs/rules.ts'
import { goalOf, notePo, tellShop } from './after-answer.ts'
import type { Asked } from './asked.ts'
import { type EditionContent, hashesOf } from './editions.ts'
import { checkLabel } from './left-words.ts'
import { type RecordBody, type RecordPayload, sealRecord } from './record.ts'
import { type Answer, exceeds, mayAnswer, mayDecide, outcomeOf, type RequestState, stateUnder } from './rules.ts'
import { approvalRequests, decisions } from './schema.ts'
import { refusalConsent, answerWords as words } from './words.ts'

/** What somebody says to the edition they saw. */
export interface Given {
  readonly edition: number
  readonly answers: ReadonlyMap<string, Answer>
  readonly poNumber: string | null
  /** The sentence they agreed to. */
  readonly consent: string
  /** What the yes comes to before tax, where that is not the sum of its parts: a discount on the whole. */
  readonly approvedMinor?: number
}
/** Who says it and how it came here. */
export interface Decider {
  readonly door: RecordBody['door']
  readonly actor: RecordBody['actor']
  readonly proof: RecordBody['proof']
  readonly payload: RecordPayload
  /** Whether the terms and the checklist were before them, to tick: whoever answers by phone, or by a limit, ticks nothing. */
  readonly ticks: boolean
  /** Contacts who get a receipt. */
  readonly receiptTo: readonly string[]
  /** What must still hold at the moment of writing: the right to decide may end while the button is pressed. */
  readonly guards?: readonly Change[]
  /** Who else is told of this record, by its id. */
  readonly tells?: (approval: string) => readonly Mail[]
  /** What is written with this record, by its id and by what it answers. */
  readonly follows?: (approval: string, asked: Pick<Asked['request'], 'kind' | 'subjectId'>) => readonly Change[]
}
export interface Decided {
  readonly approvalId: string
  readonly sha256: string
  readonly state: RequestState
}

// Somebody else's record, or a move of the job, may come first; the same answer is then sealed again behind it.
const rounds = 60

/**
 * Records one answer to exactly the edition that was seen, once: the same answer again gives the same record. `read` reads the
 * request as this reader may see it. Throws conflict with what stands when it was answered otherwise, or changed meanwhile.
 */
export async function decide(
  ctx: BaseCtx,
  read: () => Promise<Asked | undefined>,
  given: Given,
  decider: Decider,
): Promise<Decided> {
  const id = ctx.newId('apl')
  for (let round = 0; round < rounds; round++) {
    const asked = await read()
    if (!asked?.content) throw notFound('request')
    const before = alreadyGiven(asked, given)
    if (before) return before
    const hashes = await hashesOf(asked.content.parts)
    refuseStale(asked, asked.content, given)
    const made = await answerOf(ctx, id, asked, asked.content, hashes, given, decider)
    try {
      await ctx.write(made.action, made.changes)
      return made.decided
    } catch (error) {
      if (!(error instanceof Refused) || !['chain moved', 'job moved', 'answered'].includes(error.reason)) throw error
    }
  }
  throw conflict(words.many)
}

/**
 * The record that gave just these answers to this edition: pressing twice is the same as once. Of the edition that is asked
 * about it must stand: who says again what another answer has replaced is not told that it was kept.
 */
function alreadyGiven({ records, request, decisions }: Asked, given: Given): Decided | undefined {
  const same = records.find((record) => {
    if (record.edition !== given.edition) return false
    const stands = (key: string) => decisions.some((one) => one.partKey === key && one.approvalId === record.id)
    if (record.edition === request.edition && ![...given.answers.keys()].every(stands)) return false
    const body: RecordBody = JSON.parse(record.body)
    return (
      body.decisions.length === given.answers.size && body.decisions.every(({ key, answer }) => given.answers.get(key) === answer)
    )
  })
  return same && { approvalId: same.id, sha256: same.sha256, state: request.state }
}

function refuseStale({ request, job, decisions: standing }: Asked, content: EditionContent, given: Given) {
  if (request.edition !== given.edition) {
    throw conflict(words.newer)
  }
  if (!mayDecide(request.kind, request.state)) throw conflict(words.standing[request.state])
  // What was declined can be approved after the work is done, as work to come; nothing can once it is cancelled.
  const isOnFile = (key: string) => standing.some(({ partKey }) => partKey === key)
  if (job && isClosedStage(job.stage) && !(job.stage === 'done' && [...given.answers.keys()].every(isOnFile)))
    throw conflict(words.closed)
  if (exceeds(content.rule, given.answers)) throw invalid(words.onlyOne)
  for (const [key, answer] of given.answers) {
    if (!content.parts.some((part) => part.key === key)) throw conflict(words.partGone)
    const stands = standing.find((one) => one.partKey === key)?.answer
    if (!mayAnswer(request.kind, stands, answer)) throw conflict(words.standing[request.state])
  }
}

async function answerOf(
  ctx: BaseCtx,
  id: string,
  asked: Asked,
  content: EditionContent,
  hashes: ReadonlyMap<string, string>,
  given: Given,
  decider: Decider,
) {
  const { request, editions: all, job, head } = asked
  const edition = all.find((one) => one.number === request.edition)
  const parts = content.parts.filter((part) => given.answers.has(part.key))
  const told = parts.map(({ key, amountMinor }) => ({
    ...{ key, answer: given.answers.get(key) ?? 'declined', part: hashes.get(key) ?? '', amountMinor },
  }))
  const standing = new Map(asked.decisions.map(({ partKey, answer }) => [partKey, answer]))
  for (const { key, answer } of told) standing.set(key, answer)
  const state = stateUnder(content.rule, content.parts.length, [...standing.values()])
  const approved = told.filter(({ answer }) => answer === 'approved')
  const hasPrices = content.totalMinor !== null
  const sealed = await sealRecord(
    ctx,
    head,
    {
      ...{ id, kind: request.kind, request: request.id, subject: request.subjectId, job: request.jobId },
      ...{ customer: request.customerId, editionId: edition?.id ?? null },
      edition: edition ? { number: edition.number, sha256: edition.sha256 } : null,
      outcome: outcomeOf(told.map(({ answer }) => answer)),
      decisions: told,
      approvedMinor: hasPrices ? (given.approvedMinor ?? sumOf(approved)) : null,
      ...{ currency: content.currency, ...agreedTo(content, given, decider, approved.length > 0) },
      ...{ poNumber: given.poNumber, door: decider.door, actor: decider.actor, proof: decider.proof },
    },
    decider.payload,
  )
  const goal = goalOf(ctx, asked, state)
  const move = job && goal && moveByAnswer(ctx.now, job, asked.statuses, goal, request.customerId)
  const action: Action = {
    ...{ kind: 'approval.given', subjectId: request.id, customerId: request.customerId, jobId: request.jobId ?? undefined },
    audience: 'customer',
    facts: { approval: id, kind: request.kind, title: request.title, state, edition: given.edition },
    // The name is in the payload, where it can be erased.
    details: { door: decider.door, ...(given.poNumber ? { poNumber: given.poNumber } : {}) },
    mails: [...tellShop(ctx, asked, id), ...receipts(decider, id, request.customerId), ...(decider.tells?.(id) ?? [])],
    consequences: move ? [move.consequence] : [],
  }
  const changes: Change[] = [
    ...(decider.guards ?? []),
    // Whether it is closed was asked at the read: what moved since is read once more.
    ...(job ? [assert(raw`(SELECT status_id FROM jobs WHERE id = ${job.id}) = ${job.statusId}`, 'job moved')] : []),
    settle(asked, state, content.parts.length - standing.size, ctx.now),
    ...sealed.inserts,
    ...told.map((one) => stand(request.id, one, id, request.edition, ctx.now)),
    ...(state === 'open' ? [] : [forgetReminders(request.id)]),
    ...(given.poNumber && job && approved.length > 0 ? [notePo(job.id, given.poNumber)] : []),
    ...(move ? move.changes : []),
    ...(decider.follows?.(id, request) ?? []),
  ]
  return { action, changes, decided: { approvalId: id, sha256: sealed.sha256, state } satisfies Decided }
}

const sumOf = (parts: readonly { readonly amountMinor: number | null }[]) =>
  parts.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0)

/** What they agreed to and ticked, for a yes alone: nobody agrees to anything by asking for changes or saying no. */
function agreedTo({ terms, checklist }: EditionContent, { consent, answers }: Given, { ticks }: Decider, isYes: boolean) {
  if (!ticks) return { consent, terms: null, checklist: [] }
  // In the words that were before them.
  if (isYes) return { consent, terms, checklist: checklist.map(checkLabel) }
  const isChange = [...answers.values()].includes('changes')
  return { consent: isChange ? refusalConsent.changes : refusalConsent.declined, terms: null, checklist: [] }
}

function settle({ request }: Asked, state: RequestState, openParts: number, now: number): Change {
  const update = sql
    .update(approvalRequests)
    .set({ state, openParts, answeredAt: state === 'open' ? null : now, version: raw`${approvalRequests.version} + 1` })
    .where(
      and(
        eq(approvalRequests.id, request.id),
        eq(approvalRequests.version, request.version),
        eq(approvalRequests.edition, request.edition),
      ),
    )
  return [update, exactlyOne('answered')]
}

function stand(
  requestId: string,
  { key, answer, part }: RecordBody['decisions'][number],
  approvalId: string,
  edition: number,
  at: number,
): Change {
  const row = { answer, partSha256: part, edition, approvalId, at }
  return sql
    .insert(decisions)
    .values({ requestId, partKey: key, ...row })
    .onConflictDoUpdate({ target: [decisions.requestId, decisions.partKey], set: row })
}

/** The topic of every mail that asks for an answer once more: they all end with the answer. */
export const reminderTopic = (requestId: string) => `approval.reminder:${requestId}:`
export function forgetReminders(requestId: string): Change {
  return sql.delete(outbox).where(and(like(outbox.topic, `${reminderTopic(requestId)}%`), raw`${outbox.sentAt} IS NULL`))
}

function receipts({ receiptTo }: Decider, approval: string, customerId: string): Mail[] {
  return receiptTo.map((contact) => ({ kind: 'approval.receipt', payload: { approval, contact }, customerId }))
}

/** Decisions on parts that are no longer what they were fall away when something is sent anew. */
export function dropDecisions(requestId: string, keys: readonly string[]): Change[] {
  if (keys.length === 0) return []
  return [sql.delete(decisions).where(and(eq(decisions.requestId, requestId), inArray(decisions.partKey, [...keys])))]
}
