import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { events } from '#features/activity/schema.ts'
import { appointments } from '#features/appointments/schema.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { approvalRequests, editions, spendingLimits } from '#features/approvals/schema.ts'
import { assets, ownerships } from '#features/assets/schema.ts'
import { brandSaying } from '#features/branding/testing.ts'
import { deliveries, tasks } from '#features/deliveries/schema.ts'
import { estimateSaying } from '#features/estimates/testing.ts'
import { files, jobFiles } from '#features/files/schema.ts'
import { imports } from '#features/imports/schema.ts'
import { invoiceSaying } from '#features/invoices/testing.ts'
import { jobAssets, jobLines, jobs, shipments } from '#features/jobs/schema.ts'
import { talkSaying } from '#features/messages/testing.ts'
import { handoverClaims, handovers, passports } from '#features/passports/schema.ts'
import { payments, savedMethods } from '#features/payments/schema.ts'
import { proofSaying } from '#features/proofs/testing.ts'
import { answer } from '#features/receipts/testing.ts'
import { requestSaying } from '#features/requests/testing.ts'
import { staffFactors } from '#features/team/schema.ts'
import { warranties } from '#features/warranties/schema.ts'
import { googleIdentities, itemLinks, passkeys, sessions } from '#identity/schema.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import type { Route } from '#routes.ts'
import { testEnv } from './outside.ts'
import { start, type TestContact, type TestShop } from './world.ts'

export interface Owned {
  readonly shop: TestShop
  readonly contact: TestContact
  readonly ids: Readonly<Record<string, string>>
  readonly links: { readonly invoice: string; readonly work: string; readonly proof: string; readonly estimate: string }
}

/** Somebody who is a contact elsewhere too, in this shop or with this mailbox in another. */
export interface Whose {
  readonly person?: TestContact
  readonly email?: string
}

