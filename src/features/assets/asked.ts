import { likeOf, pageNumber } from '#features/jobs/search.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { type AssetState, assetStates, soonDays } from './rules.ts'

/** What the address of a customer's list asks for. */
export interface Asked {
  readonly search: string
  readonly state: AssetState | ''
  readonly depot: string
  readonly isDue: boolean
  readonly page: number
}

export function askedOf(query: (name: string) => string | undefined): Asked {
  return {
    search: (query('q') ?? '').trim().slice(0, 100),
    state: assetStates.find((state) => state === query('state')) ?? '',
    depot: (query('depot') ?? '').slice(0, 60),
    isDue: query('due') === '1',
    page: pageNumber(query('page')),
  }
}

export const isFiltered = ({ search, state, depot, isDue }: Asked) => search !== '' || state !== '' || depot !== '' || isDue

/** The same for the query that lists them. The shop's own day is known only after the read: the world's is at most a day away. */
export function valuesOf({ search, state, depot, isDue }: Asked, now: number) {
  return { like: likeOf(search), state, depot, due: isDue ? '1' : '', soonOn: addDays(dayOf(now, 'UTC'), soonDays) }
}

type List = 'list' | 'csv' | 'spend'

/** The address that asks for this; what goes without saying is left out. */
export function askedHref(base: string, asked: Partial<Asked>, list: List = 'list'): string {
  const { search = '', state = '', depot = '', isDue = false, page = 1 } = asked
  const said = { q: search, state, depot, due: isDue ? '1' : '', page: page > 1 ? String(page) : '' }
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''))
  return href(base, paths.portal.assets[list]) + (query.size > 0 ? `?${query}` : '')
}
