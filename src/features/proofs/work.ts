import { and, eq } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { useFiles } from '#features/files/upload.ts'
import { newId } from '#lib/id.ts'
import { canonicalJson, type Json } from '#lib/sealed-record.ts'
import type { TypedProof } from './form.ts'
import type { ProofParts } from './read.ts'
import { type Design, isArtwork } from './rules.ts'
import { designs, proofAttachments, proofs } from './schema.ts'

/** What the proof becomes with what was typed and uploaded, and the changes that bring it there. */
export interface Work {
  readonly designs: readonly Design[]
  /** Whether anything the customer sees differs from before. */
  readonly isChanged: boolean
  readonly changes: readonly Change[]
}

/** Pictures and documents that came become designs of their own, or take the place of a design's artwork; the rest goes along. */
export function workOf(before: ProofParts, typed: TypedProof, ctx: StaffCtx): Work {
  const { proof, art } = before
  const kept = before.designs.map((design) => {
    const { artwork = [], ...words } = typed.designs.get(design.designKey) ?? {}
    return { ...plain(design), ...words, fileId: replacedBy(before, design.fileId, artwork[0]) }
  })
  const arrived = typed.files.flatMap((id) => art.find((file) => file.id === id) ?? [])
  const added = arrived.filter(({ type }) => isArtwork(type)).map((file, i) => newDesign(file, proof.title, kept.length + i))
  const now = [...kept, ...added]
  const newFiles = [...typed.files, ...kept.map(({ fileId }) => fileId)].filter(
    (id) => !before.designs.some(({ fileId }) => fileId === id),
  )
  const attached = arrived.filter(({ type }) => !isArtwork(type))
  const isChanged =
    proof.title !== typed.title ||
    proof.rule !== typed.rule ||
    proof.note !== typed.note ||
    textOf(before.designs.map(plain)) !== textOf(now)
  const changes: Change[] = [
    keepProof(proof.id, typed),
    // A logo that the customer keeps is in use already: there, and from now on here.
    useFiles(
      ctx,
      newFiles,
      raw`(SELECT l.file_id FROM customer_logos l WHERE l.customer_id = ${proof.customerId} AND l.removed_at IS NULL)`,
    ),
    ...kept.map((design) => keepDesign(proof.id, design)),
    ...added.map((design, i) =>
      sql.insert(designs).values({ id: newId('dsg'), proofId: proof.id, position: kept.length + i, ...design }),
    ),
    ...attached.map(({ id }) => sql.insert(proofAttachments).values({ proofId: proof.id, fileId: id }).onConflictDoNothing()),
  ]
  return { designs: now, isChanged, changes }
}

function plain({ designKey, title, placement, size, swatches, sizeGrid, note, fileId }: Design): Design {
  return { designKey, title, placement, size, swatches, sizeGrid, note, fileId }
}
// Rows and typed values are plain JSON; an interface has no index signature.
const textOf = (all: readonly Design[]) => canonicalJson(all as unknown as Json)

/** The very same bytes sent again change nothing: the design keeps its file, and with it its decision. */
function replacedBy({ art }: ProofParts, fileId: string, uploadId: string | undefined): string {
  const [old, upload] = [fileId, uploadId].map((id) => art.find((file) => file.id === id))
  return upload && isArtwork(upload.type) && upload.sha256 !== old?.sha256 ? upload.id : fileId
}

function newDesign({ id, name }: { readonly id: string; readonly name: string }, proofTitle: string, index: number): Design {
  const words =
    name
      .replace(/\.\w{1,5}$/, '')
      .replace(/[_-]+/g, ' ')
      .trim() || `${proofTitle} ${index + 1}`
  const title = (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 80)
  const unsaid = { placement: '', size: '', swatches: [], sizeGrid: [], note: '' }
  return { designKey: newId('dsg'), title, ...unsaid, fileId: id }
}

function keepProof(id: string, { version, title, rule, note }: TypedProof): Change {
  const update = sql
    .update(proofs)
    .set({ title, rule, note, version: raw`${proofs.version} + 1` })
    .where(and(eq(proofs.id, id), eq(proofs.version, version)))
  return [update, exactlyOne('stale')]
}

function keepDesign(proofId: string, { designKey, ...design }: Design): Change {
  return sql
    .update(designs)
    .set(design)
    .where(and(eq(designs.proofId, proofId), eq(designs.designKey, designKey)))
}
