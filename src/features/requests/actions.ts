import { and, eq, inArray } from 'drizzle-orm'
import * as v from 'valibot'
import type { BaseCtx, CustomerCtx, Mail, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'
import { WithFiles } from '#features/messages/attach.ts'
import { sayWithFiles } from '#features/messages/say-with-files.ts'
import { sayPauseMs } from '#features/messages/thread.ts'
import { Line, Version } from '#lib/fields.ts'
import { desk } from './desk-words.ts'
import type { RequestOfCustomer } from './queries.ts'
import { edges, type RequestAct, stateAfter, statesFor } from './rules.ts'
import { requests } from './schema.ts'
import type { DeskRequest } from './staff-queries.ts'
import { requestWords as words } from './words.ts'

export const Respond = WithFiles(() => desk.wrong.body)
export const Reply = WithFiles(() => words.wrong.body)
export const Close = v.object({ reason: Line(desk.wrong.reason, 300), version: Version })
export const Versioned = v.object({ version: Version })

/** Moves a request along its edge; with `version` only as it was seen. Refused as 'moved' where the act cannot be done any more. */
export function move(act: RequestAct, id: string, now: number, more: { version?: number; set?: object } = {}): readonly Change[] {
  const steps = Object.entries(edges[act]).map(([from, to]) => raw`WHEN ${from} THEN ${to}`)
  const next = raw`CASE ${requests.state} ${raw.join(steps, raw` `)} END`
  const seen = more.version === undefined ? undefined : eq(requests.version, more.version)
  const update = sql
    .update(requests)
    .set({
      ...more.set,
      state: next,
      stateAt: raw`CASE WHEN ${requests.state} = ${next} THEN ${requests.stateAt} ELSE ${now} END`,
      version: raw`${requests.version} + 1`,
    })
    .where(and(eq(requests.id, id), inArray(requests.state, statesFor(act)), seen))
  return [[update, exactlyOne('stale')]]
}

/** Says something about a request, for its customer; the shop is mailed. What was closed is taken up again. */
export async function replyAbout(ctx: CustomerCtx, request: RequestOfCustomer, said: WithFiles): Promise<void> {
  const { id, what } = request
  const action = {
    ...{ kind: 'request.asked', subjectId: id, customerId: ctx.customerId, facts: { what } },
    details: { body: said.body.slice(0, 200) },
    mails: tellsOfReply(ctx, request),
  }
  await ctx.write(action, [
    ...sayWithFiles(ctx, { kind: 'request', id, customerId: ctx.customerId }, said, words.wrong),
    ...move('reply', id, ctx.now),
  ])
}

/** The mails that tell the shop of the customer's words about a request. */
export function tellsOfReply(
  ctx: Pick<BaseCtx, 'shop' | 'now'>,
  { id, assigneeEmail }: Pick<RequestOfCustomer, 'id' | 'assigneeEmail'>,
): Mail[] {
  return shopAddresses(ctx, assigneeEmail).map((to) => {
    const topic = `request.asked:${id}:${to}`
    return { kind: 'request.asked', topic, payload: { request: id, to, topic }, dueAt: ctx.now + sayPauseMs }
  })
}

/** The mail that tells whoever asked of the shop's answer. */
export function tellsOfAnswer(now: number, { id, customerId }: { readonly id: string; readonly customerId: string }): Mail[] {
  const topic = `request.responded:${id}`
  return [{ kind: 'request.responded', topic, payload: { request: id, topic }, dueAt: now + sayPauseMs, customerId }]
}

/** Answers a request; whoever asked is mailed. Throws conflict for a stranger's: there is nobody yet to talk with. */
export async function respond(ctx: StaffCtx, request: DeskRequest, said: WithFiles): Promise<void> {
  const { id, what, customerId } = request
  if (customerId === null) throw conflict(desk.wrong.stranger)
  const mails = tellsOfAnswer(ctx.now, { id, customerId })
  const details = { body: said.body.slice(0, 200) }
  await ctx.write({ kind: 'request.responded', subjectId: id, customerId, facts: { what }, details, mails }, [
    ...sayWithFiles(ctx, { kind: 'request', id, customerId }, said, words.wrong),
    ...move('respond', id, ctx.now),
  ])
}

/** Ends a request with a reason that whoever asked reads. */
export async function closeRequest(ctx: StaffCtx, request: DeskRequest, reason: string, version: number): Promise<void> {
  stateAfter('close', request.state)
  await ctx.write({ ...tell('closed', request), details: { reason } }, [
    ...move('close', request.id, ctx.now, { version, set: { closedReason: reason } }),
  ])
}

/** Takes up again what was closed, or became something. */
export async function reopenRequest(ctx: StaffCtx, request: DeskRequest, version: number): Promise<void> {
  stateAfter('reopen', request.state)
  await ctx.write(tell('reopened', request), [...move('reopen', request.id, ctx.now, { version, set: { closedReason: '' } })])
}

/** The event of a change that whoever asked is mailed of. */
export function tell(to: 'accepted' | 'closed' | 'reopened', { id, what, customerId }: DeskRequest) {
  const owner = customerId ?? undefined
  return {
    ...{ kind: `request.${to}`, subjectId: id, customerId: owner, audience: 'customer' as const, facts: { what } },
    // A change and its opposite within a moment are one mail: the last.
    mails: [{ kind: 'request.changed', topic: `request.changed:${id}`, payload: { request: id, to }, customerId: owner }],
  }
}