/** A customer whose every text begins with this word, with a job, an invoice and links to both. */
export async function ownedBy(shop: TestShop, word: string, who: Whose = {}): Promise<Owned> {
  const contact = await shop.customer({ name: `${word} person`, customerName: `${word} company`, ...who })
  const [job, invoice, payment, shipment] = [newId('job'), newId('inv'), newId('pay'), newId('shp')]
  const [file, jobFile, way, passkey] = [newId('fil'), newId('jbf'), newId('way'), newId('pky')]
  await depsOf(testEnv).files.put(`${shop.key}/${file}`, new TextEncoder().encode(word), 'image/png')
  const statusId = shop.statuses.find(({ stage }) => stage === 'in_production')?.id ?? ''
  const line = {
    lineKey: newId('lin'),
    position: 0,
    name: `${word} line`,
    detail: `${word} detail`,
    quantity: 1000,
    unitPriceMinor: 4711,
  }
  const request = newId('apr')
  const [logo, color] = [newId('lgo'), newId('clr')]
  const [asset, ownership, limit, warranty] = [newId('ast'), newId('own'), newId('lim'), newId('wty')]
  const [handover, claim] = [newId('hdo'), newId('hcl')]
  const forward = newId('lnk')
  const note = newId('crn')
  const task = newId('tsk')
  const [reply, check] = [newId('rpl'), newId('mrv')]
  const appointment = newId('apt')
  const [asked, draft] = [newId('req'), newId('rqd')]
  const brought = newId('imp')
  const [device, invitation] = [newId('ses'), newId('ivs')]
  const [authenticator, factor] = [newId('fac'), newId('fac')]
  const made = { customerId: contact.customerId, createdAt: start }
  const links = { invoice: newId('lnk'), work: newId('lnk'), proof: newId('lnk'), estimate: newId('lnk') }
  const estimate = newId('est')
  const sent = proofSaying(word, { job, customer: contact.customerId, file })
  await write(shop.tenant.database, [
    sql.insert(jobs).values({
      ...{
        id: job,
        number: who.person ? 7002 : 7001,
        title: `${word} job`,
        statusId,
        statusAt: start,
        publicNote: `${word} note`,
        internalNote: `${word} internal`,
      },
      ...made,
    }),
    sql.insert(jobLines).values({ id: newId('lin'), jobId: job, ...line }),
    sql
      .insert(assets)
      .values({ id: asset, name: `${word} van`, plate: `${word} plate`, make: word, model: word, createdAt: start }),
    sql.insert(ownerships).values({ id: ownership, assetId: asset, customerId: contact.customerId, fromAt: start }),
    sql.insert(jobAssets).values({ jobId: job, assetId: asset }),
    ...passportSaying(word, { asset, handover, claim }, contact),
    sql.insert(approvalRequests).values({
      ...{ id: request, kind: 'work', subjectId: job, jobId: job, title: `${word} lines`, state: 'open', edition: 1 },
      ...{ parts: 1, openParts: 1, totalMinor: 4711, sentAt: start, customerId: contact.customerId },
    }),
    sql.insert(editions).values({
      ...{ id: newId('edn'), subjectId: job, number: 1, sha256: '', createdAt: start },
      content: JSON.stringify(workEdition(word, job, contact.customerId, line)),
    }),
    sql.insert(shipments).values({
      id: shipment,
      jobId: job,
      carrier: 'ups',
      number: '1Z999AA10123456784',
      note: `${word} box`,
      createdAt: start,
    }),
    ...invoiceSaying(word, { id: invoice, note, job, customer: contact.customerId }, line),
    sql.insert(payments).values({
      ...{ id: payment, customerId: contact.customerId, method: 'check', state: 'succeeded', amountMinor: 4711, currency: 'USD' },
      ...{ payerName: `${word} payer`, note: `${word} check`, createdAt: start, settledAt: start },
    }),
    sql.insert(savedMethods).values({
      ...{ id: way, customerId: contact.customerId, contactId: contact.contactId, account: `${word} account` },
      ...{ stripeCustomer: `${word} payer`, stripeMethod: `${word} method`, label: `${word} card`, createdAt: start },
    }),
    sql.insert(files).values({
      ...{ id: file, key: `${shop.key}/${file}`, name: `${word}.png`, type: 'image/png', size: word.length, sha256: file },
      ...{ visibility: 'internal' as const, createdAt: start },
    }),
    sql.insert(warranties).values({
      ...{ id: warranty, customerId: contact.customerId, assetId: asset, jobId: job, fileId: file },
      ...{ product: `${word} film`, brand: `${word} brand`, coverage: `${word} cover`, registration: `${word} number` },
      ...{ fromOn: '2030-04-01', untilOn: '2030-04-30', createdAt: start },
    }),
    sql.insert(jobFiles).values({
      ...{ id: jobFile, jobId: job, fileId: file, stage: 'artwork', caption: `${word} caption`, isForCustomer: true },
      ...{ addedById: 'stf_0', createdAt: start },
    }),
    sql.insert(itemLinks).values({
      ...{ id: forward, purpose: 'work', subjectId: job, contactId: contact.contactId, forwardedTo: `${word} boss` },
      ...{ expiresAt: start + 7 * 86_400_000, mailedAt: start, createdAt: start },
    }),
    sql.insert(deliveries).values({
      ...{ id: newId('dlv'), subjectKind: 'invoice', subjectId: invoice, customerId: contact.customerId },
      ...{ contactId: contact.contactId, sentAt: start, bouncedAt: start, bounce: `${word} reason` },
    }),
    sql.insert(tasks).values({
      ...{ id: task, kind: 'call', source: `bounced:${invoice}`, reason: 'bounced', subjectKind: 'invoice', subjectId: invoice },
      ...made,
      contactId: contact.contactId,
    }),
    sql.insert(itemLinks).values({
      id: links.invoice,
      purpose: 'invoice',
      subjectId: invoice,
      contactId: contact.contactId,
      mailedAt: start,
      createdAt: start,
    }),
    sql.insert(itemLinks).values({
      id: links.work,
      purpose: 'work',
      subjectId: job,
      contactId: contact.contactId,
      mailedAt: start,
      createdAt: start,
    }),
    sql.insert(appointments).values({
      ...{ id: appointment, jobId: job, title: `${word} fitting`, startsAt: start + 3 * 86_400_000, minutes: 60, ...made },
      ...{
        place: `${word} place`,
        resource: `${word} bay`,
        note: `${word} bring`,
        state: 'wished',
        wish: `${word} later`,
        stateAt: start,
      },
    }),
    sql.insert(sessions).values({
      ...{
        id: device,
        personId: contact.personId ?? '',
        contactId: contact.contactId,
        host: 'localhost',
        device: `${word} phone`,
      },
      ...{ createdAt: start, provedAt: start, seenAt: start, expiresAt: start + 90 * 86_400_000 },
    }),
    sql.insert(events).values({
      ...{
        id: newId('evt'),
        kind: 'invitations.sent',
        subjectId: invitation,
        audience: 'staff',
        actorKind: 'staff',
        actorName: word,
      },
      ...{ facts: {}, requestId: 'req_1', at: start },
      details: { invited: [{ customer: `${word} company`, contact: word, email: 'a@b.test' }], skipped: [] },
    }),
    sql.insert(imports).values({
      ...{
        id: brought,
        name: `${word}.csv`,
        content: `Name,Email\n${word} list,a@b.test\n`,
        mapping: ['customer', 'email'] as const,
      },
      ...{ state: 'draft' as const, total: 1, createdById: shop.ownerId, createdAt: start },
    }),
    ...(await waysOf(shop, word, authenticator, factor)),
    // Ways to sign in are the person's, whichever customer they are here for.
    ...(who.person ? [] : signingIn(word, passkey, contact.personId ?? '')),
    ...requestSaying(word, { request: asked, draft, asset }, contact, who.person ? 902 : 901),
    ...brandSaying(word, { customerId: contact.customerId, file, logo, color }),
    ...limitSaying(word, limit, contact.customerId),
    ...estimateSaying(word, estimate, contact.customerId, line),
    sql.insert(itemLinks).values({
      ...{ id: links.estimate, purpose: 'estimate', subjectId: estimate, contactId: contact.contactId },
      ...{ mailedAt: start, createdAt: start },
    }),
    ...sent.changes,
    ...talkSaying(word, {
      ...{ job, ownership, customerId: contact.customerId, contactId: contact.contactId },
      ...{ staffId: shop.ownerId, reply, check },
    }),
    sql.insert(itemLinks).values({
      ...{ id: links.proof, purpose: 'proof', subjectId: sent.ids.proof, contactId: contact.contactId },
      ...{ mailedAt: start, createdAt: start },
    }),
  ])
  const { approvalId } = await answer({ shop, contact, job }, { [line.lineKey]: 'approved' }, { name: `${word} signer` })
  const { keys } = shop.tenant
  return {
    shop,
    contact,
    ids: {
      job,
      asset,
      ownership,
      handover,
      claim,
      warranty,
      logo,
      color,
      limit,
      authenticator,
      factor,
      estimate,
      invoice,
      note,
      payment,
      shipment,
      'approval-request': request,
      request: asked,
      draft,
      task,
      appointment,
      forward,
      ...sent.ids,
      file,
      jobFile,
      way,
      passkey,
      message: job,
      inbox: job,
      reply,
      check,
      customer: contact.customerId,
      contact: contact.contactId,
      account: contact.contactId,
      device,
      invitation,
      import: brought,
      status: statusId,
      approval: approvalId,
      member: (await shop.staff('production')).staffId,
    },
    links: {
      invoice: await makeToken(keys, 'inv', shop.key, bodyOf(links.invoice), 1),
      work: await makeToken(keys, 'job', shop.key, bodyOf(links.work), 1),
      proof: await makeToken(keys, 'prf', shop.key, bodyOf(links.proof), 1),
      estimate: await makeToken(keys, 'est', shop.key, bodyOf(links.estimate), 1),
    },
  }
}

