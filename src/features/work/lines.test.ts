import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { answer, brakes, editLines, keysOf, linesPage, mailedLink, makeWork, sendLines } from './testing.ts'

const stateOf = async ({ shop }: { shop: { rows(query: string): Promise<unknown[][]> } }) =>
  (await shop.rows('SELECT state, edition, open_parts, is_edited FROM approval_requests'))[0]
const all = {
  Front: 'approved',
  'Brake fluid': 'approved',
  Oil: 'approved',
  'Tie-rod': 'approved',
  Cabin: 'declined',
} as const

describe('4.5 sending a work order', () => {
  it('mails each approver a link straight to its lines, and nobody else', async () => {
    const scene = await makeWork()
    const { shop, contact } = scene
    const second = await shop.customer({ customerId: contact.customerId, name: 'Pat Mercer' })
    const looker = await shop.customer({ customerId: contact.customerId, name: 'Lee', canApprove: false })
    expect((await sendLines(scene)).status).toBe(303)
    const path = await mailedLink(scene)
    const page = await shop.visitor().get(path)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Five lines need your answer')
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Subject).toBe('Unit 14, brakes: 5 lines to approve')
    expect((await shop.mailsTo(second.email ?? '')).length).toBe(1)
    expect(await shop.mailsTo(looker.email ?? '')).toEqual([])
    expect((await shop.visitor().get(path.replace(/\/lines$/, ''))).text).toContain('Five lines need your answer')
  })

  it('lets each line be approved or declined with a comment, and the record holds them all', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const keyOf = await keysOf(scene)
    const why = { [`why-${keyOf('Cabin')}`]: 'Next service is fine', poNumber: 'PO-77' }
    expect((await answer(scene, browser, all, why)).status).toBe(303)
    expect(await stateOf(scene)).toEqual(['approved', 1, 0, 0])
    const [[body, payload] = []] = await scene.shop.rows(
      'SELECT a.body, p.payload FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id',
    )
    const record = JSON.parse(String(body))
    expect(record).toMatchObject({ outcome: 'mixed', approvedMinor: 98_000, poNumber: 'PO-77', door: 'portal' })
    expect(record.decisions).toHaveLength(5)
    expect(JSON.parse(String(payload)).comments).toEqual({ [keyOf('Cabin')]: 'Next service is fine' })
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('4 lines approved, 1 declined')
    expect(page.text).toContain('You said “Next service is fine”')
  })

  it('through the mailed link is recorded as made through the link', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const path = await mailedLink(scene)
    const visitor = scene.shop.visitor()
    const keyOf = await keysOf(scene)
    const page = await visitor.get(path)
    const sent = await visitor.submit(page, `${path}/answer`, { [`answer-${keyOf('Front')}`]: 'approved' })
    expect(sent.status).toBe(303)
    expect((await visitor.get(sent.location)).text).toContain('Four lines need your answer')
    const [[body] = []] = await scene.shop.rows('SELECT body FROM approvals')
    expect(JSON.parse(String(body))).toMatchObject({ door: 'link', proof: { method: 'mailed_link' } })
  })

  it('needs a line, and somebody who may approve or a sending without mail', async () => {
    const scene = await makeWork(brakes, { canApprove: false })
    const refused = await sendLines(scene)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Nobody at this customer may approve by email')
    expect((await sendLines(scene, { isQuiet: 'on' })).status).toBe(303)
    expect(await scene.shop.rows(`SELECT count(*) FROM outbox WHERE kind = 'work.sent'`)).toEqual([[0]])
    expect(await stateOf(scene)).toEqual(['open', 1, 5, 0])
  })

  it('asks for an answer by a time on the shop’s own wall, and not by one that has passed', async () => {
    const scene = await makeWork()
    const late = await sendLines(scene, { answerOn: '2030-04-09', answerAt: '09:00' })
    expect(late.status).toBe(422)
    expect(late.text).toContain('still to come')
    await sendLines(scene, { answerOn: '2030-04-12', answerAt: '15:00' })
    const page = await (await scene.shop.signedIn(scene.contact)).get(linesPage(scene))
    expect(page.text).toContain('Answer by Fri, Apr 12, 3:00 pm.')
  })

  it('of lines that were changed since the form was made is refused', async () => {
    const scene = await makeWork()
    const { shop, desk, job } = scene
    const form = await desk.get(`${shop.desk}/jobs/${job}`)
    await editLines(scene, (lines) => lines.slice(1))
    expect((await desk.submit(form, `${shop.desk}/jobs/${job}/lines/sending`)).status).toBe(409)
    expect(await stateOf(scene)).toBeUndefined()
  })
})

