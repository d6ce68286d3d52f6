import { describe, expect, it } from 'vitest'
import type { Statement } from '#database/sql.ts'
import { placeholdersOf } from '#database/statement.ts'

const modules: Record<string, Record<string, unknown>> = import.meta.glob('./features/*/*queries.ts', { eager: true })
const queries = Object.entries(modules).flatMap(([path, exports]) =>
  Object.entries(exports).flatMap(([name, value]) => (isQuery(value) ? [{ where: `${path} ${name}`, name, query: value }] : [])),
)

function isQuery(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && 'execute' in value
}

describe('a query that customers’ pages read', () => {
  it('holds the customer it is for', () => {
    const own = queries.filter(({ name }) => name.endsWith('ForCustomer'))
    expect(own.length).toBeGreaterThan(8)
    expect(own.filter(({ query }) => !placeholdersOf(query).includes('customer')).map(({ where }) => where)).toEqual([])
  })

  it('holds the link it was opened with', () => {
    const own = queries.filter(({ name }) => name.endsWith('ForLink'))
    expect(own.length).toBeGreaterThan(3)
    expect(own.filter(({ query }) => !placeholdersOf(query).includes('link')).map(({ where }) => where)).toEqual([])
  })
})

describe('portal and link routes', () => {
  it('read nothing but such queries', async () => {
    const sources: Record<string, string> = import.meta.glob('./features/*/{portal,link}.tsx', {
      eager: true,
      query: '?raw',
      import: 'default',
    })
    const read = Object.entries(sources).flatMap(([path, text]) =>
      [...text.matchAll(/ctx\.read\(\[([^\]]*)\]/g)].map(([, names = '']) => ({ path, names })),
    )
    const foreign = read.flatMap(({ path, names }) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !/For(Customer|Link)$/.test(name))
        .map((name) => `${path} ${name}`),
    )
    // The track needs the shop's statuses; a logo is everybody's.
    expect(foreign.filter((one) => !/ (allStatuses|publicFile\w*|logo\w*)$/.test(one))).toEqual([])
  })
})
