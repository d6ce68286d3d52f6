import { dayOf, formatDay, formatInstant } from '#lib/time.ts'

interface Waiting {
  readonly answerBy: number | null
  /** The job's promised day, where it has one, and whether it moves while the answer is missing. */
  readonly dueOn: string | null
  readonly isDueMovable: boolean
}
interface Shop {
  readonly locale: string
  readonly timeZone: string
}

/** By when an answer is wanted and what hangs on it, in a sentence or two; nothing where no time was named. */
export function answerByText(
  { answerBy, dueOn, isDueMovable }: Waiting,
  { locale, timeZone: zone }: Shop,
  now: number,
): string | undefined {
  if (answerBy === null) return undefined
  const year = dayOf(now, zone).slice(0, 4)
  const when = formatInstant(answerBy, { locale, zone }, dayOf(answerBy, zone).startsWith(year) ? 'short' : 'year')
  const day = dueOn && formatDay(dueOn, locale, dueOn.startsWith(year) ? 'short' : 'year')
  if (answerBy > now) {
    // Asked later than promised, an answer in time keeps nothing.
    const keeps = dueOn !== null && dayOf(answerBy, zone) <= dueOn
    const then = day && isDueMovable ? ` ${afterwards}` : ''
    return keeps ? `Approve by ${when} to keep ${day}.${then}` : `Answer by ${when}.${then}`
  }
  if (!day || !isDueMovable) return `The answer was due ${when}.`
  return `The answer was due ${when}. The promised day is ${day} now, and moves on by one working day for each that passes.`
}

const afterwards = 'After that the promised day moves by one working day for each that passes without an answer.'
