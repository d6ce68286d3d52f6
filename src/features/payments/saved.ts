import { and, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import type { Books } from './apply-events.ts'
import type { Truth } from './rules.ts'
import { savedMethods } from './schema.ts'

/**
 * What the payer had Stripe keep is kept here too, once: the same card of the same contact is not listed twice. One that was kept
 * before, and was renewed since, is charged by what Stripe keeps now, and Stripe forgets what it kept then.
 */
export function keepMethod({ now, payment }: Books, { account, checkout, instrument }: Truth): Change[] {
  const { kept } = checkout
  const { customerId, contactId } = payment
  if (!kept || !contactId) return []
  const { customer, method } = kept
  const standing = raw`customer_id = ${customerId} AND contact_id = ${contactId} AND account = ${account}
    AND label = ${instrument} AND removed_at IS NULL`
  const renewed = raw`${standing} AND NOT EXISTS (SELECT 1 FROM saved_methods WHERE stripe_method = ${method})`
  return [
    detachLater(now, renewed),
    sql.update(savedMethods).set({ stripeCustomer: customer, stripeMethod: method }).where(renewed),
    sql.run(raw`INSERT INTO saved_methods (id, customer_id, contact_id, account, stripe_customer, stripe_method, label, created_at)
      SELECT ${newId('way')}, ${customerId}, ${contactId}, ${account}, ${customer}, ${method}, ${instrument}, ${now}
      WHERE NOT EXISTS (SELECT 1 FROM saved_methods WHERE ${standing})
      ON CONFLICT DO NOTHING`),
  ]
}

/** Forgets these of what was kept: nothing is charged to them from now on, and the clock has Stripe forget them too. */
export function forgetMethods(now: number, which: SQL): Change {
  const those = and(which, isNull(savedMethods.removedAt))
  return [detachLater(now, those), sql.update(savedMethods).set({ removedAt: now, autopayAt: null }).where(those)]
}

/** These pay nothing by themselves any more, as the shop’s act had it; whoever agreed to that is mailed, where they may be still. */
export function endAutopay(now: number, which: SQL): Change {
  const those = and(which, isNotNull(savedMethods.autopayAt))
  const told = sql.run(raw`INSERT INTO outbox (id, key, kind, payload, customer_id, due_at, created_at)
    SELECT 'out_' || lower(hex(randomblob(16))), 'autopay.ended ' || id || ' ' || autopay_at, 'autopay.changed',
      json_object('method', id, 'contact', contact_id, 'is', 'ended'), customer_id, ${now}, ${now}
    FROM saved_methods WHERE ${those} ON CONFLICT DO NOTHING`)
  return [told, sql.update(savedMethods).set({ autopayAt: null }).where(those)]
}

/** Has the clock detach them at Stripe in its next round, again until Stripe answers. */
function detachLater(now: number, which: SQL | undefined) {
  return sql.run(raw`INSERT INTO outbox (id, key, kind, payload, customer_id, due_at, created_at)
    SELECT 'out_' || lower(hex(randomblob(16))), 'method.detach ' || stripe_method, 'method.detach',
      json_object('account', account, 'method', stripe_method), customer_id, ${now}, ${now}
    FROM saved_methods WHERE ${which} ON CONFLICT DO NOTHING`)
}
