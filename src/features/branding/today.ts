import { and, asc, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { agoInWords } from '#lib/time-told.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { customerBrands } from './schema.ts'

/** Customers whose own people changed their branding since the shop looked, the longest wait first: a burst is one row. */
export const brandsChanged = sql
  .select({ customerId: customers.id, customer: customers.name, changedAt: customerBrands.changedAt })
  .from(customerBrands)
  .innerJoin(customers, eq(customers.id, customerBrands.customerId))
  .where(and(raw`${customerBrands.changedAt} > coalesce(${customerBrands.seenAt}, 0)`, isNull(customers.archivedAt)))
  .orderBy(asc(customerBrands.changedAt))
  .limit(5)
export type ChangedBrand = Awaited<ReturnType<typeof brandsChanged.execute>>[number]

/** What a customer changed, among what waits on the shop. */
export const brandRow = (
  { base, now }: { readonly base: string; readonly now: number },
  { customerId, customer, changedAt }: ChangedBrand,
) => ({
  title: desk.today.title(customer),
  href: href(base, paths.staff.brands.show, { id: customerId }),
  detail: desk.today.detail,
  end: agoInWords(changedAt ?? now, now),
})
