import type { ReaderCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { type Asked, askedOf } from '#features/approvals/asked.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { askedForCustomer, askedForLink } from '#features/approvals/queries.ts'
import { jobAssetsForCustomer, jobAssetsForLink, jobForCustomer, jobForLink } from '#features/jobs/page-queries.ts'

const forCustomer = [jobForCustomer, jobAssetsForCustomer, ...askedForCustomer] as const
const forLink = [jobForLink, jobAssetsForLink, ...askedForLink] as const

export type Sent = Asked & { readonly content: EditionContent }

/** A job's lines as its reader was asked about them, in one trip: only what was sent, and only their own. */
export async function getLinesForReader(ctx: ReaderCtx, id = '') {
  const subject = ctx.audience === 'link' ? '' : id
  const [[job], assets, ...rows] = await ctx.read(ctx.audience === 'link' ? forLink : forCustomer, { id: subject, subject })
  const asked = askedOf(rows)
  if (!job || !isSent(asked)) throw notFound('Page')
  return { job, assets, asked }
}
export type LinesForReader = Awaited<ReturnType<typeof getLinesForReader>>

export function isSent(asked: Asked | undefined): asked is Sent {
  return asked?.content !== undefined && asked.request.kind === 'work' && asked.request.state !== 'draft'
}