describe('4.6 an approval', () => {
  it('changes the job at once', async () => {
    const scene = await makeWork()
    const stage = async () => (await scene.shop.rows('SELECT s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id'))[0]?.[0]
    await sendLines(scene)
    expect(await stage()).toBe('awaiting_approval')
    await answer(scene, await scene.shop.signedIn(scene.contact), all)
    expect(await stage()).toBe('approved')
    const desk = await scene.desk.get(`${scene.shop.desk}/jobs/${scene.job}`)
    expect(desk.text).toContain('4 lines approved, 1 declined')
  })
})

describe('4.7 editing after sending', () => {
  it('needs a new send; unchanged lines keep their approval and only the difference is asked', async () => {
    const scene = await makeWork()
    const { shop, desk, job } = scene
    await sendLines(scene)
    const browser = await shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    await editLines(scene, (lines) => [
      ...lines.map((line) => (line.name.startsWith('Tie') ? { ...line, price: '380', detail: 'The left one is seized.' } : line)),
      { name: 'Left rear wheel-speed sensor', price: '140', parts: '86', labor: '0.5' },
    ])
    expect(await stateOf(scene)).toEqual(['approved', 1, 0, 1])
    const before = await desk.get(`${shop.desk}/jobs/${job}`)
    expect(before.text).toContain('Changed since you sent it: send again')
    expect(before.text).toContain('1 line added, 1 price changed')
    expect((await browser.get(linesPage(scene))).text).toContain('The shop is changing this')

    await sendLines(scene)
    expect(await stateOf(scene)).toEqual(['open', 2, 2, 0])
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('Two lines need your answer')
    expect(page.text).toContain('Changed since you answered on Tue, Apr 9')
    const text = page.text.replace(/<[^>]+>/g, '')
    expect(text).toContain('+$166.00')
    expect(text).toContain('$980.00 → $1,146.00: 1 line added, 1 price changed')
    expect(text).toMatch(/was \$354\.00\$380\.00/)
    expect(text).toContain('Parts $86.00, labor 0.5 h')
    expect([...page.text.matchAll(/type="radio"/g)]).toHaveLength(4)
    const mails = await shop.mailsTo(scene.contact.email ?? '')
    const again = mails.find(({ Text }) => Text.includes('changed since you answered'))?.Text.replace(/\s+/g, ' ')
    expect(again).toContain('1 line added, 1 price changed, +$166.00, $980.00 → $1,146.00')
  })

  it('counts declined lines in neither figure at the desk, unless they are offered anew', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    await answer(scene, await scene.shop.signedIn(scene.contact), all)
    const shown = async () => (await scene.desk.get(`${scene.shop.desk}/jobs/${scene.job}`)).text
    await editLines(scene, (lines) => [...lines, { name: 'Brake hose', price: '40' }])
    expect(await shown()).toContain('1 line added, $980.00 → $1,020.00')
    await editLines(scene, (lines) => lines.map((line) => (line.name.startsWith('Cabin') ? { ...line, price: '50' } : line)))
    expect(await shown()).toContain('1 line added, 1 price changed, $980.00 → $1,070.00')
  })

  it('a word changed in a line is asked again as changed, an order changed is not', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    await editLines(scene, (lines) => lines.toReversed())
    expect(await stateOf(scene)).toEqual(['approved', 1, 0, 0])
    await editLines(scene, (lines) => lines.map((line, i) => (i === 1 ? { ...line, name: 'Tie-rod ends and alignment' } : line)))
    await sendLines(scene)
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('One line needs your answer')
    expect(page.text).toContain('<span class="tag">Changed</span>')
  })

  it('a line that is gone is told, and taking lines away asks nothing', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    await editLines(scene, (lines) => lines.filter(({ name }) => !name.startsWith('Oil')))
    await sendLines(scene)
    expect(await stateOf(scene)).toEqual(['approved', 2, 0, 0])
    await editLines(scene, (lines) => [...lines.slice(1), { name: 'Brake hose', price: '40' }])
    await sendLines(scene)
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('1 line added, 2 lines removed')
    expect(page.text).toContain('No longer part of it: Front brake pads and rotors, Oil and filter service.')
  })
})

