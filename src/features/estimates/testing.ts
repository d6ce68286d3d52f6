import { sql } from '#database/sql.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { approvalRequests, editions } from '#features/approvals/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { connect } from '#features/payments/testing.ts'
import { newId } from '#lib/id.ts'
import type { Browser, Fields, Page } from '#testing/browser.ts'
import { makeShop, start, type TestContact, type TestShop } from '#testing/world.ts'
import type { Offer, OfferPart, Tier } from './rules.ts'
import { estimateLines, estimates } from './schema.ts'

/** A line as the desk types it: where it is part of, or an add-on. */
export interface TypedLine {
  readonly name: string
  readonly price: string
  readonly part?: 'a' | 'b' | 'c' | 'ab' | 'bc' | 'addon'
  readonly tax?: string
}
export interface EstimateScene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
  readonly id: string
  /** The estimate at the desk, and at the customer's. */
  readonly record: string
  readonly page: string
}

/** Brakes in three ways, with two add-ons. */
export const brakes: readonly TypedLine[] = [
  { name: 'Road test', price: '80' },
  { name: 'Front pads', price: '1100', part: 'a' },
  { name: 'New rotors and pads', price: '1660', part: 'bc' },
  { name: 'Front shocks', price: '1220', part: 'c' },
  { name: 'Alignment', price: '149', part: 'addon' },
  { name: 'Inspection', price: '95', part: 'addon' },
]
export const threeWays: Fields = { ways: '3', suggested: 'b', 'name-a': 'Good', 'name-b': 'Better', 'name-c': 'Best' }

export const columns = (lines: readonly TypedLine[]): Fields => ({
  'description[]': lines.map(({ name }) => name),
  'quantity[]': lines.map(() => '1'),
  'unitPrice[]': lines.map(({ price }) => price),
  'discount[]': lines.map(() => ''),
  'tax[]': lines.map(({ tax = '0' }) => tax),
  'part[]': lines.map(({ part = '' }) => part),
  'detail[]': lines.map(() => ''),
})

interface Options {
  readonly lines?: readonly TypedLine[]
  readonly fields?: Fields
  /** Whether the shop takes cards. */
  readonly isPayable?: boolean
  readonly trade?: 'fleet' | 'decoration'
  readonly who?: Parameters<TestShop['customer']>[0]
}

/** A draft of brakes in three ways for one approver, unless told otherwise. */
export async function makeEstimate({
  lines = brakes,
  fields = {},
  isPayable = false,
  trade = 'fleet',
  who = {},
}: Options = {}): Promise<EstimateScene> {
  const shop = await makeShop({ trade })
  const desk = await shop.staff()
  if (isPayable) await connect(shop, desk)
  const contact = await shop.customer({ name: 'Joanne Mercer', customerName: 'Bluestem Plumbing', ...who })
  const made = await desk.post(`${shop.desk}/estimates`, {
    ...{
      customer: contact.customerId,
      title: 'Brakes and suspension',
      validUntilOn: '2030-04-30',
      ...threeWays,
      ...columns(lines),
      ...fields,
    },
  })
  const id = /est_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  return { shop, desk, contact, id, record: `${shop.desk}/estimates/${id}`, page: `${shop.base}/estimates/${id}` }
}

/** The same, sent. */
export async function makeSent(options: Options = {}): Promise<EstimateScene & { readonly customer: Browser }> {
  const scene = await makeEstimate(options)
  await sendIt(scene)
  return { ...scene, customer: await scene.shop.signedIn(scene.contact) }
}

export async function sendIt({ desk, record }: EstimateScene, fields: Fields = {}): Promise<Page> {
  return desk.submit(await desk.get(record), `${record}/sending`, fields)
}

/** Where the newest mail with a link to the estimate leads. */
export async function linkOf({ shop, contact }: EstimateScene): Promise<string> {
  const mails = await shop.mailsTo(contact.email ?? '')
  const url = mails.flatMap(({ Text }) => /http\S*\/view\/estimate\/\S+/.exec(Text) ?? [])[0] ?? ''
  return url && new URL(url).pathname
}

/** A yes to Better with the alignment, signed, from the page at `address`. */
export async function answer(reader: Browser, address: string, fields: Fields = {}): Promise<Page> {
  const page = await reader.get(address)
  const alignment = /value="(key_\w+|lin_\w+)"[^>]*>(?:(?!<\/label>).)*Alignment/s.exec(page.text)?.[1] ?? ''
  return reader.submit(page, /estimates?\/[^/]+\/answer$/, {
    ...{ answer: 'approved', tier: 'b', 'addOns[]': [alignment], signedName: 'Joanne Mercer' },
    ...fields,
  })
}

/** Rows of an estimate whose every text begins with this word, sent and open, with a question about it. */
export function estimateSaying(
  word: string,
  id: string,
  customerId: string,
  line: { readonly lineKey: string; readonly name: string },
) {
  const priced = {
    quantity: 1000,
    unitPriceMinor: 4711,
    discountPpm: 0,
    taxPpm: 0,
    taxName: '',
    tierKey: null,
    isOptional: false,
  }
  const part: OfferPart = { ...priced, key: line.lineKey, title: line.name, amountMinor: 4711, detail: `${word} detail` }
  const tier: Tier = { key: 'a', name: `${word} tier`, what: `${word} what`, isSuggested: true }
  const offer: Offer = {
    ...{
      number: `${word}-7`,
      tiers: [tier],
      discountPpm: 0,
      discountMinor: 0,
      isTaxInclusive: false,
      depositPpm: 0,
      depositMinor: 0,
    },
    ...{ validUntilOn: null, assets: [`${word} van`], photos: [] },
  }
  const title = `${word} estimate`
  const content: EditionContent = {
    ...{ kind: 'estimate', subject: id, job: null, customer: customerId, number: 1, title, note: `${word} remark`, rule: 'any' },
    ...{ currency: 'USD', totalMinor: 4711, parts: [part], terms: null, checklist: [], needsSignature: false, po: 'no', offer },
  }
  const thread = newId('thr')
  return [
    sql.insert(estimates).values({
      ...{ id, customerId, title, number: offer.number, note: `${word} remark`, currency: 'USD', tiers: [tier], edition: 1 },
      ...{ sentAt: start, createdAt: start },
    }),
    sql
      .insert(estimateLines)
      .values({ ...priced, id: newId('lin'), estimateId: id, position: 0, lineKey: line.lineKey, name: line.name }),
    sql.insert(approvalRequests).values({
      ...{ id: newId('apr'), kind: 'estimate', subjectId: id, title, state: 'open', edition: 1, parts: 1, openParts: 1 },
      ...{ totalMinor: 4711, sentAt: start, customerId },
    }),
    sql.insert(editions).values({
      ...{ id: newId('edn'), subjectId: id, number: 1, sha256: '', createdAt: start, content: JSON.stringify(content) },
    }),
    sql.insert(threads).values({ id: thread, subjectKind: 'estimate', subjectId: id, customerId, createdAt: start }),
    sql.insert(messages).values({
      ...{ id: newId('msg'), threadId: thread, authorKind: 'contact', authorId: 'con_0', authorName: `${word} asker` },
      ...{ body: `${word} question`, at: start },
    }),
  ]
}