/** Its public page, which shows all it can, and somebody with a code on their way to own it. */
function passportSaying(
  word: string,
  ids: { asset: string; handover: string; claim: string },
  { customerId, contactId }: TestContact,
) {
  const shown = { showsName: true, showsPlate: true, showsVin: true, showsHistory: true }
  return [
    sql.insert(passports).values({ assetId: ids.asset, openedAt: start, ...shown }),
    sql.insert(handovers).values({
      ...{ id: ids.handover, assetId: ids.asset, customerId, contactId, passesHistory: true },
      ...{ createdAt: start, expiresAt: start + 7 * 86_400_000 },
    }),
    sql.insert(handoverClaims).values({
      ...{ id: ids.claim, handoverId: ids.handover, claimant: `${word} heir`, company: `${word} heirs`, email: 'heir@next.test' },
      ...{ browser: '', codeExpiresAt: start + 600_000, createdAt: start },
    }),
  ]
}

/** An authenticator of the owner's that waits for its code, and one that counts. */
async function waysOf({ tenant, ownerId }: TestShop, word: string, waiting: string, counting: string) {
  const sealedSecret = await tenant.keys.encrypt('NB2W45DFOIZA2345NB2W45DFOIZA2345')
  const row = { staffId: ownerId, kind: 'totp' as const, name: `${word} phone`, sealedSecret, createdAt: start }
  return [
    sql.insert(staffFactors).values([
      { ...row, id: waiting },
      { ...row, id: counting, confirmedAt: start },
    ]),
  ]
}

