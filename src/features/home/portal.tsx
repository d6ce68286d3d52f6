import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { upcomingForCustomer } from '#features/appointments/queries.ts'
import { viewOf } from '#features/appointments/view.ts'
import { AheadBlock } from '#features/appointments/views-rows.tsx'
import { askedOfCustomerForCustomer } from '#features/approvals/waiting-queries.ts'
import { fewForCustomer, ownedCountForCustomer } from '#features/assets/fleet-queries.ts'
import { OwnedBlock } from '#features/assets/views-owned.tsx'
import { invoicesDueForCustomer } from '#features/invoices/queries.ts'
import { activeJobsForCustomer } from '#features/jobs/queries.ts'
import { viewOf as jobView } from '#features/jobs/view.ts'
import { whenAt } from '#features/messages/place.ts'
import { unreadForCustomer } from '#features/messages/talk-queries.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { activeWarrantiesForCustomer } from '#features/warranties/queries.ts'
import { ActiveWarranties } from '#features/warranties/views.tsx'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { HomePage } from './views.tsx'
import { homeWords as words } from './words.ts'

/** The customer's first page: what needs them, what is under way, what is to pay. */
export async function portalHome(c: Context<Envs['customer']>) {
  const { ctx } = c.var
  const [jobs, due, asked, unread, appointments, few, [owned], warranties] = await ctx.read([
    activeJobsForCustomer,
    invoicesDueForCustomer,
    askedOfCustomerForCustomer,
    unreadForCustomer,
    upcomingForCustomer,
    fewForCustomer,
    ownedCountForCustomer,
    activeWarrantiesForCustomer,
  ])
  const { shop, viewer, base, now } = ctx
  const page = (
    <HomePage
      base={base}
      shop={shop}
      viewer={viewer}
      now={now}
      todayOn={dayOf(now, shop.timeZone)}
      jobs={jobs}
      due={viewer.seesPrices ? due : []}
      asked={asked}
      unread={unread}
      when={whenAt(ctx)}
      appointments={appointments.length > 0 && <AheadBlock view={viewOf(ctx)} rows={appointments} />}
      owned={
        <>
          {few.length > 0 && <OwnedBlock view={jobView(ctx)} rows={few} count={owned?.count ?? 0} />}
          <ActiveWarranties view={jobView(ctx)} rows={warranties} />
        </>
      }
      paysOnline={(minor) => paysOnline(shop, viewer, ctx.isPreview, minor)}
    />
  )
  return show(c, page, { title: words.title, at: 'home', live: {}, scripts: ['zones'] })
}
