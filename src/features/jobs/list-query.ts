import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { pageNumber } from './search.ts'
import type { staffLists } from './staff-queries.ts'

export type Shown = keyof typeof staffLists

/** What the address of the shop's job list asks for. */
export interface ListAsked {
  readonly as: 'board' | 'list'
  readonly search: string
  readonly status: string
  readonly advisor: string
  readonly shown: Shown
  readonly page: number
}

const shownKeys: readonly Shown[] = ['open', 'late', 'closed', 'all']

export function askedOf(query: (name: string) => string | undefined): ListAsked {
  const as = query('as') === 'list' ? 'list' : 'board'
  const shown = shownKeys.find((key) => key === query('show')) ?? 'open'
  return {
    as,
    search: (query('q') ?? '').trim().slice(0, 100),
    status: as === 'list' ? (query('status') ?? '') : '',
    advisor: query('advisor') ?? '',
    // What is done has left the board.
    shown: as === 'board' && shown !== 'late' ? 'open' : shown,
    page: as === 'list' ? pageNumber(query('page')) : 1,
  }
}

/** The address that asks for this; what goes without saying is left out. */
export function listHref(base: string, { as, search, status, advisor, shown, page }: ListAsked): string {
  const said = {
    as: as === 'board' ? '' : as,
    q: search,
    status,
    advisor,
    show: shown === 'open' ? '' : shown,
    page: page > 1 ? String(page) : '',
  }
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''))
  return href(base, paths.staff.jobs.list) + (query.size > 0 ? `?${query}` : '')
}

interface DayCount {
  readonly dueOn: string | null
  readonly count: number
}
/** How much work there is, how much is promised for today, and how much is late. */
export function countsOf(days: readonly DayCount[], today: string) {
  const sum = (some: readonly DayCount[]) => some.reduce((total, { count }) => total + count, 0)
  return {
    total: sum(days),
    today: sum(days.filter(({ dueOn }) => dueOn === today)),
    late: sum(days.filter(({ dueOn }) => dueOn !== null && dueOn < today)),
  }
}
