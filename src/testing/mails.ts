import { composeForShop } from '#clock/compose.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { events } from '#features/activity/schema.ts'
import { makeSent } from '#features/estimates/testing.ts'
import { creditNotes, invoices } from '#features/invoices/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { handovers } from '#features/passports/schema.ts'
import { instalments, ledger, paymentParts, payments } from '#features/payments/schema.ts'
import { makeScene, send, workLines } from '#features/receipts/testing.ts'
import { requestDrafts } from '#features/requests/schema.ts'
import { newItemLink } from '#identity/item-links.ts'
import { challenges, linkProofs } from '#identity/schema.ts'
import { newId } from '#lib/id.ts'
import { testEnv } from '#testing/outside.ts'
import { ownedBy } from '#testing/owned.ts'
import { makeShop, start, type TestShop } from '#testing/world.ts'

/** The shop that sends it, and what its row of the outbox says. */
export type MailExample = readonly [shop: TestShop, payload: Readonly<Record<string, string>>]

/** One mail of each kind that a shop sends, with something to say; what is owned says `word`. */
export async function mailExamples(word: string): Promise<Readonly<Record<string, MailExample>>> {
  const shop = await makeShop()
  const { ids, contact } = await ownedBy(shop, word)
  const { contactId, customerId, personId, email = '' } = contact
  const links = Object.fromEntries(
    await shop.rows(`SELECT coalesce(forwarded_to, purpose), id FROM item_links WHERE contact_id = ?`, contactId),
  )
  const requests = Object.fromEntries(await shop.rows('SELECT kind, id FROM approval_requests'))
  const [[thread] = []] = await shop.rows(`SELECT id FROM threads WHERE subject_kind = 'pin'`)
  const [question, note] = [newId('thr'), newId('crn')]
  await shop.rows('UPDATE item_links SET forwarded_email = ? WHERE forwarded_to IS NOT NULL', 'boss@customer.test')
  await shop.rows(`UPDATE profile SET asset_settings = '{"mailsWarranties":true}'`)
  await shop.rows('UPDATE contacts SET invited_at = ? WHERE id = ?', start, contactId)
  const [payment, proof, forCustomer, forStaff] = [newId('pay'), newId('lpr'), newId('chl'), newId('chl')]
  const used = newId('hdo')
  const [draft, answered] = [newId('rqd'), newId('thr')]
  const challenge = { host: 'localhost', browser: '', createdAt: start, expiresAt: start + 600_000 }
  const amount = { amountMinor: 4711, currency: 'USD' }
  const charged = newId('pay')
  const planned = newId('inv')
  const plannedLink = newItemLink(start, 'invoice', planned, contactId)
  const owing = { customerId, currency: 'USD', createdAt: start }
  await write(shop.tenant.database, [
    sql.insert(payments).values({ id: payment, customerId, method: 'cash', state: 'succeeded', ...amount, createdAt: start }),
    sql
      .insert(paymentParts)
      .values({ id: newId('prt'), paymentId: payment, invoiceId: ids['invoice'] ?? '', amountMinor: 4711, isOpen: false }),
    sql.insert(payments).values({
      ...{
        id: charged,
        customerId,
        method: 'stripe',
        state: 'failed',
        ...amount,
        savedMethodId: ids['way'] ?? '',
        createdAt: start,
      },
    }),
    sql
      .insert(paymentParts)
      .values({ id: newId('prt'), paymentId: charged, invoiceId: ids['invoice'] ?? '', amountMinor: 4711, isOpen: false }),
    sql
      .insert(invoices)
      .values({ id: planned, number: 'INV-7', title: 'Caps', totalMinor: 4711, sentAt: start, edition: 1, ...owing }),
    sql.insert(ledger).values({
      ...{ id: newId('led'), kind: 'invoice', ...amount, customerId, invoiceId: planned, source: planned, at: start },
    }),
    sql.insert(instalments).values({
      ...{ id: newId('ins'), invoiceId: planned, position: 0, dueOn: '2030-05-01', amountMinor: 4711, createdAt: start },
    }),
    plannedLink.insert,
    sql.insert(linkProofs).values({ id: proof, linkId: String(links['work']), email, ...challenge }),
    sql.insert(challenges).values({ id: forCustomer, audience: 'customer', email, personId: personId ?? null, ...challenge }),
    sql
      .insert(challenges)
      .values({ id: forStaff, audience: 'staff', email: shop.ownerEmail, staffId: shop.ownerId, ...challenge }),
    sql.insert(messages).values({
      ...{ id: newId('msg'), threadId: String(thread), authorKind: 'contact', authorId: contactId, authorName: 'Dana' },
      ...{ body: 'Larger, please', at: start },
    }),
    sql
      .insert(threads)
      .values({ id: question, subjectKind: 'invoice', subjectId: ids['invoice'] ?? '', customerId, createdAt: start }),
    sql.insert(creditNotes).values({
      ...{
        id: note,
        number: 'CN-1',
        invoiceId: ids['invoice'] ?? '',
        customerId,
        ...amount,
        reason: `${word} torn`,
        issuedOn: '2030-04-09',
      },
      ...{ createdById: shop.ownerId, createdAt: start },
    }),
    sql.insert(ledger).values({
      ...{ id: newId('led'), kind: 'credit_note', amountMinor: -100, currency: 'USD', customerId, source: note, at: start },
      invoiceId: ids['invoice'] ?? '',
    }),
    sql.insert(events).values({
      ...{ id: newId('evt'), kind: 'profile.changed', subjectId: contactId, customerId, audience: 'staff', actorKind: 'contact' },
      ...{ actorName: 'Dana', facts: {}, details: { changes: { name: ['D', 'Dana'] } }, requestId: 'req_1', at: start },
    }),
    sql.insert(handovers).values({
      ...{ id: used, assetId: ids['asset'] ?? '', customerId, contactId, usedAt: start },
      ...{ createdAt: start, expiresAt: start + 1 },
    }),
    sql.insert(requestDrafts).values({
      ...{ id: draft, kind: 'quote', browser: '', content: {}, email: 'new@stranger.test', generation: 1 },
      ...{ codeExpiresAt: start + 600_000, createdAt: start, expiresAt: start + 600_000 },
    }),
    sql.insert(threads).values({
      ...{ id: answered, subjectKind: 'request', subjectId: ids['request'] ?? '', customerId, createdAt: start },
    }),
    ...(['contact', 'staff'] as const).map((authorKind) =>
      sql.insert(messages).values({
        ...{ id: newId('msg'), threadId: answered, authorKind, authorId: contactId, authorName: 'Dana' },
        ...{ body: `${word}, by when?`, at: start + 1 },
      }),
    ),
    ...(['contact', 'staff'] as const).map((authorKind) =>
      sql.insert(messages).values({
        ...{ id: newId('msg'), threadId: question, authorKind, authorId: contactId, authorName: 'Dana' },
        // After the one that the walk of owned things leaves.
        ...{ body: `${word}, when?`, at: start + 1 },
      }),
    ),
  ])
  const asked = await makeScene()
  const link = newItemLink(start, 'work', asked.job, asked.contact.contactId)
  await send(asked, { title: `${word} unit`, parts: workLines.map((part) => ({ ...part, title: word, detail: word })) })
  await write(asked.shop.tenant.database, [link.insert])
  const [[request] = []] = await asked.shop.rows('SELECT id FROM approval_requests')
  const { job = '', invoice = '', approval = '', status = '', proof: art = '' } = ids
  const here = (payload: Readonly<Record<string, unknown>>): MailExample => [
    shop,
    Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)])),
  ]
  const offered = await estimateExamples(word)
  const booked = { appointment: ids['appointment'], contact: contactId, sequence: 0 }
  const said = { proof: art, edition: 1, topic: 'said' }
  return {
    'sign-in': here({ challenge: forStaff }),
    'sign-in of a customer': here({ challenge: forCustomer, base: shop.base }),
    'link.code': here({ proof }),
    'fresh.code': here({ challenge: forCustomer }),
    'ways.code': here({ challenge: forCustomer }),
    'ways.changed': here({ person: personId, about: 'passkey_added', name: 'My phone', device: 'Safari on iPhone', at: start }),
    invitation: here({ contact: contactId }),
    'job.status': here({ job, contact: contactId, link: links['work'], status }),
    'invoice.ready': here({ invoice, contact: contactId, link: links['invoice'], edition: 1 }),
    'payment.receipt': here({ payment, contact: contactId, link: links['invoice'] }),
    'payment.failed': here({ payment, contact: contactId, link: links['invoice'] }),
    'payment.refund': here({ payment, contact: contactId, link: links['invoice'], amount: '100' }),
    'autopay.changed': here({ method: ids['way'], contact: contactId, is: 'on' }),
    'autopay.uncharged': here({ invoice: ids['invoice'], contact: contactId, link: links['invoice'], amount: '30' }),
    'autopay.uncharged_desk': here({ invoice: ids['invoice'], staff: shop.ownerId, amount: '30' }),
    'autopay.refused': here({ payment: charged, contact: contactId, link: links['invoice'], again: String(start) }),
    'payment.failed_desk': here({ payment, staff: shop.ownerId, about: payment }),
    'payment.disputed': here({ payment, staff: shop.ownerId, about: 'du_1' }),
    'approval.receipt': here({ approval, contact: contactId }),
    'approval.told': here({ approval, to: `hello-${shop.key}@shop.test` }),
    'approval.reminder': here({ request: requests['proof'], contact: contactId, link: links['proof'], edition: 1 }),
    'proof.sent': here({ request: requests['proof'], contact: contactId, link: links['proof'], edition: 1 }),
    'proof.comments': here({ ...said, to: `hello-${shop.key}@shop.test` }),
    'proof.commented': here({ ...said, to: contactId }),
    'forward.sent': here({ link: links[`${word} boss`] }),
    'staff.invitation': here({ staff: shop.ownerId }),
    'staff.security': here({ staff: shop.ownerId, about: 'added', name: 'My phone', device: 'Safari on iPhone', at: start }),
    'invoice.credited': here({ invoice, contact: contactId, link: links['invoice'], edition: 1, note }),
    'invoice.asked': here({ invoice, topic: 'asked', to: `hello-${shop.key}@shop.test` }),
    'invoice.replied': here({ invoice, topic: 'replied' }),
    'invoice.plan': here({ invoice: planned, contact: contactId, link: plannedLink.id }),
    'invoice.reminder': here({ invoice, contact: contactId, link: links['invoice'], edition: 1, days: 1 }),
    'appointment.set': here(booked),
    'appointment.changed': here({ ...booked, was: start }),
    'appointment.cancelled': here(booked),
    'appointment.reminder': here(booked),
    'appointment.answered': here({ ...booked, is: 'wished', to: `hello-${shop.key}@shop.test` }),
    'handover.code': here({ claim: ids['claim'], generation: 1 }),
    'handover.told': here({ handover: used, to: `hello-${shop.key}@shop.test` }),
    'handover.gone': here({ handover: used }),
    'warranty.ending': here({ warranty: ids['warranty'], until: '2030-04-30' }),
    'limit.sent': here({ request: requests['limit'], contact: contactId }),
    'limit.used': here({ approval, contact: contactId, job }),
    'email.code': here({ challenge: forCustomer }),
    'email.changed': here({ to: 'old@customer.test', person: personId }),
    'profile.told': here({ customer: customerId, at: start, to: `hello-${shop.key}@shop.test` }),
    ...requestExamples(here, ids, draft, shop.key),
    ...offered,
    'work.sent': [asked.shop, { request: String(request), contact: asked.contact.contactId, link: link.id, edition: '1' }],
  }
}

