import type { StaffCtx } from '#context.ts'
import { appointmentsBetween, wishesOpen } from '#features/appointments/queries.ts'
import { requestsBack } from '#features/approvals/waiting-queries.ts'
import { brandsChanged } from '#features/branding/today.ts'
import { countOpenTasks, openTasks } from '#features/deliveries/queries.ts'
import { openDifferences, openDisputes } from '#features/payments/alarm-queries.ts'
import { selectSetup } from '#features/settings/checklist.ts'
import { addDays, dayOf } from '#lib/time.ts'
import * as queries from './staff-queries.ts'

/** Everything the first page of the desk says, in one read. */
export async function readDay(ctx: StaffCtx) {
  const q = queries
  const all = [
    q.lateJobs,
    q.jobsWithCustomers,
    q.countJobsWithCustomers,
    q.openJobsByDay,
    q.draftInvoices,
    q.countDrafts,
    q.failedMails,
    q.invoicesDue,
    requestsBack,
    openTasks,
    countOpenTasks,
    openDisputes,
    openDifferences,
    wishesOpen,
    appointmentsBetween,
    brandsChanged,
  ] as const
  const latest = addDays(new Date(ctx.now).toISOString().slice(0, 10), 1)
  const [
    lateJobs,
    restingJobs,
    [resting],
    days,
    draftRows,
    [drafts],
    mails,
    due,
    back,
    tasks,
    [calls],
    disputed,
    differing,
    wishes,
    appointments,
    brands,
    unpaid,
    [portal],
    [setup],
  ] = await ctx.read([...all, q.unpaidByDay, q.portalUse, selectSetup], {
    latest,
    // Its day lies within these wherever the shop is; its own calendar decides after the read.
    ...{ from: ctx.now - 86_400_000, until: ctx.now + 86_400_000 },
  })
  return {
    lateJobs,
    restingJobs,
    resting: resting?.count ?? 0,
    days,
    draftRows,
    drafts: drafts?.count ?? 0,
    mails,
    due,
    back,
    tasks,
    calls: calls?.count ?? 0,
    disputed,
    differing,
    wishes,
    brands,
    appointments: appointments.filter(({ startsAt }) => dayOf(startsAt, ctx.shop.timeZone) === dayOf(ctx.now, ctx.shop.timeZone)),
    unpaid,
    portal,
    setup,
  }
}
export type Day = Awaited<ReturnType<typeof readDay>>
