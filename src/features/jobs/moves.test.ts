import { describe, expect, test } from 'vitest'
import { makeToken } from '#lib/token.ts'
import { type Browser, formsOf } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'

const statusOf = (shop: TestShop, stage: string) => shop.statuses.find((status) => status.stage === stage)?.id ?? ''
const labelOf = (shop: TestShop, stage: string) => shop.statuses.find((status) => status.stage === stage)?.label ?? ''

interface Scene {
  readonly shop: TestShop
  readonly staff: Browser & { readonly staffId: string }
  readonly contact: TestContact
  readonly customer: Browser
  readonly id: string
  /** Moves it by the form of its page. */
  move(stage: string): ReturnType<Browser['post']>
}

async function scene(): Promise<Scene> {
  const shop = await makeShop()
  const staff = await shop.staff()
  const contact = await shop.customer()
  const fields = {
    customer: contact.customerId,
    title: 'Spring crew polos',
    status: statusOf(shop, 'requested'),
    dueOn: '2030-04-24',
  }
  const made = await staff.post(`${shop.desk}/jobs`, fields)
  const id = /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  return {
    ...{ shop, staff, contact, customer: await shop.signedIn(contact), id },
    async move(stage) {
      const page = await staff.get(`${shop.desk}/jobs/${id}`)
      return staff.submit(page, /\/moves$/, { to: statusOf(shop, stage) })
    },
  }
}
const minutes = (n: number) => n * 60_000
/** The steps of the page's track, as "label state". */
const trackOn = (text: string) =>
  [
    ...(/<ol class="track">([\s\S]*?)<\/ol>/.exec(text)?.[1] ?? '').matchAll(
      /<li( class="(\w+)")?[^>]*>[\s\S]*?<b>([^<]*)<\/b>/g,
    ),
  ].map(([, , state = 'todo', label = '']) => `${label} ${state}`)

describe('moving a job', () => {
  test('moves the customer’s timeline, at once and with the time', async () => {
    const { shop, customer, id, move } = await scene()
    setClock(start + minutes(90))
    expect((await move('artwork')).location).toContain('did=moved')
    const page = await customer.get(`${shop.base}/jobs/${id}`)
    expect(trackOn(page.text).slice(0, 3)).toEqual(['Received done', 'Artwork now', 'In production todo'])
    expect(page.text).toContain('Tue, Apr 9, 12:30 pm')
    expect(page.text).toContain('We are preparing the artwork')
    expect(await shop.rows('SELECT job_moved_at FROM profile')).toEqual([[start + minutes(90)]])
  })

  test('to done takes it to the past, and back again', async () => {
    const { shop, customer, move } = await scene()
    await move('done')
    expect((await customer.get(`${shop.base}/jobs`)).text).not.toContain('Spring crew')
    expect((await customer.get(`${shop.base}/jobs?past=1`)).text).toContain('Spring crew')
    await move('in_production')
    expect((await customer.get(`${shop.base}/jobs`)).text).toContain('Spring crew')
  })

  test('shows on hold and cancelled as what they are', async () => {
    const { shop, customer, id, move } = await scene()
    await move('artwork')
    await move('on_hold')
    const held = await customer.get(`${shop.base}/jobs/${id}`)
    expect(trackOn(held.text).slice(0, 4)).toEqual(['Received done', 'Artwork done', 'On hold now', 'In production todo'])
    await move('cancelled')
    expect(trackOn((await customer.get(`${shop.base}/jobs/${id}`)).text)).toEqual([
      'Received done',
      'Artwork done',
      'Cancelled now',
    ])
  })

  test('with a double click moves once, and to where it stands not at all', async () => {
    const { shop, staff, id } = await scene()
    const page = await staff.get(`${shop.desk}/jobs/${id}`)
    for (let i = 0; i < 2; i++) expect((await staff.submit(page, /\/moves$/, { to: statusOf(shop, 'artwork') })).status).toBe(303)
    expect(await shop.rows("SELECT count(*) FROM events WHERE kind = 'job.moved'")).toEqual([[1]])
    expect(await shop.rows('SELECT version FROM jobs')).toEqual([[2]])
  })

  test('from an old page is refused', async () => {
    const { shop, staff, id, move } = await scene()
    const old = await staff.get(`${shop.desk}/jobs/${id}`)
    await move('artwork')
    expect((await staff.submit(old, /\/moves$/, { to: statusOf(shop, 'done') })).status).toBe(409)
    expect(await shop.rows('SELECT status_id FROM jobs')).toEqual([[statusOf(shop, 'artwork')]])
  })

  test('of another shop is not there', async () => {
    const { id } = await scene()
    const other = await makeShop()
    const stranger = await other.staff()
    expect((await stranger.post(`${other.desk}/jobs/${id}/moves`, { to: statusOf(other, 'done'), version: '1' })).status).toBe(
      404,
    )
  })
})

