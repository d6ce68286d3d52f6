import type { Mail } from '#context.ts'
import type { Invoice } from './queries.ts'

/** Has the shop's clock make the PDF of what was sent or changed; the newest asking is enough. */
export const paperMail = ({ id, customerId }: Pick<Invoice, 'id' | 'customerId'>): Mail => ({
  kind: 'invoice.paper',
  payload: { invoice: id },
  topic: `invoice.paper ${id}`,
  customerId,
})
