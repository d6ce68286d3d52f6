import type { Browser, Fields, Page } from '#testing/browser.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

/** A line as the desk types it. */
export interface TypedLine {
  readonly name: string
  readonly price: string
  readonly detail?: string
  readonly parts?: string
  readonly labor?: string
  readonly quantity?: string
  readonly discount?: string
}
export interface WorkScene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
  readonly job: string
}
type ContactOptions = NonNullable<Parameters<TestShop['customer']>[0]>

export const brakes: readonly TypedLine[] = [
  { name: 'Front brake pads and rotors', price: '412' },
  { name: 'Brake fluid flush', price: '118' },
  { name: 'Oil and filter service', price: '96' },
  { name: 'Tie-rod ends, both', price: '354' },
  { name: 'Cabin filter and wiper blades', price: '74' },
]

const columns = (lines: readonly TypedLine[]): Fields => ({
  'description[]': lines.map(({ name }) => name),
  'quantity[]': lines.map(({ quantity = '1' }) => quantity),
  'unitPrice[]': lines.map(({ price }) => price),
  'discount[]': lines.map(({ discount = '' }) => discount),
  'tax[]': lines.map(() => '0'),
  'detail[]': lines.map(({ detail = '' }) => detail),
  'parts[]': lines.map(({ parts = '' }) => parts),
  'labor[]': lines.map(({ labor = '' }) => labor),
})

/** A fleet shop with a work order of these lines for one approver. */
export async function makeWork(lines = brakes, who: ContactOptions = { name: 'Joanne Mercer' }): Promise<WorkScene> {
  const shop = await makeShop({ trade: 'fleet' })
  const desk = await shop.staff()
  const contact = await shop.customer({ customerName: 'Bluestem Plumbing', ...who })
  return { shop, desk, contact, job: await addJob({ shop, desk, contact }, 'Unit 14, brakes', lines) }
}

export async function addJob(
  { shop, desk, contact }: Omit<WorkScene, 'job'>,
  title: string,
  lines: readonly TypedLine[],
): Promise<string> {
  const form = await desk.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`)
  const made = await desk.submit(form, `${shop.desk}/jobs`, { title, advisor: desk.staffId, ...columns(lines) })
  return /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
}

/** The lines as they are, typed anew: `change` says how, by name, with those that are new. Keys stay with their lines. */
export async function editLines({ shop, desk, job }: WorkScene, change: (lines: TypedLine[]) => TypedLine[]): Promise<Page> {
  const rows = await shop.rows(
    'SELECT line_key, name, unit_price_minor, detail FROM job_lines WHERE job_id = ? ORDER BY position',
    job,
  )
  const known = rows.map(([key, name, minor, detail]) => ({
    ...{ key: String(key), name: String(name), price: String(Number(minor) / 100), detail: String(detail) },
  }))
  const lines = change(known)
  const keys = lines.map((line) => ('key' in line ? String(line.key) : ''))
  const form = await desk.get(`${shop.desk}/jobs/${job}/edit`)
  return desk.submit(form, `${shop.desk}/jobs/${job}`, { ...columns(lines), 'key[]': keys })
}

export async function sendLines({ shop, desk, job }: WorkScene, fields: Fields = {}): Promise<Page> {
  const page = await desk.get(`${shop.desk}/jobs/${job}`)
  return desk.submit(page, `${shop.desk}/jobs/${job}/lines/sending`, fields)
}

/** The keys of a job's lines by their names. */
export async function keysOf({ shop, job }: WorkScene): Promise<(name: string) => string> {
  const rows = await shop.rows('SELECT name, line_key FROM job_lines WHERE job_id = ?', job)
  return (name) => String(rows.find(([known]) => String(known).startsWith(name))?.[1])
}

export const linesPage = ({ shop, job }: WorkScene) => `${shop.base}/jobs/${job}/lines`

/** Opens the page of the lines and answers them by the start of their names. */
export async function answer(
  scene: WorkScene,
  browser: Browser,
  said: Readonly<Record<string, 'approved' | 'declined'>>,
  more: Fields = {},
): Promise<Page> {
  const page = await browser.get(linesPage(scene))
  const keyOf = await keysOf(scene)
  const fields = Object.fromEntries(Object.entries(said).map(([name, what]) => [`answer-${keyOf(name)}`, what]))
  return browser.submit(page, `${linesPage(scene)}/answer`, { ...fields, ...more })
}

/** The newest mail's link to the lines. */
export async function mailedLink({ shop, contact }: WorkScene): Promise<string> {
  const [mail] = await shop.mailsTo(contact.email ?? '')
  return new URL(/http\S+\/view\/work\/\S+\/lines/.exec(mail?.Text ?? '')?.[0] ?? 'http://none').pathname
}
