import type { ReaderCtx, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import {
  editionById,
  editionFilesForCustomer,
  editionFilesForLink,
  editionForCustomer,
  editionForLink,
  filesOfEdition,
  filesOfRecord,
  pinsForCustomer,
  pinsForLink,
  pinsOfEdition,
  recordById,
  recordFilesForCustomer,
  recordFilesForLink,
  recordForCustomer,
  recordForLink,
} from './queries.ts'
import { receiptOf } from './receipt.ts'

const records = {
  customer: [recordForCustomer, recordFilesForCustomer],
  link: [recordForLink, recordFilesForLink],
  staff: [recordById, filesOfRecord],
} as const
const editions = {
  customer: [editionForCustomer, editionFilesForCustomer, pinsForCustomer],
  link: [editionForLink, editionFilesForLink, pinsForLink],
  staff: [editionById, filesOfEdition, pinsOfEdition],
} as const

/** A record as this reader may see it: a contact those of their customer, a link those of its item, staff all. Throws not found. */
export async function getRecord(ctx: ReaderCtx | StaffCtx, id: string) {
  const [[row], files] = await ctx.read(records[ctx.audience], { id })
  if (!row) throw notFound('Record')
  return { row, receipt: receiptOf(row), files, seesPrices: seesPrices(ctx) }
}

/** An edition as it was sent, by its own id or that of a record about it. Throws not found. */
export async function getEdition(ctx: ReaderCtx | StaffCtx, id: string) {
  const [[edition], files, pins] = await ctx.read(editions[ctx.audience], { id })
  if (!edition) throw notFound('Version')
  return { edition, files, pins, seesPrices: seesPrices(ctx) }
}

/** Known after the read. */
function seesPrices(ctx: ReaderCtx | StaffCtx): boolean {
  return ctx.audience === 'staff' ? ctx.me.role !== 'production' : ctx.viewer.seesPrices
}
