import { beforeAll, expect, it } from 'vitest'
import { keepingTriggers, overwrite, textColumns } from '#testing/overwrite.ts'
import { payloads } from '#testing/payloads.ts'
import { isEvery, mailTo, openChromium, type Person, port, portal, signIn, somebody, staffHost } from './person.ts'

openChromium()

interface Route {
  readonly method: string
  readonly path: string
}
type Table = Readonly<Record<'preview' | 'link' | 'staff' | 'platform', object>> & {
  readonly portal: { readonly signIn: object }
}

// The Worker's types and a browser's cannot stand in one program, so the route table comes in by name.
const [at, through]: [string, string] = ['#paths.ts', '#routes.ts']
const { paths }: { paths: Table } = await import(at)
const { walk }: { walk: (table: object) => Iterable<Route> } = await import(through)

const stamp = Date.now().toString(36)
const owner = `eve-${stamp}@hostile.example`
const customer = `mal-${stamp}@hostile.example`
const slug = `hostile-${stamp}`
const desk = `${staffHost}/admin/${slug}`

/** Rows of a database of the running product. */
async function query(database: string, sql: string): Promise<unknown[][]> {
  const body = JSON.stringify({ requests: [{ type: 'execute', stmt: { sql, want_rows: true } }, { type: 'close' }] })
  const response = await fetch(`http://127.0.0.1:${port + 1}/dev/${database}/v2/pipeline`, { method: 'POST', body })
  const { results } = (await response.json()) as {
    results: { error?: { message: string }; response?: { result: { rows: { value?: unknown }[][] } } }[]
  }
  const [first] = results
  if (first?.error) throw new Error(`${first.error.message}: ${sql.slice(0, 200)}`)
  return (first?.response?.result.rows ?? []).map((row) => row.map(({ value }) => value))
}

async function send({ page }: Person): Promise<void> {
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForLoadState()
}

/** Opens a shop with a customer, a job and an invoice that was mailed; gives its database and the ids in its addresses. */
async function openShop(eve: Person) {
  const { page } = eve
  await page.goto(`${staffHost}/sign-up`)
  await page.getByLabel('Your work email').fill(owner)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await page.getByLabel('8-digit code').fill((await mailTo(owner, /code/i)).code)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL(/sign-up\/shop/)
  await page.locator('[name=name]').fill('Plain Works')
  await page.locator('[name=slug]').fill(slug)
  await page.locator('[name=trade][value=decoration]').check()
  await page.locator('[name=ownerName]').fill('Eve Plain')
  await send(eve)
  await page.waitForURL(desk)
  await page.goto(`${desk}/settings/portal`)
  await page.getByLabel('Customers can open the portal').check()
  await page.getByRole('button', { name: /save/i }).first().click()
  await page.goto(`${desk}/customers/new`)
  await page.locator('[name=name]').fill('Plain Ltd')
  await page.locator('[name=contactName]').fill('Mal Plain')
  await page.locator('[name=email]').fill(customer)
  await send(eve)
  await page.waitForURL(/customers\/cus_/)
  await page.goto(`${desk}/jobs/new`)
  await page.locator('[name=customer]').selectOption({ label: 'Plain Ltd' })
  await page.locator('[name=title]').fill('Plain caps')
  await page.locator('[name="description[]"]').first().fill('Plain cap')
  await page.locator('[name="quantity[]"]').first().fill('24')
  await page.locator('[name="unitPrice[]"]').first().fill('18.50')
  await send(eve)
  await page.waitForURL(/jobs\/job_/)
  await page
    .getByRole('button', { name: /create invoice/i })
    .first()
    .click()
  await page.waitForURL(/invoices\/inv_/)
  await page.locator('#send button[type=submit]').first().click()
  const { links } = await mailTo(customer, /invoice/i)
  const [[found] = []] = await query('directory', `SELECT database FROM shops WHERE slug = '${slug}'`)
  const database = String(found).replace(/^sqld:/, '')
  const one = async (sql: string) => String((await query(database, sql))[0]?.[0])
  return {
    database,
    link: new URL(links.find((link) => link.includes('/view/invoice/')) ?? '').pathname,
    ids: {
      jobs: await one('SELECT id FROM jobs'),
      invoices: await one('SELECT id FROM invoices'),
      customers: await one('SELECT id FROM customers'),
      contacts: await one('SELECT id FROM contacts'),
      statuses: await one('SELECT id FROM statuses'),
      automations: await one('SELECT id FROM statuses'),
      team: await one('SELECT id FROM staff'),
      key: await one('SELECT link_key FROM customers'),
    },
  }
}
type Shop = Awaited<ReturnType<typeof openShop>>

