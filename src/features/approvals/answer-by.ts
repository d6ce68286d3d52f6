import { dayOf, formatDay, formatInstant } from '#lib/time.ts'
import { answerWords } from './words.ts'

const { by: words } = answerWords

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
    const then = day && isDueMovable ? ` ${words.moves}` : ''
    return (keeps ? words.keep(when, day ?? '') : words.answer(when)) + then
  }
  if (!day || !isDueMovable) return words.was(when)
  return words.moved(when, day)
}