describe('a line that was changed after its answer and not sent again', () => {
  it('is shown as approved to nobody, and goes into no invoice', async () => {
    const scene = await makeWork()
    const { shop, desk, job } = scene
    await sendLines(scene)
    const browser = await shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    await editLines(scene, (lines) => lines.map((line) => (line.name.startsWith('Front') ? { ...line, price: '999' } : line)))
    const page = `${shop.desk}/jobs/${job}`
    for (const { text } of [await browser.get(`${shop.base}/jobs/${job}`), await desk.get(page)]) {
      const shown = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
      expect(shown).toMatch(/Front brake pads and rotors Changed since it was approved/)
      expect(shown).toMatch(/Tie-rod ends, both Approved/)
    }
    const refused = await desk.submit(await desk.get(page), `${page}/invoices`)
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('has not answered the lines as they are now')])
    await sendLines(scene, { isQuiet: 'on' })
    expect((await desk.submit(await desk.get(page), `${page}/invoices`)).status).toBe(409)
    await answer(scene, browser, { Front: 'approved' })
    expect((await desk.submit(await desk.get(page), `${page}/invoices`)).status).toBe(303)
  })
})

describe('lines sent again though all were answered', () => {
  it('ask nobody and are not sent, whatever the note says; what was taken away is told as kept', async () => {
    const scene = await makeWork()
    const { shop, desk, job } = scene
    await sendLines(scene)
    await answer(scene, await shop.signedIn(scene.contact), all)
    const again = await sendLines(scene, { note: 'Please look once more' })
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('What was declined stays on file')])
    await editLines(scene, (lines) => lines.filter(({ name }) => !name.startsWith('Oil')))
    const kept = await sendLines(scene)
    expect((await desk.get(kept.location)).text).toContain('Every answer stands, so nobody is asked again.')
    expect(kept.location).toContain(`/jobs/${job}?did=linesKept`)
  })
})

