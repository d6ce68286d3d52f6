import { and, eq, isNull, or } from 'drizzle-orm'
import type { ReaderCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import { bringing, type DeliverySubject } from './rules.ts'
import { deliveries, tasks } from './schema.ts'

interface Gone {
  readonly kind: string
  readonly payload: Readonly<Record<string, string>>
  readonly createdAt: number
}
interface Outcome {
  readonly sentAt?: number | null
  readonly failedAt?: number | null
  readonly failure?: string | null
}

/**
 * What a mail that left, or that no provider takes, says of the document it brings. Sent again a document begins anew; what its
 * contact did with it since it was sent stands. A link mailed afresh to whom asked for it begins nothing.
 */
export function leaving(now: number, { kind, payload, createdAt }: Gone, outcome: Outcome): Change[] {
  const subject = bringing[kind]
  const { link, fresh } = payload
  if (!subject || !link || fresh === 'yes') return []
  if (outcome.failedAt) return [begin(now, subject, link, createdAt), ...back(now, link, outcome.failure ?? null)]
  return outcome.sentAt && !outcome.failure ? [begin(now, subject, link, createdAt)] : []
}

const begin = (now: number, subject: DeliverySubject, link: string, since: number): Change => {
  const kept = (column: string) => raw.raw(`${column} = CASE WHEN ${column} >= ${Number(since)} THEN ${column} END`)
  return sql.run(raw`INSERT INTO deliveries (id, subject_kind, subject_id, customer_id, contact_id, sent_at)
    SELECT ${newId('dlv')}, ${subject}, l.subject_id, c.customer_id, l.contact_id, ${now}
    FROM item_links l JOIN contacts c ON c.id = l.contact_id WHERE l.id = ${link} AND l.forwarded_to IS NULL
    ON CONFLICT (subject_id, contact_id) DO UPDATE SET sent_at = excluded.sent_at, delivered_at = NULL, bounced_at = NULL,
      bounce = NULL, ${kept('opened_at')}, ${kept('seen_at')}, ${kept('decided_at')}`)
}

const back = (now: number, link: string, reason: string | null): Change[] => {
  const its = raw`(subject_id, contact_id) = (SELECT l.subject_id, l.contact_id FROM item_links l WHERE l.id = ${link} AND l.forwarded_to IS NULL)`
  return [
    sql.run(raw`UPDATE deliveries SET bounced_at = ${now}, bounce = ${reason} WHERE ${its}`),
    callAbout(now, 'bounced', raw`${its}`),
  ]
}

/** The task to call whom no mail reaches, from the delivery that `which` names. The same reason a second time opens it again. */
export function callAbout(now: number, reason: 'bounced' | 'silent', which: ReturnType<typeof raw>): Change {
  return sql.run(raw`INSERT INTO tasks (id, kind, source, reason, subject_kind, subject_id, customer_id, contact_id, created_at)
    SELECT ${newId('tsk')}, 'call', ${reason} || ':' || subject_id || ':' || contact_id, ${reason}, subject_kind, subject_id,
      customer_id, contact_id, ${now} FROM deliveries WHERE ${which}
    ON CONFLICT (source) DO UPDATE SET done_at = NULL, done_by_id = NULL, created_at = excluded.created_at`)
}

/** What a page that was looked at, or a form that was sent by hand, says of its reader; nothing of whom a link was passed on to. */
export function seenBy(ctx: ReaderCtx, kind: DeliverySubject, subjectId: string, has: 'seen' | 'decided' = 'seen'): Change[] {
  if (ctx.identity.forwardedTo !== undefined) return []
  const { contactId, customerId } = ctx.viewer
  const at = has === 'decided' ? { seenAt: ctx.now, decidedAt: ctx.now } : { seenAt: ctx.now }
  const first = {
    seenAt: raw`coalesce(${deliveries.seenAt}, ${ctx.now})`,
    ...(has === 'decided' ? { decidedAt: raw`coalesce(${deliveries.decidedAt}, ${ctx.now})` } : {}),
  }
  return [
    sql
      .insert(deliveries)
      .values({ id: newId('dlv'), subjectKind: kind, subjectId, customerId, contactId, ...at })
      .onConflictDoUpdate({ target: [deliveries.subjectId, deliveries.contactId], set: first }),
    // They were reached: a wrong address of somebody else stays to be called about.
    sql
      .update(tasks)
      .set({ doneAt: ctx.now })
      .where(
        and(eq(tasks.subjectId, subjectId), isNull(tasks.doneAt), or(eq(tasks.reason, 'silent'), eq(tasks.contactId, contactId))),
      ),
  ]
}
