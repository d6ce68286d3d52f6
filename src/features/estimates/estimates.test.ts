import { describe, expect, test } from 'vitest'
import { act, books, deliverAll, invoiceIn, sessionIn } from '#features/payments/testing.ts'
import { artwork } from '#features/proofs/testing.ts'
import { stripe } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { answer, brakes, columns, linkOf, makeEstimate, makeSent, sendIt, threeWays } from './testing.ts'

const day = 86_400_000

describe('an estimate at the desk', () => {
  test('keeps tiers, add-ons, discount, deposit and tax as typed', async () => {
    const { shop, desk, id, record } = await makeEstimate({
      lines: brakes.map((line) => ({ ...line, tax: '8.25' })),
      fields: { wholeDiscount: '10%', deposit: '25%', note: 'See you Monday' },
    })
    expect(
      await shop.rows(
        'SELECT number, discount_ppm, discount_minor, deposit_ppm, deposit_minor, valid_until_on, sent_at, note FROM estimates WHERE id = ?',
        id,
      ),
    ).toEqual([[null, 100_000, 0, 250_000, 0, '2030-04-30', null, 'See you Monday']])
    expect(
      await shop.rows('SELECT name, unit_price_minor, tax_ppm, tier_key, is_optional FROM estimate_lines ORDER BY position'),
    ).toEqual([
      ['Road test', 8_000, 82_500, null, 0],
      ['Front pads', 110_000, 82_500, 'a', 0],
      ['New rotors and pads', 166_000, 82_500, 'bc', 0],
      ['Front shocks', 122_000, 82_500, 'c', 0],
      ['Alignment', 14_900, 82_500, null, 1],
      ['Inspection', 9_500, 82_500, null, 1],
    ])
    const page = await desk.get(record)
    expect(page.text).toContain('Draft estimate')
    // (80 + 1100) less 10 %, with 8.25 % tax.
    expect(page.text).toContain('$1,149.62 in all')
  })

  test('comes back with a sentence beside each wrong field and what was typed', async () => {
    const { shop, desk } = await makeEstimate()
    const page = await desk.post(`${shop.desk}/estimates`, {
      ...{ customer: '', title: '', ways: '2', wholeDiscount: '200%', deposit: 'much', validUntilOn: '2030-02-31' },
      ...columns([{ name: 'Shocks', price: 'abc', part: 'c' }]),
    })
    expect(page.status).toBe(422)
    for (const sentence of [
      ...['Choose a customer', 'Give it a name the customer will recognise', 'Type a price, like 18.40'],
      ...[
        'Type a percentage, like 25%, or an amount',
        'This way is not offered. Choose where the line belongs',
        'Choose a day, or leave it empty',
      ],
    ])
      expect(page.text).toContain(sentence)
    expect(page.text).toContain('value="200%"')
  })

  test('is not sent while a way has nothing in it, its day is over, or nobody may answer it', async () => {
    const empty = await makeEstimate({ lines: brakes.filter(({ part }) => part !== 'a').slice(1) })
    const why = await sendIt(empty).catch(() => undefined)
    expect(why).toBeUndefined()
    expect((await empty.desk.get(empty.record)).text).toContain('Nothing is part of “Good” yet')
    expect((await empty.desk.post(`${empty.record}/sending`, { version: '1' })).status).toBe(409)
    const late = await makeEstimate({ fields: { validUntilOn: '2030-04-08' } })
    expect((await late.desk.post(`${late.record}/sending`, { version: '1' })).status).toBe(409)
    const blind = await makeEstimate({ who: { seesPrices: false } })
    const refused = await sendIt(blind)
    expect([refused.status, refused.text.includes('Give a contact those rights')]).toEqual([409, true])
    expect((await sendIt(blind, { isQuiet: 'on' })).status).toBe(303)
  })

  test('offers no tax to a customer who pays none', async () => {
    const scene = await makeEstimate({ lines: [{ name: 'Front pads', price: '100', tax: '10' }], fields: { ways: '0' } })
    await scene.shop.rows(`UPDATE customers SET tax_exemption = 'Resale 88'`)
    expect((await scene.desk.get(scene.record)).text).toContain('This customer pays no tax (Resale 88)')
    await sendIt(scene)
    const { text } = await (await scene.shop.signedIn(scene.contact)).get(scene.page)
    expect(text).toContain('$100.00')
    expect(text).not.toContain('$110.00')
  })

  test('is not sent in a currency that the shop no longer uses', async () => {
    const scene = await makeEstimate()
    await scene.shop.rows(`UPDATE profile SET currency = 'JPY'`)
    const refused = await sendIt(scene)
    expect([refused.status, refused.text.includes('currency changed since')]).toEqual([409, true])
  })

  test('is numbered when it is sent first, without a gap, and never changes the number', async () => {
    const one = await makeSent()
    const { shop, desk } = one
    const made = await desk.post(`${shop.desk}/estimates`, {
      customer: one.contact.customerId,
      title: 'Second',
      ...columns(brakes.slice(0, 1)),
    })
    const second = made.location.replace(/\?.*/, '')
    await desk.submit(await desk.get(second), `${second}/sending`)
    await desk.submit(await desk.get(`${one.record}/edit`), new RegExp(`${one.id}$`), { title: 'Brakes, again' })
    await sendIt(one)
    expect(await shop.rows('SELECT number, edition FROM estimates ORDER BY number')).toEqual([
      ['1001', 2],
      ['1002', 1],
    ])
  })

  test('can be copied, kept as a template and started from it, with line keys of its own', async () => {
    const { shop, desk, record } = await makeSent()
    const copied = await desk.submit(await desk.get(record), `${record}/copies`)
    expect(copied.status).toBe(303)
    await desk.submit(await desk.get(record), `${record}/templates`, { templateName: 'Brakes' })
    const keys = (await shop.rows('SELECT line_key FROM estimate_lines')).flat()
    expect(new Set(keys).size).toBe(3 * brakes.length)
    const list = await desk.get(`${shop.desk}/estimates`)
    const from = /\/estimates\/new\?from=est_\w+/.exec(list.text)?.[0] ?? ''
    const form = await desk.get(shop.desk + from)
    expect(form.text).toContain('value="New rotors and pads"')
    const template = from.slice(-36)
    expect((await desk.submit(list, new RegExp(`${template}/templates/removal$`))).status).toBe(303)
    expect((await desk.get(`${shop.desk}/estimates`)).text).not.toContain('?from=')
  })

  test('two who change it at once: the second is told, and nothing of the first is lost', async () => {
    const { desk, record, id } = await makeEstimate()
    const form = await desk.get(`${record}/edit`)
    await desk.submit(form, new RegExp(`${id}$`), { title: 'First' })
    const late = await desk.submit(await Promise.resolve(form), new RegExp(`${id}$`), { title: 'Second', command: '' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Somebody changed this while you were typing')
    expect((await desk.get(record)).text).toContain('First')
  })
})

describe('photos of an estimate', () => {
  test('are picked on a page that brings the script of its picker', async () => {
    const { desk, record } = await makeEstimate()
    const page = await desk.get(record)
    expect(page.text).toContain('data-picker="photo[]"')
    expect(page.text).toMatch(/<script[^>]* src="[^"]*\/files[-.][^"]*"/)
  })

  test('go out with the next edition, and the link that opens it opens them', async () => {
    const scene = await makeSent()
    const { shop, desk, record } = scene
    const photo = await artwork(shop, 'rotor.png')
    expect((await desk.submit(await desk.get(record), /photos$/, { 'photo[]': photo, caption: 'Worn rotor' })).status).toBe(303)
    const visitor = shop.visitor()
    const link = await linkOf(scene)
    expect((await visitor.get(link)).text).not.toContain('Worn rotor')
    await sendIt(scene)
    const page = await visitor.get(link)
    expect(page.text).toContain('Photo: Worn rotor')
    expect(page.text).toContain('Since the one before: other photos.')
    const [address = ''] = /\/view\/estimate\/[^"]+\/files\/fil_\w+/.exec(page.text) ?? []
    expect((await visitor.fetch(address)).status).toBe(200)
    const stranger = await makeSent()
    const other = (await linkOf(stranger)) + address.slice(address.indexOf('/files/'))
    expect((await stranger.shop.visitor().fetch(other)).status).toBe(404)
  })

  test('come along into a copy for the same customer, and never into a template', async () => {
    const { shop, desk, record } = await makeEstimate()
    const photo = await artwork(shop, 'rotor.png')
    await desk.submit(await desk.get(record), /photos$/, { 'photo[]': photo, caption: 'Worn rotor' })
    const copied = await desk.submit(await desk.get(record), /copies$/)
    expect((await desk.get(copied.location)).text).toContain('Worn rotor')
    await desk.submit(await desk.get(record), /templates$/, { templateName: 'Rotors' })
    expect(await shop.rows('SELECT count(*) FROM estimate_files')).toEqual([[2]])
  })

  test('are photos: anything else is refused with the reason', async () => {
    const { shop, desk, record } = await makeEstimate()
    const file = await artwork(shop, 'order.pdf', { type: 'application/pdf' })
    const refused = await desk.submit(await desk.get(record), /photos$/, { 'photo[]': file })
    expect([refused.status, refused.text.includes('Only photos can be shown here')]).toEqual([409, true])
    expect((await desk.submit(await desk.get(record), /photos$/, {})).status).toBe(422)
  })
})

describe('a copy that takes the place of the one before', () => {
  test('does so once it is sent, and not before', async () => {
    const old = await makeSent()
    const { customer, page, desk, record } = old
    const link = await linkOf(old)
    const copied = await desk.submit(await desk.get(record), /copies$/, { replaces: 'on' })
    const copy = copied.location.replace(/\?.*/, '')
    expect((await customer.get(page)).text).toContain('Approve this estimate')
    const form = await customer.get(page)
    await desk.submit(await desk.get(copy), /sending$/)
    expect((await customer.get(page)).text).toContain('Another estimate took the place of this one')
    const late = await customer.submit(form, /answer$/, { answer: 'approved', tier: 'a', signedName: 'Joanne Mercer' })
    expect(late.status).toBe(409)
    const undecided = await customer.submit(form, /answer$/, { answer: 'approved', tier: '', signedName: 'Joanne Mercer' })
    expect(undecided.status).toBe(409)
    const [replaced, ours] = [await customer.get(page), await desk.get(record)]
    expect(ours.text).toContain('Replaced')
    const id = copy.split('/').at(-1)
    expect(replaced.text).toContain(`href="${old.shop.base}/estimates/${id}"`)
    expect(ours.text).toContain(`href="${old.shop.desk}/estimates/${id}"`)
    expect((await old.shop.visitor().get(link)).text).toContain(`/estimates/${id}"`)
  })
})

describe('the customer', () => {
  test('opens the mailed link without signing in, chooses a tier and an add-on, signs, and the price is what they chose', async () => {
    const scene = await makeSent({ fields: { wholeDiscount: '10%' }, lines: brakes.map((line) => ({ ...line, tax: '10' })) })
    const visitor = scene.shop.visitor()
    const link = await linkOf(scene)
    const page = await visitor.get(link)
    expect([page.status, page.text.includes('Brakes and suspension'), page.text.includes('$1,740.00')]).toEqual([200, true, true])
    expect((await answer(visitor, link)).status).toBe(303)
    // (80 + 1660 + 149) less 10 % is 1700.10 before tax.
    const [[body] = []] = await scene.shop.rows('SELECT body FROM approvals')
    const record = JSON.parse(String(body))
    expect(record).toMatchObject({ kind: 'estimate', outcome: 'approved', approvedMinor: 170_010, door: 'link' })
    expect(record.decisions.map(({ amountMinor }: { amountMinor: number }) => amountMinor)).toEqual([8_000, 166_000, 14_900])
    const after = await visitor.get(link)
    expect(after.text).toContain('Joanne Mercer approved this estimate')
    expect(after.text).toContain('$1,870.11 in all')
  })

  test('sees the price of a choice without JavaScript before deciding anything', async () => {
    const { customer, page, shop } = await makeSent({ fields: { deposit: '25%' } })
    const shown = await answer(customer, page, { answer: 'price', signedName: '' })
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('$1,889.00')
    expect(shown.text).toContain('$472.25')
    expect(shown.text).toMatch(/<input[^>]*name="tier" value="b"[^>]*checked/)
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[0]])
  })

  test('is told beside the field what a yes lacks, with what was typed kept', async () => {
    const { customer, page, shop } = await makeSent()
    const wrong = await answer(customer, page, { tier: '', signedName: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Choose one of the ways first')
    expect(wrong.text).toContain('Sign to approve: type your full name or draw your signature')
    expect(wrong.text).toMatch(/<input[^>]*name="addOns\[\]"[^>]*checked/)
    expect(await shop.rows('SELECT count(*) FROM jobs')).toEqual([[0]])
  })

  test('declines with a reason, and the shop reads it', async () => {
    const { customer, page, desk, record, shop } = await makeSent()
    const said = await customer.submit(await customer.get(page), /answer$/, { answer: 'declined', note: 'Sold the truck' })
    expect(said.status).toBe(303)
    expect((await customer.get(page)).text).toContain('This estimate was declined')
    expect((await desk.get(record)).text).toContain('Sold the truck')
    expect(await shop.rows('SELECT state FROM approval_requests')).toEqual([['declined']])
    expect(await shop.rows('SELECT count(*) FROM jobs')).toEqual([[0]])
  })

  test('asks a question without deciding, the shop is mailed, and its answer comes to the page and by mail', async () => {
    const scene = await makeSent()
    const { customer, page, desk, record, shop, contact } = scene
    const asked = await customer.submit(await customer.get(page), /messages$/, { body: 'Are the rotors original parts?' })
    expect(asked.status).toBe(303)
    setClock(start + 300_000)
    const [toShop] = await shop.mailsTo(shop.ownerEmail)
    expect(toShop?.Subject).toContain('asks about the estimate')
    expect(toShop?.Text).toContain('Are the rotors original parts?')
    await desk.submit(await desk.get(record), /messages$/, { body: 'Yes, from the maker.' })
    setClock(start + 600_000)
    const [toThem] = await shop.mailsTo(contact.email ?? '')
    expect(toThem?.Text).toContain('Yes, from the maker.')
    expect((await customer.get(page)).text).toContain('Yes, from the maker.')
    expect(await shop.rows('SELECT state FROM approval_requests')).toEqual([['open']])
  })

  test('as staff preview them have no empty place for questions, and those that were asked', async () => {
    const { shop, desk, customer, contact, page, id } = await makeSent()
    const preview = `${shop.desk}/preview/${contact.contactId}/estimates/${id}`
    expect((await desk.get(preview)).text).not.toContain('id="questions"')
    await customer.submit(await customer.get(page), /messages$/, { body: 'Are the rotors original parts?' })
    expect((await desk.get(preview)).text).toContain('Are the rotors original parts?')
  })

  test('cannot approve what expired, was taken back, or was changed since; nor twice otherwise', async () => {
    const expired = await makeSent()
    const form = await expired.customer.get(expired.page)
    setClock(start + 22 * day)
    const late = await expired.customer.submit(form, /answer$/, { answer: 'approved', tier: 'a', signedName: 'Joanne Mercer' })
    expect([late.status, late.text.includes('The prices held until Tue, Apr 30. They may have changed since')]).toEqual([
      409,
      true,
    ])
    expect((await expired.customer.get(expired.page)).text).toContain('The prices held until Tue, Apr 30')

    const gone = await makeSent()
    await gone.desk.submit(await gone.desk.get(gone.record), /withdrawal$/)
    expect((await gone.customer.get(gone.page)).text).toContain('The shop took this estimate back')

    const twice = await makeSent()
    const first = await twice.customer.get(twice.page)
    expect((await answer(twice.customer, twice.page)).status).toBe(303)
    const other = await twice.customer.submit(first, /answer$/, {
      answer: 'approved',
      tier: 'c',
      signedName: 'Joanne Mercer',
      command: '',
    })
    expect(other.status).toBe(409)
    expect(await twice.shop.rows('SELECT count(*) FROM jobs')).toEqual([[1]])
  })

  test('an edit after sending is a new edition under the same link, which marks what changed', async () => {
    const scene = await makeSent()
    const link = await linkOf(scene)
    const visitor = scene.shop.visitor()
    const old = await visitor.get(link)
    const form = await scene.desk.get(`${scene.record}/edit`)
    const keys = (await scene.shop.rows('SELECT line_key FROM estimate_lines ORDER BY position')).flat().map(String)
    const lines = brakes.map((line) => (line.name === 'Front shocks' ? { ...line, price: '990' } : line)).slice(1)
    await scene.desk.submit(form, new RegExp(`${scene.id}$`), {
      ...threeWays,
      ...columns([...lines, { name: 'Kingpins', price: '300', part: 'c' }]),
      'key[]': [...keys.slice(1), ''],
    })
    expect((await visitor.get(link)).text).toContain('We are working on a new version')
    await sendIt(scene)
    const page = await visitor.get(link)
    expect(page.text).toContain('This is version 2')
    expect(page.text).toContain('1 line added, 1 price changed, 1 line removed')
    expect(page.text).toContain('No longer part of it: Road test')
    expect(page.text).toMatch(/Kingpins <span class="tag">New<\/span>/)
    expect(page.text).toMatch(/<details[^>]*>(?=<summary>What Good)/)
    expect(page.text).toMatch(/<details[^>]* open[^>]*>(?=<summary>What Best)/)
    const stale = await visitor.submit(old, /answer$/, { answer: 'approved', tier: 'a', signedName: 'Joanne Mercer' })
    expect([stale.status, stale.text.includes('newer version')]).toEqual([409, true])
  })

  test('sent once more as it was is told so, and not that it changed', async () => {
    const scene = await makeSent()
    const link = await linkOf(scene)
    await sendIt(scene)
    expect((await scene.shop.visitor().get(link)).text).toContain('Nothing in it changed since the one before.')
    const [mail] = await scene.shop.mailsTo(scene.contact.email ?? '')
    expect(mail?.Subject).not.toContain('has changed')
    expect(mail?.Text).toContain('Nothing in it changed.')
  })

  test('is told at home while it can be answered, and by nobody who sees no prices', async () => {
    const { shop, customer, contact, id } = await makeSent()
    expect((await customer.get(shop.base)).text).toContain(`/estimates/${id}`)
    expect((await customer.get(shop.base)).text).toContain('One thing needs you')
    const blind = await shop.signedIn(await shop.customer({ customerId: contact.customerId, seesPrices: false, canPay: false }))
    expect((await blind.get(shop.base)).text).toContain('Nothing needs you')
    setClock(start + 23 * day)
    expect((await customer.get(shop.base)).text).toContain('Nothing needs you')
  })

  test('who may not approve, or sees no prices, neither answers nor is asked', async () => {
    const { shop, page, contact } = await makeSent()
    const payer = await shop.signedIn(await shop.customer({ customerId: contact.customerId, canApprove: false }))
    const looking = await payer.get(page)
    expect(looking.text).toContain('answers this. Nothing is asked of you.')
    expect(looking.text).not.toContain('name="answer" value="approved"')
    expect((await payer.post(`${page}/answer`, { answer: 'approved', tier: 'a', edition: '1', signedName: 'Pat' })).status).toBe(
      403,
    )
    const blind = await shop.signedIn(await shop.customer({ customerId: contact.customerId, seesPrices: false, canPay: false }))
    expect((await blind.get(page)).status).toBe(404)
    const other = await shop.signedIn(await shop.customer())
    expect((await other.get(page)).status).toBe(404)
  })
})

describe('an approved estimate', () => {
  test('becomes a job once, with its chosen lines under their own keys, approved, its discount and its advisor', async () => {
    const scene = await makeSent({ fields: { wholeDiscount: '50' } })
    const { shop, customer, page, desk } = scene
    await Promise.all([answer(customer, page), answer(customer, page), answer(customer, page)])
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[1]])
    expect(await shop.rows('SELECT title, discount_minor, advisor_id, estimate_id FROM jobs')).toEqual([
      ['Brakes and suspension', 5_000, desk.staffId, scene.id],
    ])
    expect(
      await shop.rows(`SELECT j.name, d.answer FROM job_lines j JOIN estimate_lines e ON e.line_key = j.line_key
        JOIN decisions d ON d.part_key = j.line_key JOIN approval_requests r ON r.id = d.request_id AND r.kind = 'work' ORDER BY j.position`),
    ).toEqual([
      ['Road test', 'approved'],
      ['New rotors and pads', 'approved'],
      ['Alignment', 'approved'],
    ])
    const [[job] = []] = await shop.rows('SELECT id FROM jobs')
    expect((await desk.get(`${shop.desk}/jobs/${job}/edit`)).text).toContain('data-off="50.00"')
    expect((await desk.post(`${shop.desk}/jobs/${job}/invoices`)).location).toContain('/invoices/inv_')
    expect((await customer.get(page)).text).toContain(`/jobs/${job}`)
  })

  test('stands on its job with the price, the name and the record of its yes', async () => {
    const { shop, customer, page, desk, record } = await makeSent({ fields: { wholeDiscount: '50' } })
    await answer(customer, page)
    const [[job] = []] = await shop.rows('SELECT id FROM jobs')
    for (const [reader, base] of [[desk, shop.desk] as const, [customer, shop.base] as const]) {
      const { text } = await reader.get(`${base}/jobs/${job}`)
      const rows = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
      expect(rows).toContain('Discount −$50.00')
      expect(rows).toContain('Total $1,839.00')
      expect(rows).toContain('Approved by Joanne Mercer: the estimate for Brakes and suspension')
      expect(rows).toContain('Came with the approved estimate: the lines of Brakes and suspension')
      expect(rows).not.toMatch(/Version 1 sent: the lines|Approval of the lines Sent/)
    }
    const { text } = await desk.get(`${shop.desk}/jobs/${job}`)
    expect(text).toContain('by Joanne Mercer')
    expect(text).not.toContain('data was erased')
    expect(text).toContain(`href="${record}"`)
    expect((await desk.get(`${shop.desk}/estimates`)).text).toContain('$1,839.00')
    expect((await desk.get(record)).text).toContain('Chosen: New rotors and pads, Alignment.')
    expect((await desk.get(record)).text).toContain('<dd>$50.00</dd>')
  })

  test('leads straight to paying the deposit, which is marked paid by Stripe’s word alone', async () => {
    const scene = await makeSent({ isPayable: true, fields: { deposit: '25%' } })
    const { shop, customer, page, desk, record } = scene
    const led = await answer(customer, page)
    expect(led.location).toContain('/c/pay/')
    const back = await customer.get(`${page}?paid=1`)
    expect(back.text).toContain('We are waiting for the bank’s word on your deposit')
    await stripe.pay(sessionIn(led.location))
    const [[account] = []] = await shop.rows('SELECT stripe_account FROM profile')
    await deliverAll(String(account))
    expect((await customer.get(page)).text).toContain('Deposit of $472.25 paid')
    expect((await desk.get(record)).text).toContain('Deposit of $472.25 paid')
    expect(await shop.rows(`SELECT kind, amount_minor FROM ledger`)).toEqual([['deposit', -47_225]])
    const again = await customer.post(`${page}/deposit`, {})
    expect(again.location).toBe(page)
  })

  test('whose deposit was not paid before its work was billed asks for it no more', async () => {
    const { shop, desk, customer, page, record } = await makeSent({ isPayable: true, fields: { deposit: '100' } })
    await answer(customer, page)
    const before = await customer.get(page)
    const [[job] = []] = await shop.rows('SELECT id FROM jobs')
    const { location } = await desk.post(`${shop.desk}/jobs/${job}/invoices`)
    await act(shop, desk, invoiceIn(location), 'sending')
    await act(shop, desk, invoiceIn(location), 'payments', { amount: '1889', method: 'cash' })
    expect((await books(shop, invoiceIn(location))).balance).toBe(0)
    expect((await customer.submit(before, /deposit$/)).location).toBe(page)
    const after = await customer.get(page)
    expect(after.text).toContain('What is left to pay stands on the invoice')
    expect(after.text).not.toContain('Deposit to pay')
    expect((await desk.get(record)).text).toContain('is asked for by that alone')
  })

  test('whose deposit stands open at Stripe when its work is billed cannot be paid there any more', async () => {
    const { shop, desk, customer, page } = await makeSent({ isPayable: true, fields: { deposit: '100' } })
    const session = sessionIn((await answer(customer, page)).location)
    const [[job] = []] = await shop.rows('SELECT id FROM jobs')
    const invoice = invoiceIn((await desk.post(`${shop.desk}/jobs/${job}/invoices`)).location)
    await act(shop, desk, invoice, 'sending')
    expect(await shop.rows('SELECT state FROM payments')).toEqual([['expired']])
    await expect(stripe.pay(session)).rejects.toThrow()
    expect((await books(shop, invoice)).balance).toBe(188_900)
  })

  test('whose deposit is paid in the moment its work is billed is not billed before it counts', async () => {
    const { shop, desk, customer, page } = await makeSent({ isPayable: true, fields: { deposit: '100' } })
    await stripe.pay(sessionIn((await answer(customer, page)).location))
    const [[job] = []] = await shop.rows('SELECT id FROM jobs')
    const invoice = invoiceIn((await desk.post(`${shop.desk}/jobs/${job}/invoices`)).location)
    const record = await desk.get(`${shop.desk}/invoices/${invoice}`)
    expect((await desk.submit(record, /sending$/)).status).toBe(409)
    const [[account] = []] = await shop.rows('SELECT stripe_account FROM profile')
    await deliverAll(String(account))
    await act(shop, desk, invoice, 'sending')
    expect((await books(shop, invoice)).balance).toBe(178_900)
  })

  test('whose deposit was not paid at once shows what is left to pay, with its button', async () => {
    const { customer, page } = await makeSent({ isPayable: true, fields: { deposit: '100' } })
    await answer(customer, page)
    const later = await customer.get(page)
    expect(later.text).toContain('Deposit to pay: $100.00')
    expect((await customer.submit(later, /deposit$/)).location).toContain('/c/pay/')
  })

  test('cannot be changed, sent again, taken back or discarded', async () => {
    const { customer, page, desk, record, id } = await makeSent()
    const edit = await desk.get(`${record}/edit`)
    await answer(customer, page)
    expect((await desk.submit(edit, new RegExp(`${id}$`), { title: 'Other' })).status).toBe(409)
    expect((await desk.post(`${record}/discarding`, { version: '3' })).status).toBe(409)
    for (const act of ['sending', 'withdrawal'])
      expect((await desk.post(`${record}/${act}`, { version: '3' })).text, act).toContain('so it stays as it is')
  })
})
