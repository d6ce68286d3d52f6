import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { type Decider, decide } from '#features/approvals/actions.ts'
import { askedOf } from '#features/approvals/asked.ts'
import type { EditionPart } from '#features/approvals/editions.ts'
import { approversOfJob, askedForStaff } from '#features/approvals/queries.ts'
import type { RecordPayload } from '#features/approvals/record.ts'
import type { Answer, RequestKind } from '#features/approvals/rules.ts'
import { sendRequest } from '#features/approvals/send-actions.ts'
import { contextOf, deskOf } from '#features/approvals/testing.ts'
import { jobs } from '#features/jobs/schema.ts'
import { itemLinks } from '#identity/schema.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { makeShop, start, type TestContact, type TestShop } from '#testing/world.ts'

export const workLines: readonly EditionPart[] = [
  { key: 'lin_pads', title: 'Front brake pads', detail: 'Both sides', amountMinor: 47_11 },
  { key: 'lin_flush', title: 'Brake fluid flush', amountMinor: 118_00 },
  { key: 'lin_wipers', title: 'Wiper blades', amountMinor: 23_00 },
]

export interface Scene {
  readonly shop: TestShop
  readonly contact: TestContact
  readonly job: string
}

/** A job of a customer, with nothing sent yet. */
export async function makeScene(options: Parameters<typeof makeShop>[0] = { trade: 'fleet' }): Promise<Scene> {
  const shop = await makeShop(options)
  const contact = await shop.customer({ name: 'Joanne Mercer', customerName: 'Bluestem Plumbing' })
  const job = newId('job')
  const statusId = shop.statuses[0]?.id ?? ''
  const row = {
    id: job,
    number: 3207,
    customerId: contact.customerId,
    title: 'Unit 14',
    statusId,
    statusAt: start,
    createdAt: start,
  }
  await write(shop.tenant.database, [sql.insert(jobs).values({ ...row, advisorId: shop.ownerId })])
  return { shop, contact, job }
}

interface Sent {
  readonly kind?: RequestKind
  readonly subjectId?: string
  readonly title?: string
  readonly parts?: readonly EditionPart[]
  readonly files?: readonly string[]
}
/** Sends something for approval, as the desk does. Returns what it is about. */
export async function send({ shop, contact, job }: Scene, sent: Sent = {}): Promise<string> {
  const { kind = 'work', subjectId = job, title = 'Unit 14', parts = workLines, files = [] } = sent
  const ctx = deskOf(shop)
  const [approvers, ...rows] = await ctx.read([approversOfJob, ...askedForStaff], { id: job, subject: subjectId })
  const [[statusId, stage] = []] = await shop.rows(
    'SELECT j.status_id, s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id',
  )
  const hasPrices = parts.some(({ amountMinor }) => amountMinor !== null)
  await sendRequest(
    ctx,
    { asked: askedOf(rows), approvers, terms: undefined, statuses: rows[9] },
    {
      ...{ kind, subjectId, customerId: contact.customerId, title, note: 'Please look', rule: kind === 'proof' ? 'all' : 'each' },
      job: {
        ...{ id: job, number: 3207, title: 'Unit 14', statusId: String(statusId), stage: String(stage) as 'quoted', dueOn: null },
        ...{ poNumber: null, needs: null, isDueMovable: false, advisorName: null, advisorEmail: null },
      },
      currency: hasPrices ? 'USD' : null,
      totalMinor: hasPrices ? parts.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0) : null,
      ...{ parts, files, answerBy: null, isQuiet: false },
    },
  )
  return subjectId
}

type Words = Partial<RecordPayload> & Partial<Pick<Decider, 'door' | 'actor' | 'proof' | 'receiptTo'>>
/** Answers what was sent, as the contact does unless told otherwise. Returns the record's id and hash. */
export async function answer(
  { shop, contact, job }: Scene,
  answers: Readonly<Record<string, Answer>>,
  words: Words = {},
  { subject = job, edition = 1, now = start }: { subject?: string; edition?: number; now?: number } = {},
) {
  const ctx = contextOf(shop, now)
  const { door = 'portal', actor = { kind: 'contact', id: contact.contactId }, receiptTo = [contact.contactId], ...rest } = words
  const { proof = { method: 'session', at: new Date(start - 900_000).toISOString() }, ...payload } = rest
  return decide(
    ctx,
    async () => askedOf(await ctx.read(askedForStaff, { subject })),
    { edition, answers: new Map(Object.entries(answers)), poNumber: 'PO 77', consent: 'I authorize the work.' },
    {
      ...{ door, actor, proof, ticks: true, receiptTo },
      payload: {
        ...{ name: 'Joanne Mercer', email: contact.email ?? null, company: 'Bluestem Plumbing' },
        ...{ comments: { lin_flush: 'Not this time' }, note: 'Go ahead', signature: { kind: 'typed', name: 'Joanne Mercer' } },
        ...{ ip: '203.0.113.24', userAgent: 'Safari', device: 'Safari on iPhone', recordedBy: null, saidAt: null },
        ...{ forwardedBy: null, forwardedTo: null },
        ...payload,
      },
    },
  )
}
export const mixed = { lin_pads: 'approved', lin_flush: 'declined', lin_wipers: 'approved' } as const

/** The token of a link to an item, for this contact. */
export async function linkTo({ shop, contact }: Scene, purpose: 'work' | 'proof', subjectId: string): Promise<string> {
  const id = newId('lnk')
  const row = { id, purpose, subjectId, contactId: contact.contactId, mailedAt: start, createdAt: start }
  await write(shop.tenant.database, [sql.insert(itemLinks).values(row)])
  return makeToken(shop.tenant.keys, purpose === 'work' ? 'job' : 'prf', shop.key, bodyOf(id), 1)
}
