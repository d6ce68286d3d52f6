import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { invoices } from '#features/invoices/schema.ts'
import { ledger } from '#features/payments/schema.ts'
import { newId } from '#lib/id.ts'
import type { Browser } from './browser.ts'
import { start, type TestShop } from './world.ts'

/** A signed-in customer with invoices that were sent to them. */
export interface Customer {
  readonly customerId: string
  readonly browser: Browser
  readonly invoices: readonly string[]
}

let made = 0

/** So many customers of one shop, each with invoices over these amounts, in minor units: written at once, not pressed together. */
export async function crowdOf(shop: TestShop, count: number, amounts: readonly number[]): Promise<Customer[]> {
  const crowd = await Promise.all(
    Array.from({ length: count }, async () => {
      const contact = await shop.customer()
      const browser = await shop.signedIn(contact)
      return { customerId: contact.customerId, browser, invoices: amounts.map(() => newId('inv')) }
    }),
  )
  await write(
    shop.tenant.database,
    crowd.flatMap(({ customerId, invoices: ids }) => ids.flatMap((id, i) => sentInvoice(id, customerId, amounts[i] ?? 0))),
  )
  return crowd
}

function sentInvoice(id: string, customerId: string, totalMinor: number) {
  const row = { id, customerId, currency: 'USD', totalMinor, edition: 1 }
  const asked = { kind: 'invoice' as const, amountMinor: totalMinor, currency: 'USD', customerId, invoiceId: id, source: id }
  return [
    sql.insert(invoices).values({
      ...{ ...row, number: `C-${++made}`, title: 'Caps' },
      ...{ sentAt: start, issuedOn: '2030-04-09', dueOn: '2030-04-23', createdAt: start },
    }),
    sql.insert(ledger).values({ id: newId('led'), ...asked, at: start }),
  ]
}
