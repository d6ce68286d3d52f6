import { and, gte, isNull, lt } from 'drizzle-orm'
import type { Mail } from '#context.ts'
import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { outbox } from '#features/activity/schema.ts'
import type { Contacts } from './queries.ts'
import { reminderAt } from './rules.ts'

interface Mailed {
  readonly id: string
  readonly customerId: string
  readonly startsAt: number
  /** Of the row as it stands after the action: a mail about an older one says nothing any more. */
  readonly sequence: number
}

/** Tells each contact what became of an appointment. */
export function tellContacts(kind: string, { id, customerId, sequence }: Mailed, contacts: Contacts, more: Mail['payload'] = {}) {
  const payload = { appointment: id, sequence: String(sequence), ...more }
  return contacts.map((contact): Mail => ({ kind, payload: { ...payload, contact: contact.id }, customerId }))
}

export const reminder = 'appointment.reminder'

/** Reminds each contact in the morning of the day before; what is set later than that was just mailed. */
export function remindContacts(
  { id, customerId, startsAt, sequence }: Mailed,
  contacts: Contacts,
  zone: string,
  now: number,
): Mail[] {
  const dueAt = reminderAt(startsAt, zone)
  if (dueAt <= now) return []
  return contacts.map((contact) => ({
    ...{ kind: reminder, topic: `${reminder} ${id} ${contact.id}`, dueAt, customerId },
    payload: { appointment: id, contact: contact.id, sequence: String(sequence) },
  }))
}

/** Takes back every reminder of it, to stand before what is planned in its place. */
export function callOffReminders(id: string): Change {
  const topic = `${reminder} ${id}`
  return sql.delete(outbox).where(and(gte(outbox.topic, topic), lt(outbox.topic, `${topic}!`), isNull(outbox.sentAt)))
}
