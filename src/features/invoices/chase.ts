import type { BaseCtx, Mail } from '#context.ts'
import { approvalSettings } from '#features/approvals/rules.ts'
import { planCharge } from '#features/payments/autopay.ts'
import { chargeTimeOf } from '#features/payments/autopay-rules.ts'
import { billingSettings } from './billing.ts'
import type { Invoice } from './queries.ts'
import { feeTimeOf, remindersOf } from './reminders.ts'

interface Sent extends Pick<Invoice, 'id' | 'customerId' | 'dueOn'> {
  /** What is reminded of: once another edition was sent, these say nothing more. */
  readonly edition: number
}

/** What comes by itself while an invoice stays unpaid: the charge its customer agreed to, the reminders for whom these links were made, and the late fee. */
export function chase(
  ctx: Pick<BaseCtx, 'shop' | 'now'>,
  sent: Sent,
  links: readonly { readonly contact: string; readonly link: string }[],
  isOnAutopay: boolean,
): Mail[] {
  return [...remind(ctx, sent, links), ...(isOnAutopay ? [charge(ctx, sent)] : [])]
}

/** What its customer agreed to is charged by itself. */
function charge({ shop, now }: Pick<BaseCtx, 'shop' | 'now'>, { id, customerId, dueOn, edition }: Sent): Mail {
  const at = chargeTimeOf(dueOn, now, shop.timeZone)
  return planCharge(at, customerId, { invoice: id, edition: String(edition), step: '', tries: '1' })
}

function remind(
  { shop, now }: Pick<BaseCtx, 'shop' | 'now'>,
  { id, customerId, dueOn, edition }: Sent,
  links: readonly { readonly contact: string; readonly link: string }[],
): Mail[] {
  if (dueOn === null) return []
  const billing = billingSettings(shop)
  const calendar = { zone: shop.timeZone, workingDays: approvalSettings(shop).workingDays }
  const version = String(edition)
  const reminders = remindersOf(billing, dueOn, calendar, now).flatMap(({ step, at }) =>
    links.map(({ contact, link }) => ({
      kind: 'invoice.reminder',
      payload: { invoice: id, contact, link, edition: version, step },
      topic: `invoice.reminder ${id} ${contact} ${step}`,
      ...{ dueAt: at, customerId },
    })),
  )
  if (billing.lateFee.kind === 'none') return reminders
  const dueAt = Math.max(feeTimeOf(billing.lateFee, dueOn, shop.timeZone), now)
  const payload = { invoice: id, edition: version }
  return [...reminders, { kind: 'invoice.late_fee', payload, topic: `invoice.late_fee ${id}`, dueAt, customerId }]
}
