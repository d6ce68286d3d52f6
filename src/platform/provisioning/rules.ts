import { vocabularies } from '#features/jobs/words.ts'
import { type PortalTab, portalTabs, type Trade } from '#features/settings/rules.ts'

/** What somebody says of the shop they open. */
export interface ShopRequest {
  /** Chosen before the first step and kept, so that a second run repairs the first instead of making another shop. */
  readonly key: string
  readonly slug: string
  readonly name: string
  readonly trade: Trade
  readonly ownerName: string
  readonly email: string
  readonly timeZone?: string
  readonly currency?: string
  readonly locale?: string
}

/** A quiet slate until the shop picks its own colour. */
export const firstColor = '#3d5a73'

/** The tabs of a new portal, with what this trade calls its jobs. */
export function firstTabs(trade: Trade): PortalTab[] {
  const labels = {
    jobs: vocabularies[trade].Many,
    invoices: 'Invoices',
    messages: 'Messages',
    requests: 'Requests',
    branding: 'My branding',
  }
  return portalTabs.map((key) => ({ key, label: labels[key], isShown: true }))
}

/** The id of a row every new shop has: the same in each run, so that running again finds it there. */
export async function fixedId<P extends string>(prefix: P, shopKey: string, what: string): Promise<`${P}_${string}`> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${shopKey} ${what}`))
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${prefix}_${hex.slice(0, 32)}`
}
