import type { Fields } from './fields.ts'
import { refused } from './problem.ts'
import type { Book } from './state.ts'

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

interface Named {
  id: string
  created?: number
}

const usual = 10
const most = 100

/** One page of a list as Stripe cuts it: newest first, `limit`, `starting_after`, `ending_before`, `created`. */
export function listPage<T extends Named>(url: string, oldestFirst: readonly T[], input: Fields) {
  const created = input.group('created')
  const from = created.integer('gte', 0) ?? 0
  const until = created.integer('lte', 0) ?? Number.MAX_SAFE_INTEGER
  const items = oldestFirst.filter((item) => (item.created ?? from) >= from && (item.created ?? until) <= until).reverse()
  const limit = Math.min(input.integer('limit', 1) ?? usual, most)
  const after = input.text('starting_after')
  const before = input.text('ending_before')
  const start = after ? place(items, after, 'starting_after') + 1 : 0
  if (!before) return page(url, items.slice(start, start + limit), items.length > start + limit)
  const end = place(items, before, 'ending_before')
  return page(url, items.slice(Math.max(0, end - limit), end), end > limit)
}

/** The object with the named references replaced by what they point at, in the account's own book only. */
export function expand(book: Book, object: object, paths: readonly string[]): Json {
  const copy: Json = JSON.parse(JSON.stringify(object))
  for (const path of paths) follow(book, copy, path.split('.'), path)
  return copy
}

function follow(book: Book, at: Json, [name = '', ...rest]: string[], path: string): void {
  if (Array.isArray(at)) {
    for (const item of at) follow(book, item, [name, ...rest], path)
    return
  }
  if (at === null || typeof at !== 'object') return
  if (name === 'line_items' && at['object'] === 'checkout.session') at['line_items'] = lineItems(book, String(at['id']))
  const value = at[name]
  if (value === undefined) throw refused(`This property cannot be expanded (${path}).`, undefined, 'expand')
  if (typeof value === 'string') {
    const found = lookUp(book, value)
    if (!found) throw refused(`This property cannot be expanded (${path}).`, undefined, 'expand')
    at[name] = JSON.parse(JSON.stringify(found))
  }
  const next = at[name]
  if (rest.length > 0 && next !== undefined) follow(book, next, rest, path)
}

function lookUp(book: Book, id: string): object | undefined {
  return (
    book.intents[id] ??
    book.charges[id] ??
    book.balance[id] ??
    book.refunds[id] ??
    book.disputes[id] ??
    book.customers[id] ??
    book.methods[id] ??
    book.sales[id]?.session
  )
}

function lineItems(book: Book, session: string): Json {
  const list: Json = JSON.parse(
    JSON.stringify(page(`/v1/checkout/sessions/${session}/line_items`, book.sales[session]?.lineItems ?? [], false)),
  )
  return list
}

const page = <T>(url: string, data: T[], hasMore: boolean) => ({ object: 'list', data, has_more: hasMore, url })

function place(items: readonly Named[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id)
  if (index < 0) throw refused(`No such object: '${id}'`, 'resource_missing', param)
  return index
}
