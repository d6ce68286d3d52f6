import type { Context } from 'hono'
import type { CustomerCtx, LinkCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { AppError, invalid } from '#errors.ts'
import { events } from '#features/activity/schema.ts'
import { middlewareWords as words } from '#middleware/words.ts'
import { type News, newsOf, type Shown, topicsForCustomer, topicsForDesk } from './topics.ts'

type Ctx = CustomerCtx | LinkCtx | StaffCtx

/**
 * Opens the socket that tells a page when to look again; what is new it says to nobody. Throws forbidden for a page of another site,
 * which a browser lets open sockets to anywhere, and what the guard throws for who may not come in.
 */
export async function openLive(c: Context): Promise<Response> {
  const ctx = c.get('ctx') as Ctx
  // Who may not come in hears that before anything else.
  await ctx.read([])
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw invalid(words.openPages)
  if (c.req.header('origin') !== new URL(c.req.url).origin) throw new AppError('forbidden', words.otherSite, words.otherSiteText)
  const page = `page:${ctx.requestId}`
  const topics = topicsOf(ctx, shownBy(c))
  const headers = { upgrade: 'websocket', 'x-topics': JSON.stringify([page, ...topics]) }
  const clock = ctx.deps.clock(ctx.tenant.key)
  const answer = await clock.fetch(new Request('https://clock/live', { headers }))
  const since = /^\d{1,15}$/.exec(c.req.query('since') ?? '')?.[0]
  if (since !== undefined) await clock.tell(await missedBy(ctx, page, topics, Number(since)))
  return answer
}

/** More than these, and it is one of them in all likelihood. */
const mostMissed = 100
const eventsSince = sql
  .select({ kind: events.kind, subjectId: events.subjectId, customerId: events.customerId, jobId: events.jobId })
  .from(events)
  .where(raw`events.rowid > ${raw.placeholder('since')}`)
  .orderBy(raw`events.rowid`)
  .limit(mostMissed + 1)

/**
 * What a page has to hear that was made before `since` ended and opened its socket only now. Asked once the socket hears: what
 * happens from here on reaches it by itself. Whoever may not come in any more loses it again.
 */
async function missedBy(ctx: Ctx, page: string, topics: readonly string[], since: number): Promise<News> {
  let rows: Awaited<ReturnType<typeof eventsSince.execute>>
  try {
    ;[rows] = await ctx.read([eventsSince], { since })
  } catch {
    return { topics: [], ended: [page] }
  }
  const news = rows.map((row) => newsOf({ ...row, customerId: row.customerId ?? undefined, jobId: row.jobId ?? undefined }))
  const isNew = rows.length > mostMissed || news.some((one) => one.topics.some((topic) => topics.includes(topic)))
  const isOver = news.some(({ ended }) => ended.some((whose) => topics.includes(whose)))
  return { topics: isNew ? [page] : [], ended: isOver ? [page] : [] }
}

function topicsOf(ctx: Ctx, shown: Shown): string[] {
  switch (ctx.audience) {
    case 'staff':
      return topicsForDesk(shown, [ctx.staffId, ctx.sessionId])
    case 'customer':
      return topicsForCustomer(ctx.customerId, shown, [ctx.contactId, ctx.personId, ctx.sessionId])
    case 'link':
      return topicsForCustomer(ctx.viewer.customerId, {}, [ctx.viewer.contactId, ctx.linkId])
  }
}

/** What the page says it shows. A customer's topics begin with who they are, so a foreign id hears nothing. */
function shownBy(c: Context): Shown {
  const idOf = (name: string, prefix: string) => {
    const id = c.req.query(name)
    return id && new RegExp(`^${prefix}_[0-9a-f]{32}$`).test(id) ? id : undefined
  }
  return { customerId: idOf('customer', 'cus'), jobId: idOf('job', 'job') }
}