/** A passkey and a Google account of the contact's. */
function signingIn(word: string, id: string, personId: string) {
  const made = { personId, createdAt: start }
  return [
    sql.insert(passkeys).values({
      ...{ id, host: 'localhost', name: `${word} phone`, credentialId: id, publicKey: '', counter: 0, ...made },
    }),
    sql.insert(googleIdentities).values({
      ...{
        id: newId('ggi'),
        issuer: 'https://accounts.google.com',
        subject: id,
        email: `${word.toLowerCase()}@mail.test`,
        ...made,
      },
    }),
  ]
}

/** A spending limit that waits for its customer's yes. */
function limitSaying(word: string, id: string, customerId: string) {
  const amounts = { perLineMinor: 4711, perJobMinor: 9422, currency: 'USD' }
  const title = `${word} limit`
  const asked = {
    kind: 'limit',
    subject: id,
    job: null,
    customer: customerId,
    number: 1,
    title,
    note: `${word} remark`,
    rule: 'all',
  }
  const rest = { currency: 'USD', totalMinor: null, terms: null, checklist: [], needsSignature: false, po: 'no' }
  const content = { ...asked, ...rest, parts: [{ key: 'limit', title, amountMinor: null, ...amounts }] }
  return [
    sql.insert(spendingLimits).values({
      ...{ id, customerId, ...amounts, state: 'proposed' as const, proposedById: 'stf_0', createdAt: start },
    }),
    sql.insert(approvalRequests).values({
      ...{ id: newId('apr'), kind: 'limit' as const, subjectId: id, title, state: 'open' as const, edition: 1 },
      ...{ parts: 1, openParts: 1, sentAt: start, customerId },
    }),
    sql.insert(editions).values({
      ...{ id: newId('edn'), subjectId: id, number: 1, sha256: '', createdAt: start, content: JSON.stringify(content) },
    }),
  ]
}

/** Those lines as they were sent for approval. */
function workEdition(
  word: string,
  job: string,
  customer: string,
  line: { readonly lineKey: string; readonly name: string },
): EditionContent {
  const more = { detail: '', quantity: 1000, unitPriceMinor: 4711, discountPpm: 0, taxPpm: 0, taxName: '' }
  const part = { key: line.lineKey, title: line.name, amountMinor: 4711, ...more, partsMinor: 4711, laborMilli: null, photos: [] }
  return {
    ...{
      kind: 'work',
      subject: job,
      job,
      customer,
      number: 1,
      title: `${word} lines`,
      note: '',
      rule: 'each',
      currency: 'USD',
    },
    ...{ totalMinor: 4711, parts: [part], terms: null, checklist: [], needsSignature: false, po: 'no' },
  }
}

/** Whose id an address means where its segment is not the plain plural. */
const nouns: Readonly<Record<string, string>> = {
  statuses: 'status',
  automations: 'status',
  team: 'member',
  people: 'contact',
  'ways-to-pay': 'way',
  replies: 'reply',
  warranties: 'warranty',
}

/** The address of a route with the owner's ids in it. */
export function addressOf(route: Route, { ids, contact }: Owned): string {
  const [, segment = ''] = /([a-z-]+)\/:id/.exec(route.path) ?? []
  const noun = nouns[segment] ?? segment.replace(/s$/, '')
  const id = ids[noun]
  if (segment && !id) throw new Error(`What is owned has no ${noun}: ${route.path} would be asked for nothing.`)
  return route.path
    .replace(':key', contact.linkKey)
    .replace(':file/', `${ids['jobFile']}/`)
    .replace(/:file$/, ids['jobFile'] ?? '')
    .replace(':note', ids['note'] ?? '')
    .replace(':pin', ids['pin'] ?? '')
    .replace(':design', ids['design'] ?? '')
    .replace(':shipment', ids['shipment'] ?? '')
    .replace(':logo', ids['logo'] ?? '')
    .replace(':color', ids['color'] ?? '')
    .replace(':limit', ids['limit'] ?? '')
    .replace(':customer', ids['customer'] ?? '')
    .replace(':id', id ?? '')
    .replace(/:\w+/g, 'x')
}
