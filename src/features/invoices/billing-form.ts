import * as v from 'valibot'
import { poRules } from '#features/approvals/rules.ts'
import { Percent } from '#features/settings/fields.ts'
import { Text, Ticked, Version } from '#lib/fields.ts'
import { decimalOf, parseMoney, parsePercent, percentOf } from '#lib/money.ts'
import type { BillingSettings, LateFee, TaxRate } from './billing.ts'

const lateFees = ['none', 'amount', 'percent'] as const satisfies readonly LateFee['kind'][]
const mostRates = 8

/** Minor units; empty is none. */
const Amount = (currency: string) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => (text.trim() === '' ? 0 : parseMoney(text, currency))),
    v.number('Type an amount, like 25'),
  )

const rateWords = 'Type a name and its percentage on each line, like Food 5%'
/** One on each line, its name before its percentage. Two of one percentage could not be told apart on a line of an invoice. */
const Rates = v.pipe(
  Text(1_000),
  v.transform((text) => text.split('\n').flatMap((line) => (line.trim() ? [rateIn(line.trim())] : []))),
  v.maxLength(mostRates, `Keep it to ${mostRates} rates`),
  v.check((rates) => rates.every((rate) => rate !== undefined), rateWords),
  v.transform((rates) => rates.filter((rate) => rate !== undefined)),
  v.check((rates) => new Set(rates.map(({ ppm }) => ppm)).size === rates.length, 'Give each rate a percentage of its own'),
)

function rateIn(line: string): TaxRate | undefined {
  const [, name = '', percent = ''] = /^(\S.{0,39}?)[\s:,]+(\S+?\s?%?)$/.exec(line) ?? []
  const ppm = parsePercent(percent)
  return name && ppm ? { name, ppm } : undefined
}

/** Up to five numbers of days, in order. */
const DayList = (most: number) => {
  const words = `Type up to five numbers of days from 1 to ${most}, like 1, 7, or leave it empty`
  return v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => text.split(/[\s,;]+/).filter(Boolean)),
    v.check((days) => days.length <= 5 && days.every((day) => /^\d{1,3}$/.test(day) && +day >= 1 && +day <= most), words),
    v.transform((days) => [...new Set(days.map(Number))].sort((a, b) => a - b)),
  )
}

const Days = (least: number) => {
  const words = `Type a number of days from ${least} to 365`
  return v.pipe(
    v.optional(v.string(), ''),
    v.trim(),
    v.regex(/^\d{1,3}$/, words),
    v.transform(Number),
    v.minValue(least, words),
    v.maxValue(365, words),
  )
}

/** Settings › Billing as typed, amounts in the shop's currency. */
export const saveBillingIn = (currency: string) => {
  const amount = Amount(currency)
  return v.pipe(
    v.object({
      ...{ version: Version, isTaxInclusive: Ticked, rates: Rates, takesPartial: Ticked, least: amount, keepsMethods: Ticked },
      po: v.picklist(poRules, 'Choose whether you take PO numbers'),
      ...{ lateFee: v.picklist(lateFees, 'Choose what is added'), feeAmount: amount, feePercent: Percent, feeAfter: Days(1) },
      ...{ remindBefore: DayList(60), remindAfter: DayList(120), validDays: Days(1), deposit: Percent },
    }),
    v.forward(
      v.partialCheck(
        [['lateFee'], ['feeAmount']],
        ({ lateFee, feeAmount }) => lateFee !== 'amount' || feeAmount > 0,
        'Type how much is added, like 25',
      ),
      ['feeAmount'],
    ),
    v.forward(
      v.partialCheck(
        [['lateFee'], ['feePercent']],
        ({ lateFee, feePercent }) => lateFee !== 'percent' || feePercent > 0,
        'Type a percentage above 0, like 1.5',
      ),
      ['feePercent'],
    ),
  )
}
export type SaveBilling = v.InferOutput<ReturnType<typeof saveBillingIn>>

export function billingOf(input: SaveBilling): BillingSettings {
  const { isTaxInclusive, rates, po, takesPartial, keepsMethods, validDays } = input
  return {
    ...{ isTaxInclusive, rates, po, takesPartial, keepsMethods, validDays },
    leastMinor: takesPartial ? input.least : 0,
    lateFee: { kind: input.lateFee, amountMinor: input.feeAmount, ppm: input.feePercent, afterDays: input.feeAfter },
    remindBeforeDays: input.remindBefore,
    remindAfterDays: input.remindAfter,
    depositPpm: input.deposit,
  }
}

/** The settings as their form holds them. */
export function billingValues(settings: BillingSettings, currency: string): Record<string, string> {
  const on = (isOn: boolean) => (isOn ? 'on' : '')
  const amount = (minor: number) => (minor === 0 ? '' : decimalOf(minor, currency))
  const percent = (ppm: number) => (ppm === 0 ? '' : percentOf(ppm))
  const { lateFee, rates, po } = settings
  return {
    ...{
      isTaxInclusive: on(settings.isTaxInclusive),
      rates: rates.map(({ name, ppm }) => `${name} ${percentOf(ppm)}%`).join('\n'),
    },
    ...{ po, takesPartial: on(settings.takesPartial), least: amount(settings.leastMinor) },
    ...{ lateFee: lateFee.kind, feeAmount: amount(lateFee.amountMinor), feePercent: percent(lateFee.ppm) },
    ...{ feeAfter: String(lateFee.afterDays), keepsMethods: on(settings.keepsMethods) },
    ...{ remindBefore: settings.remindBeforeDays.join(', '), remindAfter: settings.remindAfterDays.join(', ') },
    ...{ validDays: String(settings.validDays), deposit: percent(settings.depositPpm) },
  }
}

/** What each field is called, for the note about what somebody else changed. */
export const billingLabels: Readonly<Record<string, string>> = {
  ...{ isTaxInclusive: 'Prices include tax', rates: 'Other rates', po: 'PO numbers', takesPartial: 'Part of an invoice' },
  ...{ least: 'The least', lateFee: 'Late fee', feeAmount: 'Late fee, amount', feePercent: 'Late fee, percentage' },
  ...{ feeAfter: 'Late fee after', remindBefore: 'Remind before', remindAfter: 'Remind after', keepsMethods: 'Saved cards' },
  ...{ validDays: 'Estimates hold', deposit: 'Deposit' },
}
