import { eq } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { assets, ownerships } from '#features/assets/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { threadIdOf } from '#features/messages/thread.ts'
import { newId } from '#lib/id.ts'
import type { Customer } from './seed-customer.ts'
import { inParts } from './seed-directory.ts'
import type { Shop } from './seed-shop.ts'

const minute = 60_000

/** So many messages between the shop and a customer, about nothing but them. */
export async function seedThread(shop: Shop, customer: Customer, count: number): Promise<void> {
  const began = Date.now() - count * minute
  const id = threadIdOf(customer.customerId)
  await write(shop.tenant.database, [sql.insert(threads).values(threadRow(id, 'general', customer.customerId, customer, began))])
  const rows = Array.from({ length: count }, (_, i) => messageRow(shop, customer, id, i, began + i * minute))
  for (const some of inParts(rows, 500)) await write(shop.tenant.database, [sql.insert(messages).values(some)])
}

/** A question and its answer about each of a customer's jobs; the last `waiting` of them are not answered yet. */
export async function seedThreads(shop: Shop, customer: Customer, waiting: number): Promise<void> {
  const theirs = sql.select({ id: jobs.id, at: jobs.createdAt }).from(jobs).where(eq(jobs.customerId, customer.customerId))
  const [found] = await read(shop.tenant.database, [theirs], {})
  for (const [part, some] of inParts(found, 250).entries()) {
    const opened = some.map(({ id, at }) => ({ ...threadRow(threadIdOf(id), 'job', id, customer, at), jobId: id }))
    const said = opened.flatMap(({ id, createdAt }, i) =>
      [0, 1]
        .slice(0, part * 250 + i < found.length - waiting ? 2 : 1)
        .map((n) => messageRow(shop, customer, id, n, createdAt + n * minute)),
    )
    await write(shop.tenant.database, [sql.insert(threads).values(opened), sql.insert(messages).values(said)])
  }
}

/** So many vehicles of one customer, in eight depots. */
export async function seedVehicles(shop: Shop, { customerId }: Customer, count: number): Promise<void> {
  const fromAt = Date.now() - 400 * 24 * 60 * minute
  const rows = Array.from({ length: count }, (_, i) => ({
    ...{ id: newId('ast'), name: `Van ${String(i).padStart(4, '0')}`, unitNumber: String(i), plate: `CX ${1000 + i}` },
    ...{ year: 2015 + (i % 10), make: 'Ford', model: 'Transit', depot: `Depot ${i % 8}` },
    ...{ odometer: 20_000 + i, odometerUnit: 'mi' as const, createdAt: fromAt },
  }))
  for (const some of inParts(rows, 500)) {
    await write(shop.tenant.database, [
      sql.insert(assets).values(some),
      sql.insert(ownerships).values(some.map(({ id }) => ({ id: newId('own'), assetId: id, customerId, fromAt }))),
    ])
  }
}

function threadRow(id: string, subjectKind: 'general' | 'job', subjectId: string, { customerId }: Customer, createdAt: number) {
  return { id, subjectKind, subjectId, customerId, createdAt }
}

function messageRow({ advisorId }: Shop, { contactId }: Customer, threadId: string, i: number, at: number) {
  const author =
    i % 2 === 0
      ? { authorKind: 'contact' as const, authorId: contactId, authorName: 'Dana Whitfield' }
      : { authorKind: 'staff' as const, authorId: advisorId, authorName: 'Marcus Bell' }
  return { id: newId('msg'), threadId, ...author, body: `Could the left chest be one shade darker than last time? (${i})`, at }
}