/**
 * The addresses of a table's pages, with this shop's ids in them. What a browser saves as a file is no page, and one page
 * stands for all that are not there because the shop has none of their kind.
 */
function pagesOf(table: object, base: string, { ids, link }: Shop): string[] {
  const addressOf = ({ path }: Route) => {
    const noun = Object.entries(ids).find(([name]) => path.includes(`/${name}/:`))?.[1] ?? 'none'
    const token = path.startsWith('/invoice/') ? (link.split('/').at(-1) ?? '') : 'none'
    const whole = path.replace(':key', ids.key).replace(':token', token).replace(/:\w+/g, noun)
    return base + (whole === '/' ? '' : whole)
  }
  const all = [...walk(table)]
    .filter(({ method, path }) => method === 'GET' && !/\/(logo|manifest|icon)|\.(jsonl|pdf|csv)$/.test(path))
    .map(addressOf)
  const isThere = (address: string) => !/\/none(\/|$)/.test(address)
  return [...all.filter(isThere), ...all.filter((address) => !isThere(address)).slice(0, 1)]
}

type Look = (person: Person, address: string) => Promise<string[]>
let shop: Shop
let tours: readonly (readonly [Person, readonly string[]])[]
const dialogs: string[] = []

beforeAll(async () => {
  const eve = await somebody()
  shop = await openShop(eve)
  const mal = await somebody()
  await signIn(mal, `${portal}/${slug}/sign-in`, customer)
  const stranger = await somebody()
  // A page of a kind is looked at once, as whoever sees most of it, and of the desk's each third; in the soak all, as everybody.
  tours = [
    [eve, pagesOf(paths.staff, desk, shop).filter((_, i) => isEvery || i % 3 === 0)],
    [mal, pagesOf(paths.portal, `${portal}/${slug}`, shop)],
    // The preview is the portal under a bar, and a stranger is led from each of its pages to the same door.
    [eve, pagesOf(paths.preview, `${desk}/preview/${shop.ids.contacts}`, shop).slice(0, isEvery ? undefined : 1)],
    [stranger, pagesOf(isEvery ? paths.portal : paths.portal.signIn, `${portal}/${slug}`, shop)],
    [stranger, pagesOf(paths.platform, staffHost, shop)],
    [stranger, pagesOf(paths.link, `http://localhost:${port}/view`, shop)],
  ]
  for (const { page } of [eve, mal, stranger]) {
    page.on('dialog', (dialog) => {
      dialogs.push(`${page.url()}: ${dialog.message()}`)
      void dialog.dismiss()
    })
  }
})

/** Makes every text of the shop this one, and looks at every page. */
async function visitAll(text: string, look: Look): Promise<string[]> {
  const [columns, triggers] = [await query(shop.database, textColumns), await query(shop.database, keepingTriggers)]
  for (const statement of overwrite(columns, triggers, text)) await query(shop.database, statement)
  const problems: string[] = []
  for (const [person, addresses] of tours) {
    for (const address of addresses) {
      await person.page.goto(address)
      problems.push(...(await look(person, address)))
    }
  }
  return problems
}

// No rule of a language breaks it. It stands first, where no page cuts it off.
const longWord = '"><img/src=zqx/onerror=alert(1)//>>>>>>>'

it('a shop whose every text is an attack opens no dialog, breaks no policy, leads nowhere else and keeps to the window of a phone, on any page', async () => {
  let shown = 0
  const problems = await visitAll(`${longWord} ${payloads.join(' ')}`, async (person, address) => {
    const { page, complaints } = person
    if ((await page.textContent('body'))?.includes('<script>alert(1)</script>')) shown++
    const made = await page.locator('zqx-element, iframe, object, embed, base, [onerror], [onload], [onfocus]').count()
    const found = [...complaints.splice(0), ...(await person.overflow())]
    if (made > 0) found.push(`${address} has ${made} elements of the attack`)
    if (new URL(page.url()).host !== new URL(address).host) found.push(`${address} led to ${page.url()}`)
    return found
  })
  expect(dialogs).toEqual([])
  expect(problems).toEqual([])
  expect(shown).toBeGreaterThan(30)
})
