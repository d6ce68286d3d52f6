import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import type { Books } from './apply-events.ts'
import type { Truth } from './rules.ts'

/** What the payer had Stripe keep is kept here too, once: the same card of the same contact is not listed twice. */
export function keepMethod({ now, payment }: Books, { account, checkout, instrument }: Truth): Change[] {
  const { kept } = checkout
  const { customerId, contactId } = payment
  if (!kept || !contactId) return []
  const { customer, method } = kept
  return [
    sql.run(raw`INSERT INTO saved_methods (id, customer_id, contact_id, account, stripe_customer, stripe_method, label, created_at)
      SELECT ${newId('way')}, ${customerId}, ${contactId}, ${account}, ${customer}, ${method}, ${instrument}, ${now}
      WHERE NOT EXISTS (SELECT 1 FROM saved_methods WHERE contact_id = ${contactId} AND account = ${account}
        AND label = ${instrument} AND removed_at IS NULL)
      ON CONFLICT DO NOTHING`),
  ]
}
