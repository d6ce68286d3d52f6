import type { AssetSettings } from '#features/assets/settings.ts'
import type { Trade } from '#features/settings/rules.ts'
import type { Role } from '#features/team/rules.ts'
import type { RequestScript, StrangerScript, TalkScript } from './script-talk.ts'
import type { ThingScript, WarrantyScript } from './script-things.ts'

/** A demo shop as a story: days count from today, earlier ones negative; money is typed as people type it. */
export interface ShopScript {
  readonly key: string
  readonly slug: string
  readonly name: string
  readonly trade: Trade
  readonly timeZone: string
  readonly currency: string
  readonly color: string
  readonly host?: string
  readonly email: string
  readonly phone: string
  readonly website: string
  readonly address: string
  readonly taxName: string
  readonly taxPpm: number
  readonly paymentNote: string
  readonly firstJob: number
  readonly firstInvoice: number
  /** The first one opens the shop. */
  readonly staff: readonly StaffScript[]
  readonly customers: readonly CustomerScript[]
  readonly jobs: readonly JobScript[]
  readonly loose: readonly LooseInvoice[]
  readonly limits?: readonly LimitScript[]
  readonly estimates?: readonly EstimateScript[]
  readonly appointments?: readonly AppointmentScript[]
  readonly things?: readonly ThingScript[]
  readonly warranties?: readonly WarrantyScript[]
  readonly assets?: Partial<AssetSettings>
  readonly requests?: readonly RequestScript[]
  readonly strangers?: readonly StrangerScript[]
  readonly talks?: readonly TalkScript[]
  /** What the desk writes often: a title, and the words. */
  readonly replies?: readonly (readonly [title: string, body: string])[]
  /** Above which amount, as typed, work is signed for; never when left out. */
  readonly signsAbove?: string
  /** A mail that came back today. */
  readonly bounced?: { readonly customer: string; readonly recipient: string; readonly subject: string }
}

export interface StaffScript {
  readonly nick: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly title: string
  readonly phone: string
}

export interface CustomerScript {
  readonly nick: string
  readonly name: string
  readonly kind?: 'person'
  readonly phone?: string
  readonly address?: string
  readonly notes?: string
  readonly day: number
  readonly contacts: readonly ContactScript[]
}
export interface ContactScript {
  readonly name: string
  readonly email?: string
  readonly phone?: string
  readonly may: readonly ('approve' | 'pay' | 'prices')[]
  readonly access?: boolean
  /** When they were last in the portal, days ago; never came when left out. */
  readonly seen?: number
}

export type LineScript = readonly [
  description: string,
  quantity: number,
  unitPrice: string,
  more?: { readonly note?: string; readonly parts?: string; readonly hours?: string },
]

/** Lines sent for approval, edited before where they were, and what the customer said. */
export interface AskScript {
  readonly day: number
  readonly answerIn?: number
  readonly note?: string
  readonly lines?: readonly LineScript[]
  readonly answered?: {
    readonly by: string
    readonly name: string
    readonly day: number
    readonly yes: readonly string[]
    /** Lines declined, and why. */
    readonly no?: Readonly<Record<string, string>>
    readonly po?: string
  }
}
export interface LimitScript {
  readonly customer: string
  readonly perLine: string
  readonly perJob: string
  readonly day: number
  readonly accepted: { readonly by: string; readonly name: string; readonly day: number }
}

/** A time set on `day` for the day `on`, and what its customer said: yes, or which time would be better. */
export interface AppointmentScript {
  readonly customer: string
  readonly title: string
  readonly by: string
  readonly day: number
  readonly on: number
  readonly time: string
  readonly minutes: number
  readonly resource?: string
  readonly note?: string
  readonly answered?: { readonly by: string; readonly day: number; readonly wish?: string }
}

export interface JobScript {
  readonly customer: string
  readonly title: string
  /** Made from the customer's request of that title, instead of from nothing. */
  readonly isAsked?: true
  readonly day: number
  readonly due?: number
  readonly pieces?: number
  readonly advisor: string
  readonly po?: string
  readonly lines: readonly LineScript[]
  readonly vehicle?: VehicleScript
  readonly note?: string
  readonly internal?: string
  /** The statuses it went through, by the shop's own names. */
  readonly path?: readonly (readonly [status: string, day: number])[]
  readonly shipments?: readonly {
    readonly carrier: 'ups' | 'usps' | 'fedex'
    readonly number: string
    readonly day: number
    readonly note?: string
  }[]
  readonly invoice?: InvoiceScript
  readonly asks?: readonly AskScript[]
}
export interface VehicleScript {
  readonly name: string
  readonly plate?: string
  readonly year?: number
  readonly make?: string
  readonly model?: string
}

export interface InvoiceScript {
  readonly day: number
  /** Left out: still a draft. */
  readonly sent?: number
  readonly paid?: readonly {
    readonly day: number
    readonly amount: string | 'all'
    readonly method: 'check' | 'transfer' | 'cash' | 'other'
    readonly note?: string
  }[]
  readonly voided?: number
}
export interface LooseInvoice extends InvoiceScript {
  readonly customer: string
  readonly title: string
  readonly lines: readonly LineScript[]
}

/** An offer, from its draft to its answer. */
export interface EstimateScript {
  readonly customer: string
  readonly title: string
  /** Made from the customer's request of that title, instead of from nothing. */
  readonly isAsked?: true
  readonly note?: string
  /** Whose draft it is. */
  readonly by: string
  readonly day: number
  /** Days from today; two weeks after it was made when left out. */
  readonly holds?: number
  /** Names of the ways to choose from, cheapest first, and what each gives; the one marked is the shop's own choice. */
  readonly ways?: readonly (readonly [name: string, what: string, isSuggested?: true])[]
  readonly deposit?: string
  readonly discount?: string
  readonly lines: readonly (readonly [
    name: string,
    price: string,
    part?: 'a' | 'b' | 'c' | 'ab' | 'bc' | 'addon' | undefined,
    detail?: string,
  ])[]
  /** Left out: still a draft. */
  readonly sent?: number
  readonly answered?: {
    readonly by: string
    readonly name: string
    readonly day: number
    /** What was chosen; missing for a no. */
    readonly choice?: { readonly tier?: 'a' | 'b' | 'c'; readonly addOns: readonly string[] }
    readonly why?: string
  }
}
