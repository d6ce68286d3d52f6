import type { StaffCtx } from '#context.ts'
import { viewOf } from '#features/appointments/view.ts'
import { TodayBlock } from '#features/appointments/views-desk.tsx'
import type { RequestState } from '#features/approvals/rules.ts'
import { brandRow } from '#features/branding/today.ts'
import { taskFlash, taskRow } from '#features/deliveries/task-row.tsx'
import { vocabularies } from '#features/jobs/words.ts'
import { setupSteps } from '#features/settings/checklist.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { agoInWords, dueInWords } from '#lib/time-told.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { type Handlers, href } from '#routes.ts'
import { type Day, readDay } from './staff-day.ts'
import { dayInWords, late, soon, total } from './staff-rules.ts'
import { StaffHomePage, type WaitingRow } from './views-staff.tsx'

const { jobs, invoices, customers } = paths.staff

/** The day at the desk: what waits on the shop, what waits on its customers, and where things stand. */
export const staffHome: Handlers<typeof paths.staff.home> = async (c) => {
  const { ctx } = c.var
  const rows = await readDay(ctx)
  const today = dayOf(ctx.now, ctx.shop.timeZone)
  const { me, shop, base } = ctx
  const seesMoney = me.role !== 'production'
  const isManager = me.role === 'owner' || me.role === 'manager'
  const us = {
    rows: waitingOnUs(ctx, rows, today, seesMoney),
    count:
      late(rows.days, today).count +
      rows.mails.length +
      rows.wishes.length +
      rows.brands.length +
      me.requestsBack +
      (seesMoney ? rows.drafts + rows.calls + rows.disputed.length : 0),
  }
  const theirs = {
    rows: waitingOnCustomers(ctx, rows, today, seesMoney),
    count: rows.resting + (seesMoney ? total(rows.unpaid).count : 0),
  }
  const promised = soon(rows.days, today).count
  const steps = isManager && rows.setup ? setupSteps(rows.setup, base, vocabularies[shop.trade].one) : []
  return show(
    c,
    <StaffHomePage
      today={today}
      locale={shop.locale}
      seesMoney={seesMoney}
      sentence={dayInWords({ us: us.count, customers: theirs.count, promised })}
      actions={
        seesMoney
          ? { work: vocabularies[shop.trade].one, newJob: href(base, jobs.new), newCustomer: href(base, customers.new) }
          : undefined
      }
      counts={hasBegun(rows) ? countsOf(ctx, rows, today, seesMoney) : undefined}
      portalSwitch={isManager && !shop.isPortalOn ? href(base, paths.staff.settings.portal.show) : undefined}
      setup={steps.some(({ done }) => !done) ? steps : undefined}
      appointments={rows.appointments.length > 0 && <TodayBlock view={viewOf(ctx)} rows={rows.appointments} />}
      us={us}
      customers={{ ...theirs, all: seesMoney ? href(base, invoices.list) : undefined }}
    />,
    { title: 'Today', at: 'home', live: {}, flash: taskFlash(base, c.req.query('did'), c.req.query('task')) },
  )
}

