import { libsql } from './outside.ts'
import type { TestShop } from './world.ts'

interface Sent {
  readonly requests: readonly { readonly batch?: { readonly steps: readonly { readonly stmt: Stmt }[] } }[]
}
interface Stmt {
  readonly sql: string
  readonly args?: readonly { readonly type: string; readonly value?: string | number }[]
}

/** How the database would find what the last request asked it for: the steps of each statement's plan, with its own values. */
export async function plansOfLast(shop: TestShop): Promise<{ readonly sql: string; readonly steps: readonly string[] }[]> {
  const sent = JSON.parse((await libsql.last(shop.namespace)).at(-1) ?? '') as Sent // as database/hrana.ts writes it
  const [{ batch } = {}] = sent.requests
  const selects = (batch?.steps ?? []).map(({ stmt }) => stmt).filter(({ sql }) => /^\s*select/i.test(sql))
  const plans = []
  for (const { sql, args = [] } of selects) {
    const values = args.map(({ type, value = null }) => (type === 'integer' ? Number(value) : value))
    const rows = await shop.rows(`EXPLAIN QUERY PLAN ${sql}`, ...values)
    plans.push({ sql, steps: rows.map((row) => String(row[3])) })
  }
  return plans
}
