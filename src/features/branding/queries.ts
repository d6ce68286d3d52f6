import { and, asc, eq, isNull, type SQLWrapper } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import { theSubject } from '#features/approvals/queries.ts'
import { previewOf } from '#features/files/queries.ts'
import { files } from '#features/files/schema.ts'
import { customerBrands, customerColors, customerLogos } from './schema.ts'

const theId = raw.placeholder('id')
const onRecord = theId
const ofProof = raw`(SELECT j.customer_id FROM proofs p JOIN jobs j ON j.id = p.job_id WHERE p.id = ${theSubject})`

export const logosForCustomer = logosOf(theCustomer)
export const colorsForCustomer = colorsOf(theCustomer)
export const brandForCustomer = brandOf(theCustomer)

/** The same of the customer `:id`. */
export const logosOnRecord = logosOf(onRecord)
export const colorsOnRecord = colorsOf(onRecord)
export const brandOnRecord = brandOf(onRecord)

/** The same of the customer whose work the proof `:subject` shows. */
export const logosOfProof = logosOf(ofProof)
export const colorsOfProof = colorsOf(ofProof)
export const brandOfProof = brandOf(ofProof)

export type LogoRow = Awaited<ReturnType<typeof logosForCustomer.execute>>[number]
export type ColorRow = Awaited<ReturnType<typeof colorsForCustomer.execute>>[number]
export type BrandRow = Awaited<ReturnType<typeof brandForCustomer.execute>>[number]

/** One logo or colour of a customer's, by its id. */
export const logoForCustomer = sql
  .select({ id: customerLogos.id, label: customerLogos.label, fileId: customerLogos.fileId })
  .from(customerLogos)
  .where(and(eq(customerLogos.id, theId), eq(customerLogos.customerId, theCustomer), isNull(customerLogos.removedAt)))
export const colorForCustomer = sql
  .select({ id: customerColors.id, label: customerColors.label })
  .from(customerColors)
  .where(and(eq(customerColors.id, theId), eq(customerColors.customerId, theCustomer)))

function logosOf(owner: SQLWrapper) {
  return sql
    .select({
      id: customerLogos.id,
      label: customerLogos.label,
      note: customerLogos.note,
      fileId: customerLogos.fileId,
      fileName: files.name,
      type: files.type,
      size: files.size,
      previewId: previewOf,
      createdAt: customerLogos.createdAt,
      version: customerLogos.version,
    })
    .from(customerLogos)
    .innerJoin(files, eq(files.id, customerLogos.fileId))
    .where(and(raw`${customerLogos.customerId} = ${owner}`, isNull(customerLogos.removedAt)))
    .orderBy(asc(customerLogos.createdAt), raw`customer_logos.rowid`)
}

function colorsOf(owner: SQLWrapper) {
  return sql
    .select({
      id: customerColors.id,
      label: customerColors.label,
      hex: customerColors.hex,
      pantone: customerColors.pantone,
      version: customerColors.version,
    })
    .from(customerColors)
    .where(raw`${customerColors.customerId} = ${owner}`)
    .orderBy(asc(customerColors.createdAt), raw`customer_colors.rowid`)
}

function brandOf(owner: SQLWrapper) {
  return sql
    .select({
      notes: customerBrands.notes,
      changedAt: customerBrands.changedAt,
      seenAt: customerBrands.seenAt,
      version: customerBrands.version,
    })
    .from(customerBrands)
    .where(raw`${customerBrands.customerId} = ${owner}`)
}

/** All a customer keeps for the shop's work on them. */
export interface Brand {
  readonly logos: readonly LogoRow[]
  readonly colors: readonly ColorRow[]
  readonly notes: string
  /** Of the notes. */
  readonly version: number
  readonly changedAt: number | null
  readonly seenAt: number | null
}

/** What three reads found, where the customer may have kept nothing yet. */
export function brandFrom(logos: readonly LogoRow[], colors: readonly ColorRow[], brand: BrandRow | undefined): Brand {
  return { logos, colors, ...(brand ?? { notes: '', version: 1, changedAt: null, seenAt: null }) }
}
