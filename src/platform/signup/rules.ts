import * as v from 'valibot'
import { type Trade, trades } from '#features/settings/rules.ts'
import { triesAllowed } from '#identity/sign-in/rules.ts'
import { Email, Line } from '#lib/fields.ts'
import { isSlug, reservedSlugs, slugOf } from '#lib/slug.ts'
import { isZone } from '#lib/time.ts'
import type { signups } from './schema.ts'

export type Signup = typeof signups.$inferSelect

/** How long a proven mailbox may take to name its shop. */
export const namingMs = 3_600_000
const secondClickMs = 60_000
/** Stands where a shop's key stands in a token; no shop can have it, for keys hold no l and no o. */
export const platformKey = 'platform'

/** Whether its link and code can still prove the mailbox. */
export function isOpen(signup: Signup, now: number): boolean {
  return !signup.provedAt && signup.expiresAt > now && signup.tries < triesAllowed
}
/** Whether the mailbox is proven, not too long ago, and its shop not open yet: but for the second click of the same form. */
export function mayName(signup: Signup, now: number): boolean {
  if (signup.finishedAt !== null && signup.finishedAt + secondClickMs < now) return false
  return signup.provedAt !== null && signup.provedAt + namingMs > now
}

export const AskToSignUp = v.object({ email: Email })
export const ProveMailbox = v.object({
  code: v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(40, 'The code has eight digits')),
})
export const FindShop = v.object({
  shop: v.pipe(
    Line('Type the address of your shop, like smith-embroidery'),
    v.transform((text) =>
      text
        .toLowerCase()
        .replace(/^.*\/admin\//, '')
        .replace(/\/.*$/, ''),
    ),
    v.check((slug) => isSlug(slug), 'An address has letters, digits and hyphens, like smith-embroidery'),
  ),
})

const Slug = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.trim().toLowerCase()),
  v.check((slug) => slug === '' || isSlug(slug), 'Use 2 to 40 small letters, digits and hyphens, like smith-embroidery'),
  v.check((slug) => !reservedSlugs.has(slug), 'This address is used by the product itself. Choose another.'),
)
export const OpenShop = v.pipe(
  v.object({
    name: Line('Type the name of your shop', 80),
    slug: Slug,
    trade: v.picklist(trades, 'Choose what your shop does'),
    ownerName: Line('Type your name', 80),
    timeZone: v.optional(v.pipe(v.string(), v.check(isZone, 'Choose a time zone'))),
  }),
  v.transform((form) => ({ ...form, slug: form.slug || freeOfReserved(slugOf(form.name)) })),
  v.forward(
    v.check(({ slug }) => isSlug(slug), 'We could not make an address from the name. Type one, like smith-embroidery'),
    ['slug'],
  ),
)
export type OpenShop = v.InferOutput<typeof OpenShop>

function freeOfReserved(slug: string): string {
  return reservedSlugs.has(slug) ? `${slug}-shop` : slug
}

/** Addresses close to a taken one. */
export function otherSlugs(slug: string, trade: Trade): string[] {
  const short = slug.slice(0, 30).replace(/-$/, '')
  return [`${short}-${trade}`, `${short}-shop`, `${short}-2`, `${short}-3`]
}
