import type { BaseCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { once, Refused } from '#database/write.ts'
import { files } from '#features/files/schema.ts'
import { documents } from '#features/invoices/schema.ts'
import { asSystem } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { inLanguage, languageOf } from '#lib/language.ts'
import { canonicalJson, type Json, sha256Of } from '#lib/sealed-record.ts'
import { newSecret } from '#lib/token.ts'
import { documentByContent } from './queries.ts'

export interface Pdf {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** As it is saved: `invoice-INV-1001.pdf`. */
  readonly name: string
}

interface Paper {
  readonly subjectId: string
  /** All that it says: another content is another PDF. */
  readonly content: Json
  readonly name: string
}

/** Makes a document of record as the shop itself reads: it says the same to everybody, whoever asked for it first. */
export const inHouse = <T>({ house }: Pick<BaseCtx, 'house'>, work: () => T): T => inLanguage(work, languageOf(house.locale))

/** The PDF of this content: made once and kept, whoever asks for it first. Throws FilesUnavailable when the store gives no answer. */
export async function documentOf(
  ctx: BaseCtx,
  { subjectId, content, name }: Paper,
  make: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Pdf> {
  const system = asSystem(ctx, 'documents')
  const contentSha256 = await sha256Of(canonicalJson(content))
  const [[known]] = await system.read([documentByContent], { subject: subjectId, sha256: contentSha256 })
  const body = known && (await ctx.deps.files.get(known.key))
  if (body) return { bytes: new Uint8Array(await new Response(body).arrayBuffer()), name }
  const bytes = await make()
  if (!known) await keep(system, { subjectId, contentSha256, name, bytes })
  return { bytes, name }
}

interface Made extends Pdf {
  readonly subjectId: string
  readonly contentSha256: string
}

/** Stores the bytes and writes them down, unless another was quicker. */
async function keep(ctx: BaseCtx, { subjectId, contentSha256, name, bytes }: Made): Promise<void> {
  const key = `${ctx.tenant.key}/${newSecret()}`
  const file = { id: newId('fil'), key, name, type: 'application/pdf', size: bytes.byteLength, sha256: await sha256Of(bytes) }
  await ctx.deps.files.put(key, bytes, file.type)
  try {
    await ctx.write({ kind: 'document.made', subjectId, details: { name } }, [
      sql.insert(files).values({ ...file, visibility: 'internal', createdAt: ctx.now }),
      once(sql.insert(documents).values({ subjectId, contentSha256, fileId: file.id, createdAt: ctx.now }), 'made before'),
    ])
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'made before') throw error
    await ctx.deps.files.remove([key])
  }
}

/** A PDF as a download: to be saved, and run as nothing. */
export function pdfHeaders({ bytes, name }: Pdf): Record<string, string> {
  return {
    'content-type': 'application/pdf',
    'content-length': String(bytes.byteLength),
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "default-src 'none'; sandbox",
  }
}
