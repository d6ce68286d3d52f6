import type { CustomerCtx, LinkCtx, ReaderCtx, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { type Asked, askedOf } from '#features/approvals/asked.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { approversOfEstimate, askedForCustomer, askedForLink, askedForStaff, currentTerms } from '#features/approvals/queries.ts'
import { deliveriesOfId } from '#features/deliveries/queries.ts'
import { readsInvoices, withoutTax } from '#features/invoices/rules.ts'
import { allStatuses } from '#features/jobs/queries.ts'
import { requestOfEstimate } from '#features/requests/staff-queries.ts'
import { type CodesOfLink, codesOfLink } from '#identity/link-codes/queries.ts'
import {
  assetsOfEstimate,
  type Estimate,
  estimateById,
  estimateForCustomer,
  estimateForLink,
  historyOfEstimate,
  linesOfEstimate,
  photosOfEstimate,
} from './queries.ts'
import { saidForCustomer, saidForLink, saidForStaff } from './thread.ts'

export type Sent = Asked & { readonly content: EditionContent }

/** An estimate as its reader was sent it, in one trip: their own alone, and only for those who see prices. */
export async function getEstimateForReader(ctx: ReaderCtx, id = '') {
  const found = ctx.audience === 'link' ? await forLink(ctx) : await forCustomer(ctx, id)
  if (!readsInvoices(ctx.viewer)) throw notFound('Estimate')
  return found
}
export type EstimateForReader = Awaited<ReturnType<typeof getEstimateForReader>>

async function forCustomer(ctx: CustomerCtx, id: string) {
  const [[estimate], said, ...rows] = await ctx.read([estimateForCustomer, saidForCustomer, ...askedForCustomer], {
    id,
    subject: id,
  })
  return { ...sent(estimate, askedOf(rows)), said, codes: undefined }
}

async function forLink(ctx: LinkCtx) {
  const [[estimate], said, link, proofs, ...rows] = await ctx.read([
    estimateForLink,
    saidForLink,
    ...codesOfLink,
    ...askedForLink,
  ])
  return { ...sent(estimate, askedOf(rows)), said, codes: [link, proofs] satisfies CodesOfLink }
}

function sent(estimate: Estimate | undefined, asked: Asked | undefined): { estimate: Estimate; asked: Sent } {
  if (!estimate || !asked?.content?.offer || asked.request.state === 'draft') throw notFound('Estimate')
  return { estimate, asked: { ...asked, content: asked.content } }
}

/** Everything the shop's page of an estimate shows, and what sending it takes. */
export async function getEstimate(ctx: StaffCtx, id: string) {
  const [[estimate], lines, assets, photos, approvers, [terms], statuses, said, history, deliveries, [request], ...rows] =
    await ctx.read(
      [
        ...([
          estimateById,
          linesOfEstimate,
          assetsOfEstimate,
          photosOfEstimate,
          approversOfEstimate,
          currentTerms,
          allStatuses,
        ] as const),
        ...([saidForStaff, historyOfEstimate, deliveriesOfId, requestOfEstimate, ...askedForStaff] as const),
      ],
      { id, subject: id },
    )
  if (!estimate) throw notFound('Estimate')
  return {
    ...{ estimate, assets, photos, approvers, terms, statuses, said, history, deliveries, request, asked: askedOf(rows) },
    // Nobody is offered a tax that they will not be billed.
    lines: estimate.taxExemption === null ? lines : withoutTax(lines),
  }
}
export type EstimateRecord = Awaited<ReturnType<typeof getEstimate>>