describe('work that was closed', () => {
  it('asks nothing: not on its page, not in the sitting, and takes no answer', async () => {
    const scene = await makeWork()
    const { shop, job } = scene
    await sendLines(scene)
    const browser = await shop.signedIn(scene.contact)
    const cancelled = shop.statuses.find(({ stage }) => stage === 'cancelled')?.id
    await shop.rows('UPDATE jobs SET is_closed = 1, status_id = ?', cancelled)
    expect((await browser.get(`${shop.base}/lines`)).text).toContain('Nothing needs your answer')
    expect((await browser.get(`${shop.base}/jobs/${job}`)).text).not.toContain('need your answer')
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('This work is closed: there is nothing to answer')
    expect(page.text).not.toContain('type="radio"')
    const said = { edition: '1', [`answer-${(await keysOf(scene))('Front')}`]: 'approved' }
    const late = await browser.post(`${linesPage(scene)}/answer`, said)
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('This work is closed')])
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[0]])
  })

  it('takes no answer that is on its way while it is cancelled', async () => {
    const scene = await makeWork()
    const { shop } = scene
    await sendLines(scene)
    const browser = await shop.signedIn(scene.contact)
    const page = await browser.get(linesPage(scene))
    const cancelled = shop.statuses.find(({ stage }) => stage === 'cancelled')?.id
    const said = { [`answer-${(await keysOf(scene))('Front')}`]: 'approved' }
    await libsql.meanwhile(shop.namespace, `UPDATE jobs SET is_closed = 1, status_id = '${cancelled}'`)
    expect((await browser.submit(page, `${linesPage(scene)}/answer`, said)).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[0]])
  })

  it('is asked about no more by the shop, nor put down', async () => {
    const scene = await makeWork()
    const { shop, desk, job } = scene
    await sendLines(scene)
    await shop.rows('UPDATE jobs SET is_closed = 1, status_id = ?', shop.statuses.find(({ stage }) => stage === 'done')?.id ?? '')
    const page = await desk.get(`${shop.desk}/jobs/${job}`)
    expect(page.text).not.toContain('Record an answer')
    const again = await desk.submit(page, `${shop.desk}/jobs/${job}/lines/sending`, { note: 'Once more' })
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('Move it back before you ask')])
  })

  it('once done, can still be followed by what was declined on it', async () => {
    const scene = await makeWork()
    const { shop } = scene
    await sendLines(scene)
    const browser = await shop.signedIn(scene.contact)
    await answer(scene, browser, { Front: 'approved', Cabin: 'declined' })
    const done = shop.statuses.find(({ stage }) => stage === 'done')?.id
    await shop.rows('UPDATE jobs SET is_closed = 1, status_id = ?', done)
    expect((await answer(scene, browser, { Oil: 'approved' })).status).toBe(409)
    expect((await answer(scene, browser, { Cabin: 'approved' })).status).toBe(303)
  })
})

describe('an answer to lines', () => {
  it('leaves the job where it is while a proof it needs is not approved', async () => {
    const scene = await makeWork()
    await scene.shop.rows(`UPDATE jobs SET needs = '["proof","work"]'`)
    await sendLines(scene)
    await answer(scene, await scene.shop.signedIn(scene.contact), all)
    const stage = 'SELECT s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id'
    expect(await scene.shop.rows(stage)).toEqual([['awaiting_approval']])
  })

  it('leaves the job where it is when the shop has changed the lines meanwhile', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    await editLines(scene, (lines) => lines.map((line) => (line.name.startsWith('Oil') ? { ...line, price: '97' } : line)))
    await answer(scene, await scene.shop.signedIn(scene.contact), all)
    const stage = 'SELECT s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id'
    expect(await scene.shop.rows(stage)).toEqual([['awaiting_approval']])
  })

  it('that is no to all puts the job on hold, whatever else a shop holds work for', async () => {
    const scene = await makeWork([{ name: 'Mud flaps', price: '90' }])
    await sendLines(scene)
    await answer(scene, await scene.shop.signedIn(scene.contact), { Mud: 'declined' })
    const status = 'SELECT s.name FROM jobs j JOIN statuses s ON s.id = j.status_id'
    expect(await scene.shop.rows(status)).toEqual([['On hold']])
  })

  it('gives the job the PO number it was approved under, and leaves one that it has', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await answer(scene, browser, { Front: 'approved' }, { poNumber: 'BP-1150' })
    await answer(scene, browser, { Oil: 'approved' }, { poNumber: 'BP-1151' })
    expect(await scene.shop.rows('SELECT po_number FROM jobs')).toEqual([['BP-1150']])
  })
})

