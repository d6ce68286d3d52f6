import type { BookingSettings } from '#features/appointments/rules.ts'
import type { ApprovalSettings } from '#features/approvals/rules.ts'
import type { AssetSettings } from '#features/assets/settings.ts'
import type { QuietHours } from '#features/automations/quiet.ts'
import type { BillingSettings } from '#features/invoices/billing.ts'
import type { AccountSettings } from '#features/people/rules.ts'
import type { RequestSettings } from '#features/requests/rules.ts'
import type { BrandColors } from '#ui/theme.ts'

export const trades = ['decoration', 'wrap', 'auto', 'fleet'] as const
export type Trade = (typeof trades)[number]

export const portalTabs = ['jobs', 'invoices', 'messages', 'requests'] as const
export type PortalTabKey = (typeof portalTabs)[number]
/** A tab of the portal: shops choose which are shown and what they are called. */
export interface PortalTab {
  readonly key: PortalTabKey
  readonly label: string
  readonly isShown: boolean
}

/** What tabs are called that a shop has not named: they came after it signed up. */
const tabLabels: Readonly<Record<PortalTabKey, string>> = {
  jobs: 'Jobs',
  invoices: 'Invoices',
  messages: 'Messages',
  requests: 'Requests',
}

/** Every tab there is, as the shop has set it; one that it never saw is shown. */
export function allTabs(set: readonly PortalTab[]): readonly PortalTab[] {
  return portalTabs.map((key) => set.find((tab) => tab.key === key) ?? { key, label: tabLabels[key], isShown: true })
}

/** Whether a shop's customers are shown this tab. */
export const hasTab = ({ tabs }: { readonly tabs: readonly PortalTab[] }, key: PortalTabKey) =>
  tabs.some((tab) => tab.key === key && tab.isShown)

/** Where Stripe's onboarding stands: none, started, details missing or under review, ready to take payments. */
export const stripeStates = ['none', 'started', 'restricted', 'ready'] as const
export type StripeState = (typeof stripeStates)[number]

/** The shop as every page, mail and action meets it. */
export interface Profile {
  readonly name: string
  readonly trade: Trade
  readonly email: string | null
  readonly phone: string | null
  readonly website: string | null
  readonly address: string | null
  readonly timeZone: string
  readonly currency: string
  readonly locale: string
  readonly colors: BrandColors
  readonly logoFileId: string | null
  readonly mailLogoFileId: string | null
  readonly portalName: string | null
  readonly isPortalOn: boolean
  readonly tabs: readonly PortalTab[]
  readonly taxName: string
  readonly taxPpm: number
  readonly dueDays: number
  readonly invoicePrefix: string
  readonly nextEstimateNumber: number
  readonly paymentNote: string
  readonly stripeAccount: string | null
  readonly stripeState: StripeState
  readonly approvals: ApprovalSettings | null
  readonly billing: Partial<BillingSettings> | null
  readonly booking: Partial<BookingSettings> | null
  readonly requests: Partial<RequestSettings> | null
  readonly accounts: Partial<AccountSettings> | null
  readonly assetSettings: Partial<AssetSettings> | null
  readonly quietHours: QuietHours | null
  readonly areAutomationsOn: boolean
  readonly arePasswordsOn: boolean
  readonly version: number
}

/** The name customers read: the portal's own where the shop set one. */
export function shownName(profile: Pick<Profile, 'name' | 'portalName'>): string {
  return profile.portalName || profile.name
}

/** Why no mail with a link goes out while the portal is off: the link would lead to a page that says so. */
export const portalIsOff = 'Your portal is switched off, so a link would lead nowhere. Switch it on first, in Settings › Portal.'
