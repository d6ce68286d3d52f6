import type { StaffCtx } from '#context.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'
import { type May, mayOf } from './rules.ts'

/** What every view of this slice is given beside its rows: where it stands, whose shop it is, what its reader may do. */
export interface View {
  readonly base: string
  readonly shop: Profile
  readonly now: number
  readonly today: string
  readonly may: May
  money(minor: number, currency?: string): string
  /** An instant as staff say it: the time for today, the day for this year. */
  when(at: number): string
  day(on: string): string
}

/** After the page's read, when shop and staff are known. */
export function viewOf({ base, shop, now, me }: StaffCtx): View {
  const place = { locale: shop.locale, zone: shop.timeZone }
  const today = dayOf(now, shop.timeZone)
  return {
    base,
    shop,
    now,
    today,
    may: mayOf(me.role),
    money: (minor, currency = shop.currency) => formatMoney(minor, currency, shop.locale),
    day: (on) => formatDay(on, shop.locale, on.slice(0, 4) === today.slice(0, 4) ? 'plain' : 'year'),
    when(at) {
      const on = dayOf(at, shop.timeZone)
      if (on === today) return formatInstant(at, place).split(', ').at(-1) ?? ''
      return on.slice(0, 4) === today.slice(0, 4) ? formatDay(on, shop.locale, 'plain') : formatDay(on, shop.locale, 'year')
    },
  }
}
