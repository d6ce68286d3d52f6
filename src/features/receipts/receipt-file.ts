import { ImageUnreadable } from '#adapters/files.ts'
import type { BaseCtx, SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, once, Refused } from '#database/write.ts'
import { receipts } from '#features/approvals/schema.ts'
import { inHouse } from '#features/documents/keep.ts'
import { farFontsFor } from '#features/documents/supplies.ts'
import { files as fileTable } from '#features/files/schema.ts'
import { portalAddress } from '#identity/item-links.ts'
import { asSystem } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { late } from '#lib/late.ts'
import { sha256Of } from '#lib/sealed-record.ts'
import { newSecret } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { publishSigningKey } from '#platform/tenants/actions.ts'
import { href } from '#routes.ts'
import { checkAddress } from './addresses.ts'
import { filesOfRecord, receiptsOfRecord, recordById, type ShownFile } from './queries.ts'
import { hasAmounts, type Receipt, receiptOf } from './receipt.ts'
import { picturesOf } from './shown.ts'

const drawing = late(() => import('./pdf.ts'))

export interface ReceiptFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly name: string
}

const mostPictures = 24
const largestPicture = 8 * 1024 * 1024
const pictureWidth = 480

/**
 * The receipt of a record as a PDF, with or without amounts: made once and kept, so that its hash stays what was handed out.
 * Nothing when there is no such record, or when what it would say was erased.
 */
export async function receiptFile(ctx: BaseCtx, id: string, seesPrices: boolean): Promise<ReceiptFile | undefined> {
  const system = asSystem(ctx, 'receipts')
  for (;;) {
    const [[row], files, made] = await system.read([recordById, filesOfRecord, receiptsOfRecord], { id })
    if (row?.payload == null) return undefined
    const receipt = receiptOf(row)
    const hasPrices = seesPrices && hasAmounts(receipt)
    const name = `receipt-${receipt.sequence}.pdf`
    const known = made.find((one) => one.hasPrices === hasPrices)
    if (known) {
      const body = await ctx.deps.files.get(known.key)
      return body && { bytes: new Uint8Array(await new Response(body).arrayBuffer()), name }
    }
    const { receiptPdf } = await drawing()
    const document = {
      ...{ shop: system.house, receipt, hasPrices, check: checkAddress(ctx, receipt.sha256) },
      online: portalAddress(ctx.deps, ctx.tenant) + href('', paths.portal.approvals.show, { id }),
      pictures: await picturesFor(ctx, receipt, files),
      far: await farFontsFor(system, receipt),
    }
    const bytes = await inHouse(system, () => receiptPdf(document))
    if (await keep(system, receipt, hasPrices, name, bytes)) return { bytes, name }
  }
}

/** Stores the bytes and writes them down; false when another was quicker, or the content was erased meanwhile. */
async function keep(ctx: SystemCtx, { id }: Receipt, hasPrices: boolean, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const key = `${ctx.tenant.key}/${newSecret()}`
  const file = { id: newId('fil'), key, name, type: 'application/pdf', size: bytes.byteLength, sha256: await sha256Of(bytes) }
  await ctx.deps.files.put(key, bytes, file.type)
  await publishSigningKey(ctx.deps, ctx.tenant)
  try {
    await ctx.write({ kind: 'receipt.made', subjectId: id, details: { hasPrices } }, [
      assert(raw`EXISTS (SELECT 1 FROM approval_payloads p WHERE p.approval_id = ${id} AND p.erased_at IS NULL)`, 'erased'),
      sql.insert(fileTable).values({ ...file, visibility: 'internal', createdAt: ctx.now }),
      once(
        sql.insert(receipts).values({ approvalId: id, hasPrices, fileId: file.id, sha256: file.sha256, createdAt: ctx.now }),
        'made before',
      ),
    ])
    return true
  } catch (error) {
    if (!(error instanceof Refused) || !['made before', 'erased'].includes(error.reason)) throw error
    await ctx.deps.files.remove([key])
    return false
  }
}

/** A small PNG for each design; one that cannot be drawn is left out, its hash stands in the record. */
async function picturesFor({ deps }: BaseCtx, receipt: Receipt, files: readonly ShownFile[]) {
  const pictures = new Map<string, Uint8Array>()
  if (receipt.kind !== 'proof') return pictures
  for (const { part } of receipt.parts.slice(0, mostPictures)) {
    const [file] = picturesOf(part, files, pictureWidth)
    const body = file && file.size <= largestPicture ? await deps.files.get(file.key) : undefined
    if (!body) continue
    try {
      pictures.set(part.key, await deps.files.toPng(new Uint8Array(await new Response(body).arrayBuffer()), pictureWidth))
    } catch (error) {
      if (!(error instanceof ImageUnreadable)) throw error
    }
  }
  return pictures
}
