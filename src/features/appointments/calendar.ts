import type { BaseCtx } from '#context.ts'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { type CalendarEvent, calendarOf } from '#lib/ics.ts'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { Appointment } from './queries.ts'
import { endOf } from './rules.ts'
import { appointmentWords as words } from './words.ts'

export const calendarType = 'text/calendar; charset=utf-8'
export const feedPurpose = 'cal'
const statuses = { planned: 'CONFIRMED', confirmed: 'CONFIRMED', wished: 'TENTATIVE', cancelled: 'CANCELLED' } as const

type Listed = Pick<
  Appointment,
  'id' | 'sequence' | 'stateAt' | 'startsAt' | 'minutes' | 'title' | 'place' | 'resource' | 'note' | 'state'
>

/** A calendar file of these appointments, in the shop's name; with the way to each while the portal is open. */
export function icsOf(ctx: Pick<BaseCtx, 'deps' | 'tenant' | 'shop'>, rows: readonly Listed[]): string {
  const { deps, tenant, shop } = ctx
  const name = shownName(shop)
  const portal = portalAddress(deps, tenant)
  return calendarOf(
    name,
    rows.map((row): CalendarEvent => {
      const resource = row.resource && `${words.fields.resource}: ${row.resource}`
      return {
        ...{ uid: `${row.id}@${tenant.key}`, sequence: row.sequence, changedAt: row.stateAt },
        ...{ startsAt: row.startsAt, endsAt: endOf(row), title: `${row.title}, ${name}`, place: row.place },
        text: [resource, row.note].filter(Boolean).join('\n\n'),
        url: shop.isPortalOn ? portal + href('', paths.portal.appointments.show, { id: row.id }) : undefined,
        status: statuses[row.state],
      }
    }),
  )
}

/** The address that a contact's calendar reads. */
export async function feedAddress(
  { deps, tenant }: Pick<BaseCtx, 'deps' | 'tenant'>,
  feed: { readonly id: string; readonly generation: number },
): Promise<string> {
  const token = await makeToken(tenant.keys, feedPurpose, tenant.key, bodyOf(feed.id), feed.generation)
  return portalAddress(deps, tenant) + href('', paths.portal.calendar.feed, { token })
}
