import { and, eq, isNull, not } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { callOff, chase, isAnnounced } from '#features/invoices/chase.ts'
import { paperMail } from '#features/invoices/paper-mail.ts'
import type { InvoiceRecord } from '#features/invoices/read.ts'
import { refuse } from '#features/invoices/repeats.ts'
import { isDue } from '#features/invoices/rules.ts'
import { invoices } from '#features/invoices/schema.ts'
import { invitations } from '#features/invoices/send-actions.ts'
import { newId } from '#lib/id.ts'
import { invoiceIsCharging, isCharging } from './attempts.ts'
import { type Instalment, rescaled } from './instalment-rules.ts'
import type { Plan } from './plan-form.ts'
import { planWords } from './plan-words.ts'
import { instalments } from './schema.ts'

/** Why no plan can be set now: nothing is left to pay, or what the plan before asked for is being charged. */
export function whyNoPlan({ invoice, attempts }: Pick<InvoiceRecord, 'invoice' | 'attempts'>): string | undefined {
  if (invoice.voidedAt !== null || (invoice.sentAt !== null && !isDue(invoice))) return planWords.wrong.over
  return isCharging(attempts) ? planWords.wrong.charging : undefined
}

/**
 * Sets how an invoice is paid, part by part, or at once where the plan has no steps. Where it was sent already, what comes by itself
 * (reminders, charges, late fees) follows the new days, and the customer is mailed the plan where the shop wishes so; whoever agreed
 * to be charged is always mailed, as the days of that move.
 */
export async function savePlan(ctx: StaffCtx, record: InvoiceRecord, plan: Plan, isTold: boolean): Promise<void> {
  const { invoice, recipients, steps: before } = record
  const { id, customerId, edition, currency } = invoice
  const kind = 'invoice.planned'
  const isSent = invoice.sentAt !== null
  const reason = plan.version === invoice.version ? whyNoPlan(record) : 'stale'
  if (reason) return refuse(ctx, kind, id, reason)
  // The last day of a plan is the day by which all of it is due.
  const dueOn = (plan.steps.at(-1) ?? before.at(-1))?.dueOn ?? invoice.dueOn
  const hasPlan = plan.steps.length > 0
  const { mails, links, made } = isSent
    ? invitations(ctx.now, invoice, recipients, edition, { kind: hasPlan ? 'invoice.plan' : 'invoice.ready' })
    : { mails: [], links: [], made: [] }
  const told = mails.filter((mail) => (hasPlan && isTold) || isAnnounced([mail], record.autopay))
  const isCharged = isAnnounced(told, record.autopay)
  const chased = isSent ? chase(ctx, { id, customerId, dueOn, edition, steps: plan.steps }, made, isCharged) : []
  await ctx.write(
    {
      ...{ kind, subjectId: id, customerId, jobId: invoice.jobId ?? undefined, audience: 'customer' },
      facts: { currency, steps: plan.steps.map(({ dueOn: on, amountMinor }) => ({ on, amountMinor })) },
      details: { before },
      mails: [...(isSent ? [paperMail(invoice)] : []), ...told, ...chased],
    },
    [
      sql
        .update(invoices)
        .set({ dueOn, version: raw`${invoices.version} + 1` })
        .where(and(eq(invoices.id, id), eq(invoices.version, plan.version), isNull(invoices.voidedAt), not(invoiceIsCharging))),
      exactlyOne('stale'),
      ...callOff(id),
      ...replaceSteps(ctx.now, id, plan.steps),
      ...links,
    ],
  )
}

function replaceSteps(now: number, invoiceId: string, steps: readonly Instalment[]): Change[] {
  return [
    sql.delete(instalments).where(eq(instalments.invoiceId, invoiceId)),
    ...steps.map((step) => sql.insert(instalments).values({ id: newId('ins'), invoiceId, ...step, createdAt: now })),
  ]
}

/** The plan of an invoice that comes to another sum now, to stand in the batch that changes it: each step keeps its part. */
export function rescalePlan(now: number, invoiceId: string, steps: readonly Instalment[], totalMinor: number): Change[] {
  return steps.length === 0 ? [] : replaceSteps(now, invoiceId, rescaled(steps, Math.max(totalMinor, 0)))
}
