import { describe, expect, test } from 'vitest'
import { paths } from '#paths.ts'
import { walk } from '#routes.ts'
import { putTo } from '#testing/browser.ts'
import { makeShop } from '#testing/world.ts'

const form = {
  ...{ jobsLabel: 'Work orders', jobsShown: 'on', invoicesLabel: 'Bills', invoicesShown: 'on' },
  ...{ messagesLabel: 'Messages', messagesShown: 'on', portalName: '' },
  ...{ requestsLabel: 'Request', requestsShown: 'on', brandingLabel: 'My branding', brandingShown: 'on' },
}

describe('the portal settings', () => {
  test('rename tabs and hide them, and the portal shows it at once', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    const owner = await shop.staff()
    const address = `${shop.desk}/settings/portal`
    await owner.submit(await owner.get(address), address, { ...form, isOn: 'on', portalName: 'Mill Street' })
    const renamed = await browser.get(shop.base)
    expect(renamed.text).toContain('Work orders')
    expect(renamed.text).toContain('Bills')
    expect(renamed.text).toContain('Mill Street')
    const page = await owner.get(address)
    const { invoicesShown: _, ...hidden } = form
    await owner.post(address, { ...hidden, isOn: 'on', version: /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? '' })
    const left = await browser.get(shop.base)
    expect(left.text).toContain('Work orders')
    expect(left.text).not.toMatch(/class="tabs[\s\S]*?Bills[\s\S]*?<\/nav>/)
  })

  test('refuse a tab without words', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const address = `${shop.desk}/settings/portal`
    const answer = await owner.submit(await owner.get(address), address, { ...form, jobsLabel: ' ' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Type what customers should read on this tab')
  })

  test('show the addresses to give out, on its own host and on the platform', async () => {
    const shop = await makeShop({ hasHost: true })
    const page = await (await shop.staff()).get(`${shop.desk}/settings/portal`)
    expect(page.text).toContain(`http://${shop.host}:8787/portal`)
    expect(page.text).toContain(`http://localhost:8787/public/portal/${shop.slug}`)
  })

  test('while the portal is off no mail with a link goes out, and the desk says why', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const contact = await shop.customer()
    await shop.rows('UPDATE profile SET is_portal_on = 0')
    const record = `${shop.desk}/customers/${contact.customerId}`
    expect((await owner.get(shop.desk)).text).toContain('Your portal is off')
    const fresh = await owner.get(`${shop.desk}/customers/new`)
    expect(fresh.text).toContain('Your portal is switched off')
    const typed = { kind: 'company', name: 'Acme', contactName: 'Al Acme', email: 'al@acme.test', invite: 'on' }
    expect((await owner.submit(fresh, `${shop.desk}/customers`, typed)).status).toBe(303)
    expect((await owner.get(record)).text).toContain('Your portal is switched off')
    expect((await owner.post(`${record}/link/mails`, { contact: contact.contactId })).status).toBe(409)
    // Access can be given all the same: to somebody new, and by the tick.
    const added = await owner.get(`${record}/contacts/new`)
    await owner.submit(added, `${record}/contacts`, { name: 'Lee', email: 'lee@acme.test', access: 'on' })
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', contact.contactId)
    await owner.submit(await owner.get(record), `${shop.desk}/contacts/${contact.contactId}/access`, { access: 'on' })
    const access = `SELECT c.name, c.has_access, c.invited_at FROM contacts c WHERE c.customer_id = ? ORDER BY c.name`
    expect((await shop.rows(access, contact.customerId)).map(([, has, invited]) => [has, invited])).toEqual([
      [1, null],
      [1, null],
    ])
    const job = await owner.submit(await owner.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`), `${shop.desk}/jobs`, {
      ...{ title: 'Caps', 'description[]': ['Cap'], 'quantity[]': ['1'], 'unitPrice[]': ['20'] },
    })
    const page = `${shop.desk}/jobs/${/job_\w+/.exec(job.location)?.[0]}`
    const drafted = await owner.submit(await owner.get(page), `${page}/invoices`)
    const draft = await owner.get(drafted.location)
    expect(draft.text).toContain('Your portal is switched off')
    expect((await owner.submit(draft, /\/invoices\/inv_\w+\/sending/, { isQuiet: 'on' })).status).toBe(303)
    const ready = shop.statuses.find(({ stage }) => stage === 'ready')
    await shop.rows(`UPDATE jobs SET needs = '[]'`)
    await owner.submit(await owner.get(page), `${page}/moves`, { to: ready?.id ?? '' })
    const asked = await owner.submit(await owner.get(page), `${page}/lines/sending`, {})
    expect([asked.status, asked.text]).toEqual([409, expect.stringContaining('Your portal is switched off')])
    // The paper of the invoice is made all the same: it is no mail.
    expect(await shop.rows(`SELECT kind FROM outbox WHERE kind <> 'invoice.paper'`)).toEqual([])
    expect(await shop.rows('SELECT sent_at IS NOT NULL FROM invoices')).toEqual([[1]])
  })

  test('switch the portal off: every page of it says so with the name and phone of the shop, for customers and strangers', async () => {
    const shop = await makeShop({ name: 'Mill Street', hasHost: true })
    const contact = await shop.customer()
    const owner = await shop.staff()
    const address = `${shop.desk}/settings/portal`
    const page = await owner.get(address)
    await owner.post(address, { ...form, version: /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? '' })
    expect(await shop.rows('SELECT is_portal_on FROM profile')).toEqual([[0]])
    const token = `sgn_${shop.key}_${'0'.repeat(32)}_${'x'.repeat(43)}`
    for (const where of ['portal', 'host'] as const) {
      const base = where === 'portal' ? shop.base : '/portal'
      for (const { method, path, audience } of [...walk(paths.portal)]) {
        if (Object.values(paths.portal.face).some((face) => face.path === path)) continue
        const browser = audience === 'customer' ? await shop.signedIn(contact, where) : shop.visitor(where)
        const target = (base + (path === '/' ? '' : path)).replace(':token', token).replace(/:\w+/g, 'x')
        const send = { GET: browser.get, POST: (to: string) => browser.post(to, { email: contact.email ?? '' }) }
        const first = method === 'PUT' ? await putTo(browser, target) : await send[method](target)
        // A form without its beginning leads back to where it begins.
        const answer = first.status === 303 ? await browser.get(first.location) : first
        expect(answer.status, `${method} ${target}`).toBe(503)
        expect(answer.text, target).toContain(
          method === 'PUT' ? 'Mill Street has switched this page off' : 'Not available right now',
        )
        // A script reads it, which shows the sentence and nothing else.
        if (method === 'PUT') continue
        expect(answer.text, target).toContain('Mill Street')
        expect(answer.text, target).toContain('(937) 555-0142')
      }
    }
    expect((await shop.visitor().get(`${shop.base}/icon.svg`)).status).toBe(200)
  })
})

describe('a settings form that somebody else saved meanwhile', () => {
  test('keeps what was typed, says what changed, and saves when meant', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const address = `${shop.desk}/settings/portal`
    const [theirs, mine] = [await owner.get(address), await owner.get(address)]
    await owner.submit(theirs, address, { ...form, isOn: 'on', portalName: 'Theirs' })
    const again = await owner.submit(mine, address, { ...form, isOn: 'on', portalName: 'Mine' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('value="Mine"')
    expect(again.text).toContain('Name customers see is now “Theirs”')
    expect(again.text).not.toContain('Tab for jobs is now')
    const saved = await owner.submit(again, address, { ...form, isOn: 'on', portalName: 'Mine' })
    expect(saved.status).toBe(303)
    expect((await owner.get(address)).text).toContain('value="Mine"')
  })

  test('of the shop itself, too', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const address = `${shop.desk}/settings`
    const [theirs, mine] = [await owner.get(address), await owner.get(address)]
    const typed = {
      name: 'Mill Street',
      timeZone: 'America/New_York',
      locale: 'en-US',
      currency: 'USD',
      taxName: 'Tax',
      dueDays: '14',
      invoicePrefix: 'INV-',
    }
    await owner.submit(theirs, address, { ...typed, phone: '937 555 0199' })
    const again = await owner.submit(mine, address, { ...typed, name: 'Mill Lane', phone: '937 555 0142' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('value="Mill Lane"')
    expect(again.text).toContain('Shop name is now “Mill Street”')
    expect((await owner.submit(again, address, { ...typed, name: 'Mill Lane' })).status).toBe(303)
  })
})
