import { newId } from '#lib/id.ts'
import type { Browser, Fields, Page } from '../browser.ts'
import { makeShop, start, type TestContact, type TestShop } from '../world.ts'

export interface Scene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
  readonly job: string
}
/** A form as somebody has it in front of them: pressing it twice sends the same form twice. */
export type Press = (more?: Fields) => Promise<Page>

/** A shop with an owner at the desk, a customer and a job. */
export async function makeScene(): Promise<Scene> {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer()
  const made = await form(desk, `${shop.desk}/jobs/new?customer=${contact.customerId}`, `${shop.desk}/jobs`, {
    title: 'Spring crew polos',
    dueOn: '2030-04-24',
    'description[]': ['Polo'],
    'quantity[]': ['48'],
    'unitPrice[]': ['18.40'],
  })
  return { shop, desk, contact, job: /job_[0-9a-f]{32}/.exec((await made()).location)?.[0] ?? '' }
}

/** Opens a page and holds its form, with some fields filled in. */
export async function form(browser: Browser, page: string, action: string | RegExp, fields: Fields = {}): Promise<Press> {
  const opened = await browser.get(page)
  if (opened.status !== 200) throw new Error(`${page} answered ${opened.status}`)
  return (more = {}) => browser.submit(opened, action, { ...fields, ...more })
}

/** Writes by the kind of their event, each as the form of its page. */
export type Writes = Readonly<Record<string, (scene: Scene) => Promise<Press>>>

/** How many rows each table of a shop has. */
export async function countsOf(shop: TestShop): Promise<Record<string, number>> {
  const tables = await shop.rows(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
  const counts = tables.map(([name]) => `SELECT '${name}', count(*) FROM "${name}"`)
  return Object.fromEntries(await shop.rows(counts.join(' UNION ALL ')))
}

/** An upload that waits to be used. */
export async function loose(shop: TestShop): Promise<string> {
  const id = newId('fil')
  await shop.rows(
    `INSERT INTO files (id, key, name, type, size, sha256, visibility, is_loose, created_at) VALUES ('${id}', '${id}', 'a.png', 'image/png', 1, 'x', 'internal', 1, ${start})`,
  )
  return id
}
