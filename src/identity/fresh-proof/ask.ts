import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import type { Change } from '#database/write.ts'
import { type FormState, fieldError } from '#lib/form.ts'
import { type FreshMail, mailFreshCode, proofBy } from './actions.ts'
import type { FreshCode } from './queries.ts'
import { isFresh } from './rules.ts'
import { freshWords as words } from './words.ts'

/** What any form that needs a fresh proof may carry. */
export const ProofFields = {
  code: v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.maxLength(40))), undefined),
  again: v.fallback(v.optional(v.literal('on')), undefined),
}

export type Proof = { readonly proven: readonly Change[] } | { readonly ask: FormState | undefined }

/**
 * Whether whoever looks proved their mailbox just now: what is to be written with what they want, or what their page has to say to
 * ask for a code, which is then on its way. Call after the read.
 */
export async function freshProof(
  ctx: CustomerCtx,
  live: FreshCode | undefined,
  { code, again }: { readonly code?: string | undefined; readonly again?: 'on' | undefined },
  mail?: FreshMail,
): Promise<Proof> {
  if (isFresh(ctx)) return { proven: [] }
  if (code === undefined || again) {
    if (!live || again) await mailFreshCode(ctx, mail)
    return { ask: undefined }
  }
  const proof = await proofBy(ctx, live, code)
  if (typeof proof !== 'string') return { proven: proof }
  if (proof === 'spent') await mailFreshCode(ctx, mail)
  return { ask: fieldError({}, 'code', words[proof]) }
}