describe('the track of a customer', () => {
  test('ticks only what was reached: a step passed by is said to be skipped', async () => {
    const { shop, customer, id, move } = await scene()
    await move('in_production')
    const page = await customer.get(`${shop.base}/jobs/${id}`)
    expect(trackOn(page.text).slice(0, 3)).toEqual(['Received done', 'Artwork todo', 'In production now'])
    expect(page.text).toContain('<b>Artwork</b><span>Skipped</span>')
  })

  test('has the steps of an approval where the job needs one, and else only where it stood there', async () => {
    const { shop, customer, id, move } = await scene()
    const track = async () => trackOn((await customer.get(`${shop.base}/jobs/${id}`)).text).join(', ')
    expect(await track()).not.toContain('Your approval')
    await shop.rows(`UPDATE jobs SET needs = '["proof"]'`)
    expect(await track()).toContain('Your approval todo, Approved todo')
    await shop.rows(`UPDATE jobs SET needs = '[]'`)
    await move('awaiting_approval')
    await move('artwork')
    await move('in_production')
    expect(await track()).toContain('Your approval done, In production now')
  })
})

describe('work that waits for its customer', () => {
  test('says whom to call or email, and asks for nothing where there is nobody', async () => {
    const { shop, customer, id, move } = await scene()
    await move('awaiting_approval')
    const page = await customer.get(`${shop.base}/jobs/${id}`)
    expect(page.text).toContain('Call or email Shop')
    expect(page.text).toContain('tel:9375550142')
    expect(page.text).toMatch(/mailto:[^"]*\?subject=Order%201001%3A%20Spring%20crew%20polos/)
    await shop.rows('UPDATE jobs SET advisor_id = ?', shop.ownerId)
    expect((await customer.get(`${shop.base}/jobs/${id}`)).text).toContain('Call or email Olive Owner')
    expect((await customer.get(`${shop.base}/jobs`)).text).toContain('Waiting for you')

    await shop.rows('UPDATE jobs SET advisor_id = NULL')
    await shop.rows('UPDATE profile SET phone = NULL, email = NULL')
    const list = await customer.get(`${shop.base}/jobs`)
    expect(list.text).not.toContain('Waiting for you')
    expect(list.text).toContain('Your approval')
    expect((await customer.get(`${shop.base}/jobs/${id}`)).text).not.toContain('mailto:')
  })
})

describe('the board', () => {
  const drop = (browser: Browser, path: string, fields: Record<string, string>) =>
    browser.post(path, fields, { accept: 'application/json' })
  const cardOf = (text: string) =>
    formsOf({ text } as Parameters<typeof formsOf>[0]).find(({ action }) => action.endsWith('/moves'))!

  test('answers a drop with words and an undo, again and again from the same page', async () => {
    const { shop, staff, id } = await scene()
    const card = cardOf((await staff.get(`${shop.desk}/jobs`)).text)
    setClock(start + minutes(1))
    const first = JSON.parse((await drop(staff, card.action, { ...card.fields, to: statusOf(shop, 'in_production') })).text)
    expect(first).toMatchObject({
      text: 'Moved to In production. The customer is told in two minutes.',
      undo: { label: 'Undo', fields: { version: '2' } },
    })
    expect(JSON.parse((await drop(staff, first.undo.action, first.undo.fields)).text)).toEqual({
      text: 'Moved back. Nobody was told.',
    })
    expect(await shop.rows('SELECT status_id, status_at FROM jobs')).toEqual([[statusOf(shop, 'requested'), start]])
    setClock(start + minutes(2))
    const again = await drop(staff, card.action, { ...card.fields, to: statusOf(shop, 'artwork') })
    expect(JSON.parse(again.text).text).toBe('Moved to Artwork.')
    expect(await shop.rows('SELECT status_id FROM jobs WHERE id = ?', id)).toEqual([[statusOf(shop, 'artwork')]])
  })

  test('refuses a drop from a page that does not show another’s later move', async () => {
    const { shop, staff } = await scene()
    const card = cardOf((await staff.get(`${shop.desk}/jobs`)).text)
    const colleague = await shop.staff('production')
    setClock(start + minutes(1))
    expect((await drop(colleague, card.action, { ...card.fields, to: statusOf(shop, 'artwork') })).status).toBe(200)
    expect((await drop(staff, card.action, { ...card.fields, to: statusOf(shop, 'done') })).status).toBe(409)
    expect(await shop.rows('SELECT status_id FROM jobs')).toEqual([[statusOf(shop, 'artwork')]])
  })

  test('works without script: the card’s own form, and Undo on the page that comes back', async () => {
    const { shop, staff } = await scene()
    const board = await staff.get(`${shop.desk}/jobs`)
    const moved = await staff.submit(board, /\/moves$/, { to: statusOf(shop, 'artwork') })
    expect(moved.location).toContain(`${shop.desk}/jobs?did=moved`)
    const back = await staff.get(moved.location)
    expect(back.text).toContain('Moved.')
    expect((await staff.submit(back, /\/moves\/undo$/)).location).toContain('did=undone')
    expect(await shop.rows('SELECT status_id FROM jobs')).toEqual([[statusOf(shop, 'requested')]])
  })
})

describe('the mail about a move', () => {
  test('waits two minutes, and says in the shop’s words what happened, with a link that opens the job', async () => {
    const { shop, contact, id, move } = await scene()
    await shop.rows(
      "UPDATE statuses SET mail_body = 'Hi {{contact}}, {{job}} is {{status}} at {{shop}}, due {{due}}. {{nonsense}}' WHERE stage = 'in_production'",
    )
    await move('in_production')
    await shop.rows(
      "INSERT INTO shipments (id, job_id, carrier, number, created_at) VALUES ('shp_1', ?, 'ups', '1Z999AA10123456784', 1)",
      id,
    )
    expect(await shop.mailsTo(contact.email ?? '')).toEqual([])
    setClock(start + minutes(2))
    const [mail, ...more] = await shop.mailsTo(contact.email ?? '')
    expect(more).toEqual([])
    expect(mail?.Subject).toBe('Spring crew polos is in production')
    expect(mail?.Text).toContain(`Hi Dana, Spring crew polos is In production at Shop ${shop.key}, due Wed, Apr 24. {{nonsense}}`)
    expect(mail?.Text).toContain('1Z999AA10123456784')
    const link = /https?:\/\/\S+(\/view\/work\/\S+)/.exec(mail?.Text ?? '')?.[1] ?? ''
    const page = await shop.visitor().get(link)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Spring crew polos')
    expect(page.text).toContain(`${shop.base}/sign-in`)
  })

  test('is one for two moves within two minutes, about the last', async () => {
    const { shop, contact, move } = await scene()
    await move('in_production')
    setClock(start + minutes(1))
    await move('ready')
    setClock(start + minutes(10))
    expect((await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)).toEqual(['Spring crew polos is ready'])
  })

  test('is none where the job moved on to a status that tells nobody', async () => {
    const { shop, contact, move } = await scene()
    await move('in_production')
    await move('artwork')
    setClock(start + minutes(10))
    expect(await shop.mailsTo(contact.email ?? '')).toEqual([])
  })

  test('goes to each contact with access and an email, with a link of their own', async () => {
    const { shop, contact, move } = await scene()
    const { customerId } = contact
    const second = await shop.customer({ customerId, name: 'Priya Raman' })
    await shop.customer({ customerId, hasAccess: false, name: 'No Access' })
    await shop.customer({ customerId, email: undefined, name: 'No Email' })
    await move('ready')
    expect(await shop.rows("SELECT count(*), count(DISTINCT json_extract(payload, '$.link')) FROM outbox")).toEqual([[2, 2]])
    setClock(start + minutes(2))
    const [mine] = await shop.mailsTo(contact.email ?? '')
    const [theirs] = await shop.mailsTo(second.email ?? '')
    const linkIn = (text = '') => /\/view\/work\/(\S+)/.exec(text)?.[1]
    expect(linkIn(mine?.Text)).toBeTruthy()
    expect(linkIn(mine?.Text)).not.toBe(linkIn(theirs?.Text))
  })

  test('is none where the shop switched automations off, or where access ended meanwhile', async () => {
    const { shop, contact, move } = await scene()
    await shop.rows('UPDATE profile SET are_automations_on = 0')
    await move('ready')
    expect(await shop.rows('SELECT id FROM outbox')).toEqual([])
    await shop.rows('UPDATE profile SET are_automations_on = 1')
    await move('in_production')
    await shop.rows('UPDATE contacts SET has_access = 0')
    setClock(start + minutes(10))
    expect(await shop.mailsTo(contact.email ?? '')).toEqual([])
  })
})

describe('undoing a move', () => {
  test('before anyone is mailed reads as if it had never happened', async () => {
    const { shop, staff, customer, contact, id, move } = await scene()
    setClock(start + minutes(1))
    const moved = await move('ready')
    setClock(start + minutes(2))
    const page = await staff.get(moved.location)
    expect(page.text).toContain('Undo')
    expect((await staff.submit(page, /\/moves\/undo$/)).status).toBe(303)
    setClock(start + minutes(10))
    expect(await shop.mailsTo(contact.email ?? '')).toEqual([])
    const seen = await customer.get(`${shop.base}/jobs/${id}`)
    expect(trackOn(seen.text)[0]).toBe('Received now')
    expect(seen.text).not.toContain('11:01 am')
    expect(await shop.rows('SELECT status_at FROM jobs')).toEqual([[start]])
  })

  test('is offered for as long as it can be done, also when the page is opened anew', async () => {
    const { shop, staff, id, move } = await scene()
    const path = `${shop.desk}/jobs/${id}`
    expect((await staff.get(path)).text).not.toContain('/moves/undo')
    await move('ready')
    setClock(start + minutes(2) - 1)
    const page = await staff.get(path)
    expect(page.text).toContain('Last moved to Ready for pickup.')
    expect((await staff.get(`${path}?did=noted`)).text).toContain('Notes saved. Last moved to Ready for pickup.')
    await shop.rows('UPDATE outbox SET sent_at = ?', start + 1)
    expect((await staff.get(path)).text).not.toContain('/moves/undo')
    await shop.rows('UPDATE outbox SET sent_at = NULL')
    expect((await staff.submit(page, /\/moves\/undo$/)).status).toBe(303)
    expect((await staff.get(path)).text).not.toContain('/moves/undo')
  })

  test('after two minutes is too late, and says what to do', async () => {
    const { shop, staff, id, move } = await scene()
    await move('ready')
    setClock(start + minutes(2))
    const late = await staff.post(`${shop.desk}/jobs/${id}/moves/undo`, { version: '2' })
    expect([late.status, late.text.includes('Move it back instead')]).toEqual([409, true])
    expect((await staff.get(`${shop.desk}/jobs/${id}?did=moved`)).text).not.toContain('/moves/undo')
  })

  test('is refused once somebody was told all the same', async () => {
    const { shop, staff, id, move } = await scene()
    await move('ready')
    await shop.rows('UPDATE outbox SET sent_at = ?', start + 1)
    expect((await staff.post(`${shop.desk}/jobs/${id}/moves/undo`, { version: '2' })).status).toBe(409)
    expect(await shop.rows('SELECT status_id FROM jobs')).toEqual([[statusOf(shop, 'ready')]])
  })

  test('of a second move still tells the customer of the first', async () => {
    const { shop, staff, contact, id, move } = await scene()
    await move('in_production')
    setClock(start + minutes(1))
    await move('ready')
    await staff.post(`${shop.desk}/jobs/${id}/moves/undo`, { version: '3' })
    setClock(start + minutes(10))
    expect((await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)).toEqual([
      'Spring crew polos is in production',
    ])
  })

  test('cannot take back the beginning, nor twice the same move', async () => {
    const { shop, staff, id, move } = await scene()
    expect((await staff.post(`${shop.desk}/jobs/${id}/moves/undo`, { version: '1' })).status).toBe(409)
    await move('artwork')
    expect((await staff.post(`${shop.desk}/jobs/${id}/moves/undo`, { version: '2' })).status).toBe(303)
    expect((await staff.post(`${shop.desk}/jobs/${id}/moves/undo`, { version: '3' })).status).toBe(409)
  })
})

describe('a link to one job', () => {
  test('opens that job with its contact’s rights, and dies with their access or another owner', async () => {
    const { shop, contact, id } = await scene()
    const row = '1'.repeat(32)
    await shop.rows(
      "INSERT INTO item_links (id, purpose, subject_id, contact_id, mailed_at, created_at) VALUES (?, 'work', ?, ?, ?, ?)",
      ...[`lnk_${row}`, id, contact.contactId, start, start],
    )
    const { tenant } = shop
    const path = `/view/work/${await makeToken(tenant.keys, 'job', tenant.key, row, 1)}`
    const page = await shop.visitor().get(path)
    expect([page.status, page.text.includes(labelOf(shop, 'requested'))]).toEqual([200, true])

    const other = await shop.customer({ customerName: 'Harbor Coffee' })
    await shop.rows('UPDATE jobs SET customer_id = ?', other.customerId)
    expect((await shop.visitor().get(path)).status).toBe(404)
    await shop.rows('UPDATE jobs SET customer_id = ?', contact.customerId)
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', contact.contactId)
    expect((await shop.visitor().get(path)).status).toBe(404)
  })
})

describe('round trips', () => {
  const countOf = async (shop: TestShop, run: () => Promise<unknown>) => {
    await libsql.resetCounters(shop.namespace)
    await run()
    return (await libsql.counters(shop.namespace)).requests
  }

  test('are one for each page, and a read and a write for each action', async () => {
    const { shop, staff, customer, id, move } = await scene()
    for (const path of ['jobs', 'jobs?past=1&q=x', `jobs/${id}`])
      expect(await countOf(shop, () => customer.get(`${shop.base}/${path}`))).toBe(1)
    for (const path of ['jobs', 'jobs?as=list&show=late', 'jobs/new', `jobs/${id}`, `jobs/${id}/edit`])
      expect(await countOf(shop, () => staff.get(`${shop.desk}/${path}`))).toBe(1)
    expect(
      await countOf(shop, () => staff.post(`${shop.desk}/jobs/${id}/moves`, { to: statusOf(shop, 'ready'), version: '1' })),
    ).toBe(2)
    expect(await countOf(shop, () => staff.post(`${shop.desk}/jobs/${id}/moves/undo`, { version: '2' }))).toBe(2)
    expect((await move('artwork')).status).toBe(303)
  })
})

describe('a fresh link for an old one', () => {
  test('is mailed though the job moved on, and says where it stands now', async () => {
    const { shop, contact, id, move } = await scene()
    const row = '2'.repeat(32)
    await shop.rows(
      "INSERT INTO item_links (id, purpose, subject_id, contact_id, mailed_at, created_at) VALUES (?, 'work', ?, ?, ?, ?)",
      ...[`lnk_${row}`, id, contact.contactId, start, start],
    )
    await move('artwork')
    const { tenant } = shop
    const path = `/view/work/${await makeToken(tenant.keys, 'job', tenant.key, row, 1)}`
    setClock(start + 31 * 86_400_000)
    const visitor = shop.visitor()
    expect((await visitor.get(path)).status).toBe(410)
    await visitor.post(`${path}/fresh`)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toBe('Spring crew polos: Artwork')
    const link = /(\/view\/work\/\S+)/.exec(mail?.Text ?? '')?.[1] ?? ''
    expect((await visitor.get(link)).status).toBe(200)
  })
})
