import * as v from 'valibot'
import { normalizeEmail } from '#lib/email.ts'
import { Text, Ticked, Version } from '#lib/fields.ts'
import { decimalOf, parseMoney } from '#lib/money.ts'
import { type ApprovalSettings, type KindSettings, poRules, signatureRules } from './rules.ts'

/** The kinds a shop sets by themselves, in the order of its page. */
export const kinds = ['proof', 'work', 'estimate'] as const
export type Kind = (typeof kinds)[number]

const Rule = v.picklist(signatureRules, 'Choose when')
/** Minor units; empty is none. */
const Amount = (currency: string) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => (text.trim() === '' ? 0 : parseMoney(text, currency))),
    v.number('Type an amount, like 500'),
  )

/** Points or addresses, one on each line; blank lines are none. */
const Lines = (most: number, message: string) =>
  v.pipe(
    Text(8_000),
    v.transform((text) => linesOf(text)),
    v.maxLength(most, message),
  )
const linesOf = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim().replace(/\s+/g, ' '))
      .filter(Boolean),
  ),
]

const Checklist = v.pipe(
  Lines(20, 'Keep it under 20 points: people stop reading long lists'),
  v.check((points) => points.every(({ length }) => length <= 200), 'Keep each point under 200 characters'),
)
const Recipients = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => linesOf(text.replaceAll(/[,;]/g, '\n'))),
  v.maxLength(20, 'Keep this under 20 addresses'),
  v.check((all) => all.every((one) => normalizeEmail(one)), 'Type full email addresses, like name@company.com, one on each line'),
  v.transform((all) => [...new Set(all.map((one) => normalizeEmail(one) ?? ''))]),
)
const reminders = 'Type up to five numbers of days from 1 to 60, like 2, 5'
const RemindAfter = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.split(/[\s,;]+/).filter(Boolean)),
  v.check((days) => days.length <= 5 && days.every((day) => /^\d{1,2}$/.test(day) && +day >= 1 && +day <= 60), reminders),
  v.transform((days) => [...new Set(days.map(Number))].sort((a, b) => a - b)),
)
const Hours = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.regex(/^\d{0,3}$/, 'Type a number of hours from 0 to 240'),
  v.transform(Number),
  v.maxValue(240, 'Type a number of hours from 0 to 240'),
)
const silentDays = 'Type a number of days from 1 to 60'
const Silence = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.check((text) => text === '' || (/^\d{1,2}$/.test(text) && +text >= 1 && +text <= 60), silentDays),
  v.transform((text) => (text === '' ? undefined : Number(text))),
)

/** Days of the week, Monday first (ISO 8601). */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const days = { day1: Ticked, day2: Ticked, day3: Ticked, day4: Ticked, day5: Ticked, day6: Ticked, day7: Ticked }
type DayKey = keyof typeof days
export const dayKey = (day: number) => `day${day}` as DayKey // 1 to 7, as the list above counts them

/** Settings › Approvals as typed, amounts in the shop's currency. */
export const saveApprovalsIn = (currency: string) => {
  const amount = Amount(currency)
  return v.object({
    ...{ version: Version, needsProof: Ticked, needsWork: Ticked, mailsShop: Ticked, ...days },
    ...{ proofSignature: Rule, workSignature: Rule, estimateSignature: Rule, linkCode: Rule },
    ...{ proofAbove: amount, workAbove: amount, estimateAbove: amount, linkCodeAbove: amount },
    ...{ proofChecklist: Checklist, workChecklist: Checklist, estimateChecklist: Checklist },
    po: v.picklist(poRules, 'Choose whether you take PO numbers'),
    ...{ recipients: Recipients, remindAfter: RemindAfter, remindBefore: Hours, callAfter: Silence, terms: Text(20_000) },
  })
}
export type SaveApprovals = v.InferOutput<ReturnType<typeof saveApprovalsIn>>

export function settingsOf(input: SaveApprovals): ApprovalSettings {
  const ofKind = (kind: Kind): KindSettings => ({
    signature: input[`${kind}Signature`],
    signatureAboveMinor: input[`${kind}Above`],
    checklist: input[`${kind}Checklist`],
  })
  const { po, mailsShop, recipients, linkCode } = input
  return {
    needs: [...(input.needsProof ? (['proof'] as const) : []), ...(input.needsWork ? (['work'] as const) : [])],
    ...{ proof: ofKind('proof'), work: ofKind('work'), estimate: ofKind('estimate') },
    ...{ po, mailsShop, recipients, linkCode, linkCodeAboveMinor: input.linkCodeAbove },
    ...{ remindAfterDays: input.remindAfter, remindBeforeHours: input.remindBefore },
    ...(input.callAfter === undefined ? {} : { callAfterDays: input.callAfter }),
    workingDays: weekdays.flatMap((_, i) => (input[dayKey(i + 1)] ? [i + 1] : [])),
  }
}

/** The settings as their form holds them. */
export function valuesOf(settings: ApprovalSettings, termsText: string, currency: string): Record<string, string> {
  const on = (isOn: boolean) => (isOn ? 'on' : '')
  const amount = (minor: number) => (minor === 0 ? '' : decimalOf(minor, currency))
  const ofKind = (kind: Kind) => ({
    [`${kind}Signature`]: settings[kind].signature,
    [`${kind}Above`]: amount(settings[kind].signatureAboveMinor),
    [`${kind}Checklist`]: settings[kind].checklist.join('\n'),
  })
  return {
    needsProof: on(settings.needs.includes('proof')),
    needsWork: on(settings.needs.includes('work')),
    ...ofKind('proof'),
    ...ofKind('work'),
    ...ofKind('estimate'),
    ...{ terms: termsText, po: settings.po },
    ...{ linkCode: settings.linkCode, linkCodeAbove: amount(settings.linkCodeAboveMinor) },
    ...{ mailsShop: on(settings.mailsShop), recipients: settings.recipients.join('\n') },
    ...{ remindAfter: settings.remindAfterDays.join(', '), remindBefore: String(settings.remindBeforeHours) },
    callAfter: settings.callAfterDays === undefined ? '' : String(settings.callAfterDays),
    ...Object.fromEntries(weekdays.map((_, i) => [dayKey(i + 1), on(settings.workingDays.includes(i + 1))])),
  }
}
