import { integer, text } from 'drizzle-orm/sqlite-core'

/** An instant: integer milliseconds UTC. */
export const instant = (name: string) => integer(name)
/** A calendar day: `YYYY-MM-DD`. */
export const day = (name: string) => text(name)
/** An amount in the currency's minor unit. */
export const minor = (name: string) => integer(name)
export const flag = (name: string) => integer(name, { mode: 'boolean' })
/** The row's lock: every change adds 1, and a change that saw an older one is refused. */
export const version = () => integer('version').notNull().default(1)

/** The one shape of a priced line, wherever lines appear. `lineKey` stays the same when a line is copied from job to invoice. */
export const pricedLine = () => ({
  lineKey: text('line_key').notNull(),
  position: integer('position').notNull(),
  name: text('name').notNull(),
  detail: text('detail').notNull().default(''),
  /** Thousandths of a piece. */
  quantity: integer('quantity').notNull(),
  unitPriceMinor: minor('unit_price_minor').notNull(),
  /** Parts per million. */
  discountPpm: integer('discount_ppm').notNull().default(0),
  taxPpm: integer('tax_ppm').notNull().default(0),
  taxName: text('tax_name').notNull().default(''),
})
