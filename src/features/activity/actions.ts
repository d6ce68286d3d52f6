import { and, eq, isNull } from 'drizzle-orm'
import type { Action, Actor, Mail } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, once, type Step } from '#database/write.ts'
import { errorWords } from '#error-words.ts'
import { AppError } from '#errors.ts'
import type { Command } from '#lib/form.ts'
import { newId, timeOf } from '#lib/id.ts'
import { kept } from './rules.ts'
import { commands, events, outbox } from './schema.ts'

interface Occasion {
  readonly eventId: string
  readonly actor: Actor
  readonly requestId: string
  readonly now: number
}

/**
 * The row that makes a repeat of the same form "done before", and refuses the same form with another body as 'other words'.
 * Comes first, so that a repeat is not mistaken for a stale version.
 */
export function claimCommand(id: string, occasion: Occasion, digest?: string): readonly Step[] {
  const said = raw`EXISTS (SELECT 1 FROM commands WHERE id = ${id} AND digest <> ${digest})`
  const claim = sql.insert(commands).values({ id, digest: digest ?? null, eventId: occasion.eventId, at: occasion.now })
  return [...(digest ? [assert(raw`NOT ${said}`, 'other words')] : []), once(claim, 'done before')]
}

/**
 * The same for a form, unique per sender and kind of action; what may be repeated is claimed anew each time. Throws conflict for a
 * form so old that its first sending may be forgotten.
 */
export function claimForm(who: string, action: Action, form: Command | undefined, occasion: Occasion): readonly Step[] {
  const once = action.isRepeatable ? undefined : form
  if (once && timeOf(once.id) < occasion.now - kept.commands) throw tooOld()
  return claimCommand(`${who} ${action.kind} ${once?.id ?? newId('cmd')}`, occasion, once?.digest)
}

function tooOld() {
  return new AppError(
    'conflict',
    () => errorWords.tooOld,
    () => errorWords.tooOldText,
  )
}

/** The event and the mails of one action, to stand at the end of its batch. */
export function record(action: Action, occasion: Occasion): Change[] {
  const event = sql.insert(events).values({
    id: occasion.eventId,
    kind: action.kind,
    subjectId: action.subjectId,
    customerId: action.customerId ?? null,
    jobId: action.jobId ?? null,
    audience: action.audience ?? 'staff',
    actorKind: occasion.actor.kind,
    actorId: 'id' in occasion.actor ? occasion.actor.id : null,
    actorName: 'name' in occasion.actor ? occasion.actor.name : '',
    facts: action.facts ?? {},
    details: action.details ?? null,
    requestId: occasion.requestId,
    at: occasion.now,
  })
  return [event, ...(action.mails ?? []).map((mail, i) => post(mail, `${occasion.eventId}.${i}`, occasion.now))]
}

/** Withdraws what has not gone yet under a topic. */
export function withdraw(topic: string): Change {
  return sql.delete(outbox).where(and(eq(outbox.topic, topic), isNull(outbox.sentAt)))
}

function post(mail: Mail, key: string, now: number): Change {
  const insert = sql
    .insert(outbox)
    .values({
      id: newId('out'),
      key: mail.key ?? key,
      kind: mail.kind,
      payload: mail.payload,
      topic: mail.topic ?? null,
      customerId: mail.customerId ?? null,
      dueAt: mail.dueAt ?? now,
      sentAt: mail.isSilent ? now : null,
      createdAt: now,
    })
    .onConflictDoNothing({ target: outbox.key })
  return mail.topic ? [withdraw(mail.topic), insert].flat() : insert
}
