import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { Line, MaybeLine, Text, Version } from '#lib/fields.ts'
import type { FormState } from '#lib/form.ts'
import { dayOf, instantOf, isDay, isTime } from '#lib/time.ts'
import { type Decided, type Decider, decide } from './actions.ts'
import { type Asked, askedOf } from './asked.ts'
import { askedForStaff } from './queries.ts'
import { type Answer, answers } from './rules.ts'
import { behalfConsent } from './words.ts'

export const saidHow = ['phone', 'text', 'in_person'] as const
export type SaidHow = (typeof saidHow)[number]

/** What a member of staff writes down of an answer that was given outside the portal. */
export const RecordAnswer = v.object({
  edition: Version,
  saidBy: Line('Type who said it', 120),
  how: v.pipe(v.optional(v.string(), ''), v.picklist(saidHow, 'Choose how they said it')),
  saidOn: v.pipe(v.string(), v.check(isDay, 'Choose the day they said it')),
  saidTime: v.pipe(v.string(), v.check(isTime, 'Type the time, like 14:30')),
  poNumber: MaybeLine(60),
  note: Text(2_000),
})
export type RecordAnswer = v.InferOutput<typeof RecordAnswer>

/** When they said it, on the shop's own clock. */
export const saidAtOf = ({ saidOn, saidTime }: Pick<RecordAnswer, 'saidOn' | 'saidTime'>, shop: { readonly timeZone: string }) =>
  instantOf(saidOn, saidTime, shop.timeZone)

/** What is wrong, by field, with when it was said, and the number the shop asks of whoever approves; what is no time at all the form says. */
export function wrongSaid(
  ctx: StaffCtx,
  { request, content }: Pick<Asked, 'request' | 'content'>,
  { saidOn = '', saidTime = '', poNumber = '' }: FormState['values'],
  isYes: boolean,
): Record<string, string> {
  const at = isDay(saidOn) && isTime(saidTime) ? saidAtOf({ saidOn, saidTime }, ctx.shop) : undefined
  const isOtherDay = isDay(saidOn) && saidOn > dayOf(ctx.now, ctx.shop.timeZone)
  // To the minute, as it is typed.
  const sentAt = Math.floor((request.sentAt ?? 0) / 60_000) * 60_000
  const needsPo = content?.po === 'demanded' && poNumber.trim() === '' && isYes
  return {
    ...(isOtherDay ? { saidOn: 'That day has not come yet' } : {}),
    ...(!isOtherDay && at !== undefined && at > ctx.now ? { saidTime: 'That time has not come yet' } : {}),
    ...(at !== undefined && at < sentAt ? { saidTime: 'That was before this version was sent: nobody had seen it' } : {}),
    ...(needsPo ? { poNumber: 'Type their PO number: your settings ask for one' } : {}),
  }
}

export const answerField = (key: string) => `answer-${key}`

/** Which parts got which answer, by the names of their fields; anything else that was sent is no answer. */
export function answersIn(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): Map<string, Answer> {
  return new Map(
    keys.flatMap((key) => {
      const answer = answers.find((one) => one === fields[answerField(key)])
      return answer ? [[key, answer] as const] : []
    }),
  )
}

/** One request as the desk sees it, by its own id. */
export async function readRequest(ctx: StaffCtx, id: string): Promise<Asked | undefined> {
  return askedOf(await ctx.read(askedForStaff, { subject: id }))
}

/** Whoever said it as the one who decides, on the word of the member of staff who puts it down. */
export function behalfDecider(
  { me, from, device, shop }: StaffCtx,
  { customerName, approvers }: Pick<Asked, 'customerName' | 'approvers'>,
  input: Omit<RecordAnswer, 'edition' | 'poNumber'>,
): Decider {
  return {
    door: input.how,
    actor: { kind: 'staff', id: me.id },
    proof: { method: 'staff_word', at: null },
    payload: {
      ...{ name: input.saidBy, email: null, company: customerName, comments: {}, note: input.note, signature: null },
      ...{ ip: from?.ip ?? '', userAgent: from?.userAgent ?? '', device, recordedBy: me.name },
      ...{ saidAt: new Date(saidAtOf(input, shop)).toISOString(), forwardedBy: null, forwardedTo: null },
    },
    ticks: false,
    receiptTo: approvers.map((approver) => approver.id),
  }
}

/** Puts down an answer given by phone, by text or in person: who said it and when, and who wrote it down. It reads as such everywhere. */
export function recordAnswer(
  ctx: StaffCtx,
  id: string,
  asked: Asked,
  input: RecordAnswer,
  given: ReadonlyMap<string, Answer>,
): Promise<Decided> {
  const { edition, poNumber, how } = input
  const said = { edition, answers: given, poNumber, consent: behalfConsent[how] }
  return decide(ctx, () => readRequest(ctx, id), said, behalfDecider(ctx, asked, input))
}
