import type { CustomerCtx, LinkCtx, ReaderCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { type Asked, askedOf } from '#features/approvals/asked.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { askedForCustomer, askedForLink } from '#features/approvals/queries.ts'
import { jobAssetsForCustomer, jobAssetsForLink, jobForCustomer, jobForLink } from '#features/jobs/page-queries.ts'
import { type CodesOfLink, codesOfLink } from '#identity/link-codes/queries.ts'

const forCustomer = [jobForCustomer, jobAssetsForCustomer, ...askedForCustomer] as const
const forLink = [jobForLink, jobAssetsForLink, ...codesOfLink, ...askedForLink] as const

export type Sent = Asked & { readonly content: EditionContent }

/** A job's lines as its reader was asked about them, in one trip: only what was sent, and only their own. */
export async function getLinesForReader(ctx: ReaderCtx, id = '') {
  return ctx.audience === 'link' ? getLinesForLink(ctx) : getLinesForCustomer(ctx, id)
}
export type LinesForReader = Awaited<ReturnType<typeof getLinesForReader>>

async function getLinesForCustomer(ctx: CustomerCtx, id: string) {
  const [[job], assets, ...rows] = await ctx.read(forCustomer, { id, subject: id })
  const asked = askedOf(rows)
  if (!job || !isSent(asked)) throw notFound('Page')
  return { job, assets, asked, codes: undefined }
}

/** The same for the holder of a link, with the codes that were mailed for it. */
export async function getLinesForLink(ctx: LinkCtx) {
  const [[job], assets, link, proofs, ...rows] = await ctx.read(forLink)
  const asked = askedOf(rows)
  if (!job || !isSent(asked)) throw notFound('Page')
  return { job, assets, asked, codes: [link, proofs] satisfies CodesOfLink }
}

export function isSent(asked: Asked | undefined): asked is Sent {
  return asked?.content !== undefined && asked.request.kind === 'work' && asked.request.state !== 'draft'
}
