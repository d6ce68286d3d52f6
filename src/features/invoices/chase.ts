import { and, gte, isNull, lt } from 'drizzle-orm'
import type { BaseCtx, Mail } from '#context.ts'
import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { outbox } from '#features/activity/schema.ts'
import { approvalSettings } from '#features/approvals/rules.ts'
import { planCharge } from '#features/payments/autopay.ts'
import type { Autopay } from '#features/payments/autopay-queries.ts'
import { chargeTimeOf } from '#features/payments/autopay-rules.ts'
import type { Instalment } from '#features/payments/instalment-rules.ts'
import { billingSettings } from './billing.ts'
import { planLateFee } from './late-fee-actions.ts'
import type { Invoice } from './queries.ts'
import { remindersOf } from './reminders.ts'

interface Sent extends Pick<Invoice, 'id' | 'customerId' | 'dueOn'> {
  /** What is reminded of: once another edition was sent, these say nothing more. */
  readonly edition: number
  readonly steps: readonly Instalment[]
}
/** What has a day of its own: the whole, or a step of the plan to pay it, by its place. */
interface Part {
  readonly step: string
  readonly dueOn: string | null
}
type Links = readonly { readonly contact: string; readonly link: string }[]
type Now = Pick<BaseCtx, 'shop' | 'now'>

/**
 * What comes by itself while an invoice stays unpaid: the charge its customer agreed to, the reminders for whom these links were made,
 * and the late fee; for each step of a plan on days of its own.
 */
export function chase(ctx: Now, sent: Sent, links: Links, isOnAutopay: boolean): Mail[] {
  const { steps, dueOn } = sent
  const parts =
    steps.length > 0 ? steps.map((step) => ({ step: String(step.position), dueOn: step.dueOn })) : [{ step: '', dueOn }]
  return parts.flatMap((part) => [
    ...(isOnAutopay ? [charge(ctx, sent, part)] : []),
    ...(part.dueOn === null ? [] : remind(ctx, sent, { ...part, dueOn: part.dueOn }, links)),
    ...planLateFee(ctx, sent, part),
  ])
}

/** Takes back what was to come by itself, of the whole and of every step, to stand before what comes in its place. */
export function callOff(id: string): Change[] {
  return ['invoice.autopay', 'invoice.reminder', 'invoice.late_fee'].map((kind) =>
    sql.delete(outbox).where(and(gte(outbox.topic, `${kind} ${id}`), lt(outbox.topic, `${kind} ${id}!`), isNull(outbox.sentAt))),
  )
}

/** Whether these mails tell whoever agreed to be charged: nothing is charged by itself that was not announced. */
export const isAnnounced = (mails: readonly Mail[], autopay: Pick<Autopay, 'contactId'> | undefined): boolean =>
  autopay !== undefined && mails.some(({ payload }) => payload['contact'] === autopay.contactId)

/** What its customer agreed to is charged by itself. */
function charge({ shop, now }: Now, { id, customerId, edition }: Sent, { step, dueOn }: Part): Mail {
  const at = chargeTimeOf(dueOn, now, shop.timeZone)
  return planCharge(at, customerId, { invoice: id, edition: String(edition), step, tries: '1' })
}

function remind(
  { shop, now }: Now,
  { id, customerId, edition }: Sent,
  { step, dueOn }: Part & { dueOn: string },
  links: Links,
): Mail[] {
  const billing = billingSettings(shop)
  const calendar = { zone: shop.timeZone, workingDays: approvalSettings(shop).workingDays }
  const isStep = step !== ''
  // A part is asked for on its day too.
  const days = isStep ? { ...billing, remindBeforeDays: [...new Set([...billing.remindBeforeDays, 0])] } : billing
  return remindersOf(days, dueOn, calendar, now).flatMap(({ step: when, at }) =>
    links.map(({ contact, link }) => ({
      kind: 'invoice.reminder',
      payload: { invoice: id, contact, link, edition: String(edition), step: when, ...(isStep ? { on: dueOn } : {}) },
      topic: ['invoice.reminder', id, contact, when, ...(isStep ? [step] : [])].join(' '),
      ...{ dueAt: at, customerId },
    })),
  )
}
