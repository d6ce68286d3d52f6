import type { ReaderCtx, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { type Asked, askedOf } from '#features/approvals/asked.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { type AskedRows, askedForCustomer, askedForLink, askedForStaff } from '#features/approvals/queries.ts'
import { brandFrom, brandOfProof, colorsOfProof, logosOfProof } from '#features/branding/queries.ts'
import { deliveriesOfSubject } from '#features/deliveries/queries.ts'
import { type CodesOfLink, codesOfLink } from '#identity/link-codes/queries.ts'
import {
  artOfProof,
  attachmentsOfProof,
  designsOfProof,
  type PinRow,
  pinsForCustomer,
  pinsForLink,
  pinsForStaff,
  proofById,
} from './queries.ts'

/** A proof as the shop works on it, with all that was sent and answered. Throws notFound. */
export async function getProof(ctx: StaffCtx, id: string, files: readonly string[] = []) {
  const [[proof], designs, art, attachments, pins, deliveries, logos, colors, [kept], ...rows] = await ctx.read(
    [
      ...([proofById, designsOfProof, artOfProof, attachmentsOfProof, pinsForStaff, deliveriesOfSubject] as const),
      ...([logosOfProof, colorsOfProof, brandOfProof] as const),
      ...askedForStaff,
    ],
    { subject: id, files: JSON.stringify(files) },
  )
  const asked = askedOf(rows)
  if (!proof || !asked) throw notFound('proof')
  return { proof, designs, art, attachments, pins, deliveries, asked, brand: brandFrom(logos, colors, kept) }
}
export type ProofParts = Awaited<ReturnType<typeof getProof>>

/** What a customer was sent, with its pins. */
export interface SentParts {
  readonly asked: Asked
  readonly content: EditionContent
  readonly pins: readonly PinRow[]
  /** Where a mailed code could prove the mailbox: for the holder of a link. */
  readonly codes?: CodesOfLink
}

/** The proof of this id, or of this link, as its customer may see it: nothing of a draft. Throws notFound. */
export async function getProofForReader(ctx: ReaderCtx, id?: string): Promise<SentParts> {
  if (ctx.audience === 'link') {
    const [pins, mailbox, proofs, ...rows] = await ctx.read([pinsForLink, ...codesOfLink, ...askedForLink])
    return { ...sentOf(rows), pins, codes: [mailbox, proofs] }
  }
  const [pins, ...rows] = await ctx.read([pinsForCustomer, ...askedForCustomer], { subject: id })
  return { ...sentOf(rows), pins }
}

function sentOf(rows: AskedRows): Pick<SentParts, 'asked' | 'content'> {
  const asked = askedOf(rows)
  const content = asked?.content
  if (!asked || content?.kind !== 'proof') throw notFound('proof')
  return { asked, content }
}
