import { and, eq } from 'drizzle-orm'
import type { Action, Mail, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { withdraw } from '#features/activity/actions.ts'
import type { Offer } from '#features/estimates/rules.ts'
import { type AnswerMove, moveByAnswer } from '#features/jobs/answer-moves.ts'
import { isClosedStage } from '#features/jobs/rules.ts'
import { portalIsOff } from '#features/settings/rules.ts'
import { newItemLink } from '#identity/item-links.ts'
import type { ItemPurpose } from '#identity/schema.ts'
import { canonicalJson } from '#lib/sealed-record.ts'
import { dropDecisions, forgetReminders, reminderTopic } from './actions.ts'
import type { Asked } from './asked.ts'
import { type EditionContent, type EditionPart, keepEdition } from './editions.ts'
import type { Approver, AskedJob, AskedRows } from './queries.ts'
import { reminderTimes } from './reminders.ts'
import { approvalSettings, type KindSettings, may, needsSignature, type PartRule, type RequestKind, stateUnder } from './rules.ts'
import { approvalRequests } from './schema.ts'

/** What is sent for an answer. */
export interface Sending {
  readonly kind: RequestKind
  readonly subjectId: string
  /** Missing for what is about no job: a spending limit. */
  readonly job: AskedJob | undefined
  readonly customerId: string
  readonly title: string
  readonly note: string
  readonly rule: PartRule
  readonly currency: string | null
  readonly totalMinor: number | null
  readonly parts: readonly EditionPart[]
  readonly offer?: Offer
  /** Files that whoever may see the edition may see. */
  readonly files: readonly string[]
  readonly answerBy: number | null
  /** Nobody is mailed: the answer will come by phone, or somebody hands it over. */
  readonly isQuiet: boolean
}
/** What was read before: the request as it stands, where there is one, and who would be asked. */
export interface Before {
  readonly asked: Asked | undefined
  readonly approvers: readonly Approver[]
  readonly terms: AskedRows[4][number] | undefined
  readonly statuses: AskedRows[9]
}

const sameAgain = {
  work: 'Nothing changed since it was answered. What was declined stays on file, where the customer can approve it.',
  other: 'Nothing changed since it was answered. Change something, or say in the note why it comes again.',
} as const
const purposes: Partial<Record<RequestKind, ItemPurpose>> = { proof: 'proof', work: 'work', estimate: 'estimate' }

/**
 * Sends an edition for an answer: keeps it as it is, lets decisions on unchanged parts stand, mails each approver a link of their
 * own, plans the reminders and moves the job to its customer. Tells whether anything is asked: answers on unchanged parts stand.
 * Throws conflict when nobody could be asked, the work is closed, the portal is off or nothing changed since the answer.
 */
export async function sendRequest(
  ctx: StaffCtx,
  before: Before,
  sending: Sending,
  changes: readonly Change[] = [],
): Promise<{ readonly isAsking: boolean }> {
  const { asked, approvers } = before
  if (asked && !may('send', asked.request.state)) throw conflict('This was withdrawn. Make a new one to send it.')
  if (sending.parts.length === 0) throw conflict('Add what should be approved before you send it.')
  if (approvers.length === 0 && !sending.isQuiet) {
    throw conflict(
      'Nobody at this customer may approve by email. Give a contact access and “approves”, or send it without a mail.',
    )
  }
  if (sending.job && isClosedStage(sending.job.stage))
    throw conflict('This work is closed. Move it back before you ask about it.')
  if (!sending.isQuiet && !ctx.shop.isPortalOn) throw conflict(portalIsOff)
  if (asked && isSaidAlready(asked, sending)) {
    throw conflict(sameAgain[sending.kind === 'work' ? 'work' : 'other'])
  }
  const id = asked?.request.id ?? ctx.newId('apr')
  const number = (asked?.request.edition ?? 0) + 1
  const content = contentFor(ctx, before, sending, number)
  const edition = await keepEdition(content, sending.files, ctx.now)
  const kept = keptOf(asked, sending, edition.partHashes)
  const dropped = (asked?.decisions ?? []).filter((one) => !kept.includes(one)).map(({ partKey }) => partKey)
  const open = sending.parts.length - kept.length
  const standing = kept.map(({ answer }) => answer)
  // Where one of a set is chosen, a choice that stands leaves nothing to ask.
  const isSettled = open === 0 || (sending.rule === 'one' && standing.includes('approved'))
  const state = isSettled ? stateUnder(sending.rule, sending.parts.length, standing) : 'open'
  const isAsking = state === 'open'
  const told = isAsking && !sending.isQuiet ? askThem(ctx, id, sending, approvers, number) : { mails: [], links: [] }
  const move =
    isAsking && sending.job
      ? moveByAnswer(ctx.now, sending.job, before.statuses, 'awaiting_approval', sending.customerId)
      : undefined
  await ctx.write(eventOf(id, sending, number, state, told.mails, move), [
    ...changes,
    ...edition.inserts,
    ...placeRequest(ctx, id, asked, sending, { number, open, state }),
    ...dropDecisions(id, dropped),
    forgetReminders(id),
    ...approvers.map((approver) => withdraw(topicOf(id, approver.id))),
    ...told.links,
    ...(move?.changes ?? []),
  ])
  // Nothing may be mailed, and a promise may move all the same.
  if (sending.answerBy !== null) await ctx.deps.clock(ctx.tenant.key).arm(sending.answerBy)
  return { isAsking }
}

/**
 * Answered, and sent again as it was: a no would be asked away without a word, and lines keep every answer, so that it would ask
 * nothing. Where an answer waits, it only reminds.
 */
function isSaidAlready(
  { request: { state, isEdited }, content }: Asked,
  { kind, title, note, rule, parts, offer }: Sending,
): boolean {
  if (state === 'open' || (state === 'approved' && isEdited) || !content) return false
  const isSame = content.title === title && content.rule === rule && (kind === 'work' || content.note === note)
  const isSameOffer = canonicalJson(content.offer ?? null) === canonicalJson(offer ?? null)
  return isSame && isSameOffer && canonicalJson([...content.parts]) === canonicalJson([...parts])
}

/** The decisions that stand: on parts that stay the same and, where one of a set was chosen, only while the whole set does. */
function keptOf(asked: Asked | undefined, { kind, rule, parts }: Sending, hashes: ReadonlyMap<string, string>) {
  const decided = asked?.decisions ?? []
  const shown = asked?.content
  const isSameSet = shown?.rule === rule && canonicalJson([...shown.parts]) === canonicalJson([...parts])
  if (rule === 'one' && !isSameSet) return []
  return decided.filter(({ partKey, partSha256, answer }) => hashes.get(partKey) === partSha256 && staysWith(kind, answer))
}

/** A yes stays while the part is the same; a no stays for a line, which is kept on file, and is asked again for a design. */
function staysWith(kind: RequestKind, answer: string): boolean {
  return answer === 'approved' || (kind === 'work' && answer === 'declined')
}

function contentFor({ shop }: StaffCtx, { terms }: Before, sending: Sending, number: number): EditionContent {
  const settings = approvalSettings(shop)
  const own: KindSettings = sending.kind === 'limit' ? settings.work : settings[sending.kind]
  const { kind, subjectId, job, customerId, title, note, rule, currency, totalMinor, parts } = sending
  const signs = needsSignature(settings, kind, totalMinor)
  return {
    ...{
      kind,
      subject: subjectId,
      job: job?.id ?? null,
      customer: customerId,
      number,
      title,
      note,
      rule,
      currency,
      totalMinor,
      parts,
    },
    terms: terms && terms.text !== '' ? { number: terms.number, sha256: terms.sha256 } : null,
    checklist: own.checklist,
    needsSignature: signs,
    po: settings.po,
    ...(sending.offer ? { offer: sending.offer } : {}),
  }
}

function placeRequest(
  ctx: StaffCtx,
  id: string,
  asked: Asked | undefined,
  sending: Sending,
  { number, open, state }: { number: number; open: number; state: ReturnType<typeof stateUnder> },
): Change[] {
  const { kind, subjectId, job, customerId, title, totalMinor, answerBy, parts } = sending
  const set = {
    ...{ title, state, edition: number, parts: parts.length, openParts: open, totalMinor, answerBy, isEdited: false },
    ...{ sentAt: ctx.now, sentById: ctx.staffId, answeredAt: state === 'open' ? null : ctx.now },
  }
  if (!asked) {
    const row = { id, kind, subjectId, jobId: job?.id ?? null, customerId, ...set }
    return [[sql.insert(approvalRequests).values(row).onConflictDoNothing(), exactlyOne('stale')]]
  }
  const update = sql
    .update(approvalRequests)
    .set({ ...set, version: raw`${approvalRequests.version} + 1` })
    .where(and(eq(approvalRequests.id, id), eq(approvalRequests.version, asked.request.version)))
  return [[update, exactlyOne('stale')]]
}

const topicOf = (requestId: string, contactId: string) => `approval.sent:${requestId}:${contactId}`

/** A mail now and the reminders to come for each who may answer, all with one link of their own. */
function askThem(ctx: StaffCtx, id: string, sending: Sending, approvers: readonly Approver[], edition: number) {
  const purpose = purposes[sending.kind]
  const mails: Mail[] = []
  const links: Change[] = []
  // What no link leads to is answered in the portal.
  if (!purpose) {
    for (const { id: contact } of approvers) {
      const payload = { request: id, contact, edition: String(edition) }
      mails.push({ kind: `${sending.kind}.sent`, topic: topicOf(id, contact), payload, customerId: sending.customerId })
    }
    return { mails, links }
  }
  const times = reminderTimes(approvalSettings(ctx.shop), ctx.now, sending.answerBy)
  for (const { id: contact } of approvers) {
    const link = newItemLink(ctx.now, purpose, sending.subjectId, contact)
    links.push(link.insert)
    const payload = { request: id, contact, link: link.id, edition: String(edition) }
    const base = { payload, customerId: sending.customerId }
    mails.push({ ...base, kind: `${sending.kind}.sent`, topic: topicOf(id, contact) })
    times.forEach((dueAt, i) => {
      mails.push({ ...base, kind: 'approval.reminder', topic: `${reminderTopic(id)}${contact}:${i}`, dueAt })
    })
  }
  return { mails, links }
}

function eventOf(
  id: string,
  sending: Sending,
  edition: number,
  state: string,
  mails: readonly Mail[],
  move: AnswerMove | undefined,
): Action {
  const { kind, customerId, job, title, totalMinor, currency } = sending
  return {
    ...{ kind: 'approval.asked', subjectId: id, customerId, jobId: job?.id, audience: 'customer', mails },
    facts: { kind, title, edition, state },
    details: { totalMinor, currency, mailed: mails.filter((mail) => mail.kind !== 'approval.reminder').length },
    consequences: move ? [move.consequence] : [],
  }
}
