import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import type { Offer } from '#features/estimates/rules.ts'
import { newId } from '#lib/id.ts'
import { canonicalJson, type Json, sha256Of } from '#lib/sealed-record.ts'
import type { PartRule, PoRule, RequestKind } from './rules.ts'
import { editionFiles, editions } from './schema.ts'

/** A line or a design as it was shown. What else it says depends on the kind. */
export interface EditionPart {
  readonly key: string
  readonly title: string
  /** Before tax; null where it has no price. */
  readonly amountMinor: number | null
  readonly [name: string]: Json
}

/** All that a customer is asked about, and nothing else. */
export interface EditionContent {
  readonly kind: RequestKind
  readonly subject: string
  readonly job: string | null
  readonly customer: string
  readonly number: number
  readonly title: string
  readonly note: string
  readonly rule: PartRule
  readonly currency: string | null
  readonly totalMinor: number | null
  readonly parts: readonly EditionPart[]
  readonly terms: { readonly number: number; readonly sha256: string } | null
  readonly checklist: readonly string[]
  readonly needsSignature: boolean
  readonly po: PoRule
  /** Of an estimate: the ways to choose from, and what holds for the whole. */
  readonly offer?: Offer
}

export interface KeptEdition {
  readonly id: string
  readonly sha256: string
  /** SHA-256 of each part by its key: a decision stands while the part stays that. */
  readonly partHashes: ReadonlyMap<string, string>
  readonly inserts: readonly Change[]
}

/** Writes an edition down, exactly as it is shown, with the files it shows. */
export async function keepEdition(
  { parts, ...rest }: EditionContent,
  fileIds: readonly string[],
  now: number,
): Promise<KeptEdition> {
  const id = newId('edn')
  const text = canonicalJson({ ...rest, parts })
  const sha256 = await sha256Of(text)
  const { subject: subjectId, number } = rest
  const shown = [...new Set(fileIds)].map((fileId) => ({ editionId: id, fileId, subjectId }))
  return {
    id,
    sha256,
    partHashes: await hashesOf(parts),
    inserts: [
      sql.insert(editions).values({ id, subjectId, number, content: text, sha256, createdAt: now }),
      ...(shown.length > 0 ? [sql.insert(editionFiles).values(shown)] : []),
    ],
  }
}

/** SHA-256 of each part as it is written down, by its key. */
export async function hashesOf(parts: readonly EditionPart[]): Promise<Map<string, string>> {
  const pairs = parts.map(async (part) => [part.key, await sha256Of(canonicalJson(part))] as const)
  return new Map(await Promise.all(pairs))
}

/** An edition's content read back. It was written by `keepEdition` and cannot change, so its shape is known. */
export function contentOf(edition: { readonly content: string }): EditionContent {
  return JSON.parse(edition.content) as EditionContent // the only writer is above, and a trigger keeps the row
}
