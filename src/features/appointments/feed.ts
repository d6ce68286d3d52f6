import { and, eq, isNull } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, Refused } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { isGenuine, readToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { calendarType, feedPurpose, icsOf } from './calendar.ts'
import { appointmentsOfFeed, feedForCustomer, openFeed } from './queries.ts'
import { calendarFeeds } from './schema.ts'

/** A contact's private calendar address: made, read by their calendar, and stopped. */
export const portalCalendar = handle(paths.portal.calendar, {
  async open(c) {
    await openCalendar(c.var.ctx)
    return c.redirect(`${href(c.var.ctx.base, paths.portal.appointments.list)}?did=opened#calendar`, 303)
  },

  async close(c) {
    await closeCalendar(c.var.ctx)
    return c.redirect(`${href(c.var.ctx.base, paths.portal.appointments.list)}?did=closed#calendar`, 303)
  },

  async feed(c) {
    const { ctx } = c.var
    const token = readToken(c.req.param('token'))
    const [[feed], rows] = await ctx.read([openFeed, appointmentsOfFeed], { feed: `cal_${token?.row}` })
    const isOurs = token?.purpose === feedPurpose && token.shopKey === ctx.tenant.key
    if (!isOurs || !feed || !(await isGenuine(ctx.tenant.keys, token, feed.generation))) throw notFound('calendar')
    return c.body(icsOf(ctx, rows), 200, {
      'content-type': calendarType,
      'content-disposition': 'inline; filename="appointments.ics"',
      // Its address is the key: nothing that it leads to hears of it.
      'referrer-policy': 'no-referrer',
    })
  },
})

const hasOne = 'has a calendar address'

/** Makes the contact's calendar address; one that works already stays. */
async function openCalendar(ctx: CustomerCtx): Promise<void> {
  const [[feed]] = await ctx.read([feedForCustomer])
  if (feed) return
  const { contactId, customerId, now } = ctx
  const id = ctx.newId('cal')
  const none = raw`NOT EXISTS (SELECT 1 FROM calendar_feeds f WHERE f.contact_id = ${contactId} AND f.revoked_at IS NULL)`
  const insert = sql.insert(calendarFeeds).values({ id, contactId, createdAt: now })
  try {
    await ctx.write({ kind: 'calendar.opened', subjectId: id, customerId }, [assert(none, hasOne), insert])
  } catch (error) {
    // Two pages asked in one moment: one address is what both want.
    if (!(error instanceof Refused) || error.reason !== hasOne) throw error
  }
}

/** Ends the contact's calendar address at once; twice is the same as once. */
async function closeCalendar(ctx: CustomerCtx): Promise<void> {
  const [[feed]] = await ctx.read([feedForCustomer])
  if (!feed) return
  const { contactId, customerId, now } = ctx
  const revoke = sql
    .update(calendarFeeds)
    .set({ revokedAt: now })
    .where(and(eq(calendarFeeds.contactId, contactId), isNull(calendarFeeds.revokedAt)))
  await ctx.write({ kind: 'calendar.closed', subjectId: feed.id, customerId }, [revoke])
}
