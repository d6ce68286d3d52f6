import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { flag, instant } from './columns.ts'
import { raw, sql } from './sql.ts'
import { build } from './statement.ts'

const things = sqliteTable('things', {
  id: text('id').primaryKey(),
  isOpen: flag('is_open'),
  at: instant('at'),
  facts: text('facts', { mode: 'json' }).$type<{ to: string }>(),
})
const parts = sqliteTable('parts', { id: text('id').primaryKey(), thingId: text('thing_id').notNull() })

describe('rows of a statement', () => {
  it('become objects whose values each column or expression decodes', () => {
    const query = sql
      .select({
        id: things.id,
        isOpen: things.isOpen,
        at: things.at,
        facts: things.facts,
        many: raw<boolean>`count(*) > 1`.mapWith(Boolean),
        sum: raw<number>`sum(at)`.as('sum'),
      })
      .from(things)
    const { rowsOf } = build(query, {})
    expect(rowsOf([['a', 1, 5, '{"to":"b"}', 1, 9]])).toEqual([
      { id: 'a', isOpen: true, at: 5, facts: { to: 'b' }, many: true, sum: 9 },
    ])
  })

  it('keep null as null, whatever the column', () => {
    const query = sql.select().from(things)
    expect(build(query, {}).rowsOf([['a', null, null, null]])).toEqual([{ id: 'a', isOpen: null, at: null, facts: null }])
  })

  it('with a table that a left join did not find have null in its place', () => {
    const query = sql.select({ id: things.id, part: parts }).from(things).leftJoin(parts, raw`${parts.thingId} = ${things.id}`)
    const rows = [
      ['a', null, null],
      ['b', 'p', 'b'],
    ]
    expect(build(query, {}).rowsOf(rows)).toEqual([
      { id: 'a', part: null },
      { id: 'b', part: { id: 'p', thingId: 'b' } },
    ])
  })

  it('are the same for a constant as for a statement made for one request', () => {
    const make = () => sql.select().from(things)
    const rows = [['a', 0, 5, '{"to":"b"}']]
    expect(build(make(), {}).rowsOf(rows)).toEqual(build(make(), {}).rowsOf(rows))
  })
})
