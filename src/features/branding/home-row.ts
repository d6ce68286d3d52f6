import { agoInWords } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk } from './desk-words.ts'
import type { ChangedBrand } from './home-queries.ts'

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
