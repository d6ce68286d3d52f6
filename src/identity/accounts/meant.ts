import type { CustomerCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { isId } from '#lib/id.ts'
import { findElsewhere } from './elsewhere.ts'

const whose = 'of'

/** The same address, saying whose list it means: where a mail leads to no one thing, whose address would say so itself. */
export const meantFor = (customerId: string, address: string): string => `${address}?${whose}=${customerId}`

/** Which customer's list an address means; undefined where it says nothing of that. */
export function customerMeant(query: (name: string) => string | undefined): string | undefined {
  const id = query(whose) ?? ''
  return isId('cus', id) ? id : undefined
}

/** Throws notFound where an address means another of a person's customers: then they are asked to change over. All else is as without. */
export async function expectMeant(ctx: CustomerCtx, meant: string | undefined): Promise<void> {
  if (meant === undefined || meant === ctx.customerId) return
  await ctx.read([])
  if (await findElsewhere(ctx, meant)) throw notFound('Page')
}