/** The mails about a request: `request` waits for the shop, as it does once it was taken up again. */
function requestExamples(
  here: (payload: Readonly<Record<string, unknown>>) => MailExample,
  { request }: Readonly<Record<string, string>>,
  draft: string,
  key: string,
): Readonly<Record<string, MailExample>> {
  const to = `hello-${key}@shop.test`
  return {
    'request.new': here({ request, to }),
    'request.asked': here({ request, to, topic: 'asked' }),
    'request.responded': here({ request, topic: 'responded' }),
    'request.changed': here({ request, to: 'reopened' }),
    'request.code': here({ draft, generation: 1 }),
  }
}

/** The mails about an estimate that was sent, asked about and answered. */
async function estimateExamples(word: string): Promise<Readonly<Record<string, MailExample>>> {
  const { shop, desk, customer, contact, id, record, page } = await makeSent({ fields: { title: `${word} brakes` } })
  const [[request] = []] = await shop.rows('SELECT id FROM approval_requests')
  const [[link] = []] = await shop.rows('SELECT id FROM item_links')
  await customer.submit(await customer.get(page), /\/messages$/, { body: `${word}, does it rattle?` })
  await desk.submit(await desk.get(record), `${record}/messages`, { body: `${word}, not any more.` })
  const talk = `${shop.base}/messages/${contact.customerId}`
  await customer.submit(await customer.get(talk), `${talk}#write`, { body: `${word}, do you open on Friday?` })
  const brand = `${shop.base}/branding`
  await customer.submit(await customer.get(brand), `${brand}/notes`, { notes: 'Never on white.' })
  // Nobody has looked at it yet.
  await shop.rows('DELETE FROM thread_reads')
  const said = { estimate: id, topic: 'said' }
  return {
    'brand.changed': [shop, { customer: contact.customerId, topic: 'said', to: `hello-${shop.key}@shop.test` }],
    'message.asked': [shop, { subject: contact.customerId, topic: 'said', to: `hello-${shop.key}@shop.test` }],
    'message.answered': [shop, { subject: id, topic: 'told', contact: contact.contactId }],
    'estimate.sent': [shop, { request: String(request), contact: contact.contactId, link: String(link), edition: '1' }],
    'estimate.asked': [shop, { ...said, to: `hello-${shop.key}@shop.test` }],
    'estimate.replied': [shop, said],
  }
}

/** Rows of the outbox that have something done at their hour and send nothing. */
export const workers = new Set([
  'invoice.paper',
  'invoice.late_fee',
  'payment.finish',
  'method.detach',
  'invoice.autopay',
  'import.batch',
])

/** The mail of an example as it would go out now, or nothing where it does not go. */
export async function composed(name: string, [shop, payload]: MailExample) {
  const kind = name.split(' ')[0] ?? ''
  const row = { id: newId('out'), key: 'k', kind, payload, topic: null, tries: 0, dueAt: start, createdAt: start }
  const unsent = { customerId: null, sentAt: null, failedAt: null, failure: null, recipient: null, subject: null }
  const mail = await composeForShop(depsOf(testEnv), shop.tenant)({ ...row, ...unsent, providerId: null })
  return mail && 'to' in mail ? mail : undefined
}
