import { addDays } from '#lib/time.ts'

/** What falls on one promised or due day. */
export interface Sum {
  readonly on: string | null
  readonly count: number
  readonly amountMinor: number
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** A number as a sentence says it: "three", "14". */
export const numberWord = (n: number): string => small[n] ?? String(n)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

interface Waiting {
  readonly us: number
  readonly customers: number
  readonly promised: number
}

/** The day in one breath: "Four things wait on you, seven on customers. Three promised dates this week." */
export function dayInWords({ us, customers, promised }: Waiting): string {
  if (us + customers + promised === 0) return 'Nothing waits on anybody, and nothing is promised for this week.'
  const ours =
    us === 0 ? 'Nothing waits on you' : us === 1 ? 'One thing waits on you' : `${capital(numberWord(us))} things wait on you`
  const theirs =
    customers === 0
      ? 'nothing'
      : us > 1
        ? numberWord(customers)
        : customers === 1
          ? 'one thing'
          : `${numberWord(customers)} things`
  const dates =
    promised === 1 ? 'One promised date' : `${capital(numberWord(promised))} promised ${promised === 0 ? 'date' : 'dates'}`
  return `${ours}, ${theirs} on customers. ${dates} this week.`
}

/** What of some days lies before today. */
export const late = (days: readonly Sum[], today: string) => total(days.filter(({ on }) => on !== null && on < today))
/** What of some days lies in the seven from today on. */
export const soon = (days: readonly Sum[], today: string) =>
  total(days.filter(({ on }) => on !== null && on >= today && on < addDays(today, 7)))

/** All of some days together. */
export function total(days: readonly Sum[]): { readonly count: number; readonly amountMinor: number } {
  return days.reduce(
    (sum, { count, amountMinor }) => ({ count: sum.count + count, amountMinor: sum.amountMinor + amountMinor }),
    { count: 0, amountMinor: 0 },
  )
}
