import { and, eq, isNull } from 'drizzle-orm'
import { accountBehind, type GoogleAccount, GoogleUnavailable } from '#adapters/google-answers.ts'
import type { VisitorCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { gone } from '#errors.ts'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { nothingHere } from '#middleware/tenant.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { googleVisits } from '../schema.ts'
import type { Problem } from './door-words.ts'
import { type GoogleVisit, isUnderWay, originOf, partsOf, visitById, visitOf } from './google-visits.ts'
import { waysWords as words } from './words.ts'

/**
 * Where Google leads everybody back to. Looks at what it says, and leads on to the host where it began: only there can the browser
 * show that it is the one.
 */
export const googleHandlers = handle(paths.google, {
  async callback(c) {
    const { ctx } = c.var
    const id = await visitOf(ctx, c.req.query('state') ?? '', 'ggl')
    const [[visit]] = await ctx.read([visitById], { visit: id ?? '' })
    const origin = visit && originOf(ctx, visit.host)
    if (!visit || !origin) throw nothingHere()
    if (!isUnderWay(visit, ctx.now)) throw gone(words.google.overTitle, words.google.over)
    const code = c.req.query('code')
    const account = code && !c.req.query('error') ? await answerOf(ctx, visit, code) : 'google_refused'
    await keepAnswer(ctx, visit, account)
    return c.redirect(origin + (await onward(ctx, visit, account)), 303)
  },
})

type Answer = GoogleAccount | Extract<Problem, 'google_refused' | 'google_down'>

async function answerOf({ deps, tenant, now }: VisitorCtx, visit: GoogleVisit, code: string): Promise<Answer> {
  if (!deps.google) return 'google_down'
  try {
    const parts = await partsOf(tenant.keys, tenant.key, visit.id, deps)
    return (await accountBehind(deps.google, parts, code, now)) ?? 'google_refused'
  } catch (error) {
    if (error instanceof GoogleUnavailable) return 'google_down'
    throw error
  }
}

/** Keeps who came back; the state counts once, whatever came. */
async function keepAnswer(ctx: VisitorCtx, visit: GoogleVisit, answer: Answer): Promise<void> {
  const account = typeof answer === 'string' ? {} : answer
  const keep = sql
    .update(googleVisits)
    .set({ answeredAt: ctx.now, ...account })
    .where(and(eq(googleVisits.id, visit.id), isNull(googleVisits.answeredAt)))
  const details = { outcome: typeof answer === 'string' ? answer : 'confirmed' }
  await ctx.write({ kind: 'google.answered', subjectId: visit.id, details, isRepeatable: true }, [
    [keep, exactlyOne(words.google.over)],
  ])
}

async function onward({ tenant }: VisitorCtx, visit: GoogleVisit, answer: Answer): Promise<string> {
  const { door, ways, signIn } = paths.portal
  if (typeof answer === 'string') {
    const back = visit.sessionId === null ? signIn.form : ways.show
    return `${href(visit.base, back)}?problem=${answer}`
  }
  const token = await makeToken(tenant.keys, 'ggh', tenant.key, bodyOf(visit.id), 1)
  return href(visit.base, visit.sessionId === null ? door.handOver : ways.tieGoogle, { token })
}
