import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { approvalRequests, editions } from '#features/approvals/schema.ts'
import { files } from '#features/files/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { newId } from '#lib/id.ts'
import { sha256Of } from '#lib/sealed-record.ts'
import { type Browser, type Fields, formsOf, type Page } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { pngOf } from '#testing/pictures.ts'
import { makeShop, start, type TestContact, type TestShop } from '#testing/world.ts'
import { designs, pins, proofs } from './schema.ts'

export interface ProofScene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
  readonly job: string
  readonly proof: string
  /** The editor's address, and the customer's. */
  readonly editor: string
  readonly page: string
}

/** A picture as the upload leaves it: the original and its previews, waiting to be used. */
export async function artwork(shop: TestShop, name: string, more: { type?: string; pages?: number } = {}): Promise<string> {
  const { type = 'image/png', pages } = more
  const id = newId('fil')
  const made = (about: Partial<typeof files.$inferInsert>, width: number | null, bytes: Uint8Array, sha256: string) => ({
    ...{ id: newId('fil'), key: `${shop.key}/${newId('key')}`, name, type: 'image/png', size: bytes.byteLength, sha256 },
    ...{ width, height: width && (width * 5) / 8, visibility: 'internal' as const, createdAt: start, ...about },
  })
  const bytes = await pngOf(8, 5)
  const isPicture = type.startsWith('image/')
  const original = made({ id, type, isLoose: true }, isPicture ? 1_600 : null, bytes, await sha256Of(`${name} of ${id}`))
  const drawn = await Promise.all(
    Array.from({ length: pages ?? (isPicture ? 2 : 0) }, async (_, i) =>
      made(
        { derivedFromId: id, ...(pages ? { variant: 'page' as const, page: i + 1 } : { variant: 'preview' as const }) },
        pages ? 800 : ([480, 960][i % 2] ?? 480),
        bytes,
        await sha256Of(`${name} ${i} of ${id}`),
      ),
    ),
  )
  const rows = [original, ...drawn]
  await write(shop.tenant.database, [sql.insert(files).values(rows)])
  for (const { key } of rows) await depsOf(testEnv).files.put(key, bytes, 'image/png')
  return id
}

/** A shop with one job and a proof that was begun. */
export async function makeProofScene(options: Parameters<TestShop['customer']>[0] = {}): Promise<ProofScene> {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer(options)
  const form = await desk.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`)
  const made = await desk.submit(form, `${shop.desk}/jobs`, { title: 'Spring crew polos', pieces: '48' })
  const job = /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  const begun = await desk.submit(await desk.get(`${shop.desk}/jobs/${job}`), `${shop.desk}/jobs/${job}/proofs`)
  const proof = /prf_[0-9a-f]{32}/.exec(begun.location)?.[0] ?? ''
  return { shop, desk, contact, job, proof, editor: `${shop.desk}/proofs/${proof}`, page: `${shop.base}/proofs/${proof}` }
}

/** Saves the editor's form with these fields typed in. */
export async function save({ desk, editor }: ProofScene, fields: Fields): Promise<Page> {
  return desk.submit(await desk.get(editor), editor, fields)
}

/** Presses "Save and send" in the editor's form. */
export async function sendIt(scene: ProofScene, fields: Fields = {}): Promise<Page> {
  const { desk, editor } = scene
  return desk.post(`${editor}/sending`, { ...(await fieldsOf(scene)), ...fields })
}
export async function fieldsOf({ desk, editor }: ProofScene): Promise<Record<string, string | string[]>> {
  return formsOf(await desk.get(editor)).find(({ action }) => action === editor)?.fields ?? {}
}

/** Designs by these names, under a rule, sent. */
export async function sendDesigns(scene: ProofScene, names: readonly string[], rule = 'all'): Promise<void> {
  const ids: string[] = []
  for (const name of names) ids.push(await artwork(scene.shop, `${name}.png`))
  expectDone(await save(scene, { 'file[]': ids, rule }))
  expectDone(await sendIt(scene))
}

export function expectDone(page: Page): void {
  if (page.status !== 303) throw new Error(`Answered ${page.status}: ${/<main[\s\S]*/.exec(page.text)?.[0].slice(0, 2_000)}`)
}

/** Every tick and name that the settings of a new shop ask for. */
export const signed = {
  signedName: 'Dana Whitfield',
  'checked[]': ['0', '1', '2', '3', '4'],
} as const

/** The key of each design by its title. */
export async function keysOf({ shop, proof }: ProofScene): Promise<Record<string, string>> {
  const rows = await shop.rows('SELECT title, design_key FROM designs WHERE proof_id = ? ORDER BY position', proof)
  return Object.fromEntries(rows.map(([title, key]) => [String(title), String(key)]))
}
export async function stateOf({ shop, proof }: ProofScene): Promise<unknown[]> {
  const [row] = await shop.rows('SELECT state, edition, open_parts, is_edited FROM approval_requests WHERE subject_id = ?', proof)
  return row ?? []
}

/** A proof that was sent, with one pin, whose every text is this one: rows alone, for tests that look where it comes out. */
export function proofSaying(text: string, at: { readonly job: string; readonly customer: string; readonly file: string }) {
  const ids = { proof: newId('prf'), design: newId('dsg'), pin: newId('pin') }
  const { proof, design, pin } = ids
  const thread = newId('thr')
  const picture = { id: at.file, sha256: at.file, page: 1, width: 8, height: 5 }
  const file = { id: at.file, name: text, type: 'image/png', sha256: at.file, preview: at.file, pictures: [picture] }
  const said = { title: text, placement: text, size: text, swatches: [{ name: text, hex: null }], sizeGrid: [], note: text }
  const content: EditionContent = {
    ...{ kind: 'proof', subject: proof, job: at.job, customer: at.customer, number: 1, title: text, note: text, rule: 'all' },
    ...{ currency: null, totalMinor: null, parts: [{ key: design, amountMinor: null, ...said, file }] },
    ...{ terms: null, checklist: [], needsSignature: false, po: 'no' },
  }
  const changes = [
    sql
      .insert(proofs)
      .values({ id: proof, jobId: at.job, title: text, rule: 'all', note: text, createdById: '', createdAt: start }),
    sql.insert(designs).values({ id: design, proofId: proof, designKey: design, position: 0, ...said, fileId: at.file }),
    sql.insert(approvalRequests).values({
      ...{ id: newId('apr'), kind: 'proof', subjectId: proof, jobId: at.job, customerId: at.customer, title: text },
      ...{ state: 'open', edition: 1, parts: 1, openParts: 1, sentAt: start },
    }),
    sql.insert(editions).values({
      ...{ id: newId('edn'), subjectId: proof, number: 1, content: JSON.stringify(content), sha256: proof, createdAt: start },
    }),
    sql.insert(threads).values({
      ...{ id: thread, subjectKind: 'pin', subjectId: pin, jobId: at.job, customerId: at.customer, createdAt: start },
    }),
    sql.insert(pins).values({
      ...{
        id: pin,
        proofId: proof,
        edition: 1,
        designKey: design,
        xPpm: 1,
        yPpm: 1,
        number: 1,
        threadId: thread,
        createdAt: start,
      },
    }),
    sql.insert(messages).values({
      ...{ id: newId('msg'), threadId: thread, authorKind: 'staff', authorId: '', authorName: text, body: text, at: start },
    }),
  ]
  return { ids, changes }
}