function waitingOnUs(
  { base, shop, now }: StaffCtx,
  { lateJobs, draftRows, mails, back, tasks, disputed, differing, wishes, brands }: Day,
  today: string,
  seesMoney: boolean,
): WaitingRow[] {
  const isLate = (job: Day['lateJobs'][number]) => job.dueOn !== null && job.dueOn < today
  return [
    ...(seesMoney ? disputed : []).map(({ paymentId, amountMinor, currency, customer, evidenceDueAt }) => ({
      title: `Answer the bank: ${customer} disputes ${formatMoney(amountMinor, currency, shop.locale)}`,
      href: href(base, paths.staff.payments.show, { id: paymentId }),
      detail: 'The money was taken back until the bank has decided',
      end: evidenceDueAt === null ? 'now' : dueInWords(dayOf(evidenceDueAt, shop.timeZone), today),
      isBad: true,
    })),
    ...(seesMoney && differing.length > 0 ? [differingRow(base, differing.length)] : []),
    ...(seesMoney ? tasks.map((task) => taskRow({ base, shop, now }, task)) : []),
    ...mails.map((mail) => ({
      title: mail.customer ? `Call ${mail.customer}` : 'A mail came back',
      href: mail.customerId ? href(base, customers.show, { id: mail.customerId }) : href(base, customers.list),
      detail: `“${mail.subject ?? 'A mail'}” to ${mail.recipient ?? 'an unknown address'} came back.${mail.phone ? ` ${mail.phone}` : ''}`,
      end: agoInWords(mail.failedAt ?? now, now),
      isBad: true,
    })),
    ...wishes.map((wish) => ({
      title: `Another time for ${wish.title}, ${wish.customerName}`,
      href: href(base, paths.staff.appointments.show, { id: wish.id }),
      detail: `“${wish.wish ?? ''}”`,
      end: agoInWords(wish.stateAt, now),
    })),
    ...back.map(({ title, state, jobId, number, customer, at }) => ({
      title: backWords[state] ? `${backWords[state]} ${title}` : `Send ${title} again`,
      href: href(base, jobs.show, { id: jobId }),
      detail: `${customer}, ${number}`,
      end: agoInWords(at, now),
    })),
    ...brands.map((brand) => brandRow({ base, now }, brand)),
    ...lateJobs.filter(isLate).map((job) => ({
      title: `${job.title}, ${job.customer}`,
      href: href(base, jobs.show, { id: job.id }),
      detail: `${job.number}, ${job.status.toLowerCase()}. Promised ${formatDay(job.dueOn ?? today, shop.locale)}`,
      end: dueInWords(job.dueOn ?? today, today),
      isBad: true,
    })),
    ...(seesMoney ? draftRows : []).map((draft) => ({
      title: `Send the invoice for ${draft.title}`,
      href: href(base, invoices.show, { id: draft.id }),
      detail: `${draft.customer}, ${formatMoney(draft.totalMinor, shop.currency, shop.locale)}, still a draft`,
      end: agoInWords(draft.createdAt, now),
    })),
  ]
}

const differingRow = (base: string, count: number): WaitingRow => ({
  title: count === 1 ? 'One payment differs from Stripe' : `${count} payments differ from Stripe`,
  href: href(base, paths.staff.settings.payments.show),
  detail: 'Found when your books were compared with Stripe’s',
  end: '',
  isBad: true,
})

function waitingOnCustomers(
  { base, shop, now }: StaffCtx,
  { restingJobs, due }: Day,
  today: string,
  seesMoney: boolean,
): WaitingRow[] {
  return [
    ...restingJobs.map((job) => ({
      title: `${job.title}, ${job.customer}`,
      href: href(base, jobs.show, { id: job.id }),
      detail: `${job.number}, ${job.status.toLowerCase()}`,
      end: agoInWords(job.at, now),
    })),
    ...(seesMoney ? due : []).map((invoice) => ({
      title: `Invoice ${invoice.number}, ${formatMoney(invoice.balanceMinor, invoice.currency, shop.locale)}`,
      href: href(base, invoices.show, { id: invoice.id }),
      detail: `${invoice.customer}, ${invoice.title}`,
      end: invoice.dueOn ? dueInWords(invoice.dueOn, today) : 'no due day',
      isBad: invoice.dueOn !== null && invoice.dueOn < today,
    })),
  ]
}

/** What an answer asks of the shop; what was changed since it was sent is sent again. */
const backWords: Partial<Record<RequestState, string>> = {
  changes_requested: 'Make the changes asked for on',
  declined: 'Decide what becomes of',
}

/** Whether there is anything to count yet. */
const hasBegun = ({ days, unpaid, portal }: Day) => days.length > 0 || unpaid.length > 0 || Boolean(portal?.all)

function countsOf({ shop }: StaffCtx, { days, unpaid, portal }: Day, today: string, seesMoney: boolean) {
  const said = (minor: number) => formatMoney(minor, shop.currency, shop.locale)
  const owed = late(unpaid, today)
  const behind = late(days, today).count
  const money = [
    { label: 'Unpaid', value: said(total(unpaid).amountMinor) },
    { label: 'Of it late', value: said(owed.amountMinor), bad: owed.count > 0 },
  ]
  return [
    { label: 'In the works', value: String(total(days).count) },
    { label: 'Late', value: String(behind), bad: behind > 0 },
    { label: 'Due this week', value: String(soon(days, today).count) },
    ...(seesMoney ? money : []),
    { label: 'In the portal', value: `${portal?.seen ?? 0} of ${portal?.all ?? 0}` },
  ]
}