describe('4.12 declined work', () => {
  it('stays on file, on the job and on the lines, and can be approved later', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    const job = await browser.get(`${scene.shop.base}/jobs/${scene.job}`)
    expect(job.text).toContain('One line you declined is kept on file')
    expect((await answer(scene, browser, { Cabin: 'approved' })).status).toBe(303)
    expect((await browser.get(linesPage(scene))).text).toContain('Everything is approved')
    expect(await scene.shop.rows('SELECT count(*) FROM approvals')).toEqual([[2]])
  })

  it('cannot be declined once more, and what was approved cannot be taken back', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    expect((await answer(scene, browser, { Cabin: 'declined' })).status).toBe(409)
    expect((await answer(scene, browser, { Front: 'declined' })).status).toBe(409)
    expect(await scene.shop.rows('SELECT count(*) FROM approvals')).toEqual([[1]])
  })
})

describe('some lines now and others later', () => {
  it('leaves the others open', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await answer(scene, browser, { Front: 'approved', Cabin: 'declined' })
    expect(await stateOf(scene)).toEqual(['open', 1, 3, 0])
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('Three lines need your answer')
    expect(page.text).not.toContain('Changed since')
  })

  it('needs at least one', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const page = await answer(scene, browser, {})
    expect(page.status).toBe(422)
    expect(page.text).toContain('Approve or decline at least one line')
  })
})

describe('3.4: the job’s page', () => {
  it('shows what was said to each line, and a total without what was declined, to both sides', async () => {
    const scene = await makeWork()
    const { shop, desk, job } = scene
    await sendLines(scene)
    const browser = await shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    for (const page of [await browser.get(`${shop.base}/jobs/${job}`), await desk.get(`${shop.desk}/jobs/${job}`)]) {
      const text = page.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
      expect(text).toMatch(/Cabin filter and wiper blades Declined/)
      expect(text).toMatch(/Tie-rod ends, both Approved/)
      expect(text).toMatch(/Total, without what was declined \$980\.00/)
    }
    const blind = await shop.customer({ customerId: scene.contact.customerId, name: 'Lee', seesPrices: false })
    expect((await (await shop.signedIn(blind)).get(`${shop.base}/jobs/${job}`)).text).toContain('Declined')
  })
})

describe('an invoice from the job', () => {
  it('leaves out what was declined, and has it once it was approved after all', async () => {
    const scene = await makeWork()
    const { shop, desk, job } = scene
    await sendLines(scene)
    const browser = await shop.signedIn(scene.contact)
    await answer(scene, browser, all)
    const billed = async () => {
      await desk.post(`${shop.desk}/jobs/${job}/invoices`)
      const names = await shop.rows('SELECT name FROM invoice_lines ORDER BY position')
      await shop.rows('DELETE FROM invoice_lines')
      await shop.rows('DELETE FROM invoices')
      return names.flat().map((name) => String(name).split(' ')[0])
    }
    expect(await billed()).toEqual(['Front', 'Brake', 'Oil', 'Tie-rod'])
    await answer(scene, browser, { Cabin: 'approved' })
    expect(await billed()).toEqual(['Front', 'Brake', 'Oil', 'Tie-rod', 'Cabin'])
  })
})

describe('a page with 200 lines', () => {
  it('is one round trip, and its answer one read and one write', async () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ name: `Line ${i} of it`, price: '10' }))
    const scene = await makeWork(many)
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await libsql.resetCounters(scene.shop.namespace)
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('200 lines need your answer')
    expect((await libsql.counters(scene.shop.namespace)).requests).toBe(1)
    const keyOf = await keysOf(scene)
    const fields = Object.fromEntries(many.map(({ name }) => [`answer-${keyOf(name)}`, 'approved']))
    await libsql.resetCounters(scene.shop.namespace)
    expect((await browser.submit(page, `${linesPage(scene)}/answer`, fields)).status).toBe(303)
    expect((await libsql.counters(scene.shop.namespace)).requests).toBe(2)
    expect(await stateOf(scene)).toEqual(['approved', 1, 0, 0])
  })
})
