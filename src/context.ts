import type { Database } from '#database/hrana.ts'
import type { RowsOf, Statement } from '#database/sql.ts'
import type { Values } from '#database/statement.ts'
import type { Change } from '#database/write.ts'
import type { Profile } from '#features/settings/rules.ts'
import type { Role } from '#features/team/rules.ts'
import type { Id } from '#lib/id.ts'
import type { Language } from '#lib/language.ts'
import type { Keyring } from '#lib/token.ts'
import type { Deps, Env } from './env.ts'

/** One shop, as the directory knows it. Its database cannot be reached without it. */
export interface Tenant {
  readonly key: string
  readonly slug: string
  /** The shop's own host, where it has one: links are made with it. */
  readonly host: string | undefined
  readonly database: Database
  readonly keys: Keyring
}

/** Who does something. Closed: a switch over it ends in `never`. */
export type Actor =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'contact'; readonly id: string; readonly name: string }
  | { readonly kind: 'link'; readonly id: string; readonly name: string }
  | { readonly kind: 'staff'; readonly id: string; readonly name: string }
  | { readonly kind: 'system'; readonly name: string }

/** What one action does besides its changes: the event it is, and the mails it asks for. */
export interface Action {
  /** Past tense: `invoice.sent`. */
  readonly kind: string
  readonly subjectId: string
  readonly customerId?: string | undefined
  readonly jobId?: string | undefined
  /** Who may read the event; staff alone unless told. */
  readonly audience?: 'staff' | 'customer'
  readonly facts?: Readonly<Record<string, unknown>>
  readonly details?: Readonly<Record<string, unknown>>
  readonly mails?: readonly Mail[]
  /** What else it made happen: events of their own in the same batch. */
  readonly consequences?: readonly Omit<Action, 'mails' | 'consequences' | 'isRepeatable'>[]
  /** Each sending counts, even of the same form: a wrong code must cost a try every time. */
  readonly isRepeatable?: boolean
}
export interface Mail {
  readonly kind: string
  readonly payload: Readonly<Record<string, string>>
  /** Two mails with one key are one mail. Made from the event unless told. */
  readonly key?: string
  /** Takes the place of an unsent mail with the same topic. */
  readonly topic?: string
  readonly dueAt?: number
  readonly customerId?: string | undefined
  /** Goes to somebody who did not ask for it: counted per shop and day. */
  readonly isUnasked?: boolean
  /** A mail that stands in the outbox and is never sent: an unknown mailbox costs the same as a known one. */
  readonly isSilent?: boolean
}

/** Where a request came from, as it said. */
export interface Origin {
  readonly ip: string
  readonly userAgent: string
}

export interface BaseCtx {
  readonly tenant: Tenant
  readonly deps: Deps
  readonly requestId: string
  /** The instant of the request, ms. */
  readonly now: number
  /** Where this page's addresses begin: `/portal`, `/public/portal/<shop>`, `/admin/<shop>`. */
  readonly base: string
  /** The host asked, normalised, and the network it came from. */
  readonly host: string
  readonly network: string
  readonly device: string
  /** Where the request came from, for the record of a decision and for nothing else; missing where no person asked. */
  readonly from?: Origin | undefined
  readonly actor: Actor
  /** The shop's profile, with the locale its reader reads in; there after the first read. */
  readonly shop: Profile
  /** The same as the shop itself reads: for what is made once, whoever asked for it. */
  readonly house: Profile
  /** How far the shop's events had come when it was first read: what came after, the page does not show yet. */
  readonly lastEvent: number
  /** Reads in one round trip, after the session is found live. */
  read<const T extends readonly Statement[]>(queries: T, params?: Values): Promise<RowsOf<T>>
  /** Does one action, whole or not at all; a repeated form answers 'done before'. */
  write(action: Action, changes: readonly Change[]): Promise<'done' | 'done before'>
  /** The id of what this action makes: the same for the same form, so that a repeat leads to the same thing. */
  newId<P extends string>(prefix: P): Id<P>
}

/** A contact as pages and rules meet them. */
export interface Viewer {
  readonly contactId: string
  readonly contactName: string
  readonly email: string
  readonly customerId: string
  readonly customerName: string
  readonly canApprove: boolean
  readonly canPay: boolean
  readonly seesPrices: boolean
  readonly theme: 'light' | 'dark' | undefined
  /** The clock they live by, where they said. */
  readonly timeZone: string | null
  /** May see the other contacts and bring in more, where the shop lets its customers. */
  readonly canInvite: boolean
  /** What they chose to read in. */
  readonly language: Language | null
  readonly invoicesDue: number
  /** What waits for this contact's yes or no. */
  readonly asked: number
  /** Other customers of the shop that the same mailbox is let in for; none where it cannot change over. */
  readonly others: readonly { readonly id: string; readonly customerId: string; readonly name: string }[]
  /** In how many conversations the shop wrote something they have not read. */
  readonly unread: number
  /** Requests of the customer's that the shop answered. */
  readonly requestsAnswered: number
}

/** How somebody proved that a mailbox is theirs, and when. Whoever holds a forwarded link proved nothing. */
export interface Identity {
  readonly method: 'session' | 'mailed_link' | 'none'
  readonly at: number
  /** For whom the link was made, where it was passed on. */
  readonly forwardedTo?: string | undefined
  /** Who passed it on. */
  readonly forwardedBy?: string | undefined
}

export interface VisitorCtx extends BaseCtx {
  readonly audience: 'visitor'
}
export interface CustomerCtx extends BaseCtx {
  readonly audience: 'customer'
  readonly personId: string
  readonly customerId: string
  readonly contactId: string
  readonly sessionId: string
  readonly isPreview: boolean
  readonly viewer: Viewer
  /** How this visitor proved who they are; there after the first read. */
  readonly identity: Identity
}
export interface LinkCtx extends BaseCtx {
  readonly audience: 'link'
  readonly identity: Identity
  readonly linkId: string
  readonly token: string
  readonly purpose: string
  readonly viewer: Viewer
  readonly subjectId: string
  /** How far what the link opens came with whom it was mailed to; missing where no mail brought it. */
  readonly delivery: { readonly openedAt: number | null; readonly seenAt: number | null } | undefined
}
/** Whoever may read and answer for a customer: signed in, or holding a link to one item. */
export type ReaderCtx = CustomerCtx | LinkCtx
export interface StaffCtx extends BaseCtx {
  readonly audience: 'staff'
  readonly staffId: string
  readonly sessionId: string
  readonly me: Me
}
/** The shop's own clockwork: the alarm, a webhook, a command. */
export interface SystemCtx extends BaseCtx {
  readonly audience: 'system'
}
export type AnyCtx = VisitorCtx | CustomerCtx | LinkCtx | StaffCtx | SystemCtx

export interface Me {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly openJobs: number
  readonly openInvoices: number
  /** Requests for approval that are back at the shop. */
  readonly requestsBack: number
  /** Conversations that wait for the shop. */
  readonly waiting: number
  /** Requests of customers and strangers that wait for the shop. */
  readonly newRequests: number
  /** Appointments whose customers ask for another time. */
  readonly wishes: number
  /** When this session's mailbox was proven, and when its owner last showed a passkey or a code. */
  readonly provedAt: number
  readonly factorAt: number | null
  /** Whether they have a passkey or an authenticator. */
  readonly hasFactor: number
}

interface BaseVariables {
  deps: Deps
  requestId: string
  nonce: string
  /** Which of the platform's faces this host is. */
  face: 'portal' | 'staff' | 'shop'
  host: string
  base: string
  tenant: Tenant
}
export interface AppEnv {
  Bindings: Env
  Variables: BaseVariables & { ctx: AnyCtx }
}
type Audience<C> = { Bindings: Env; Variables: BaseVariables & { ctx: C } }
/** What a handler finds in `c.var`, by the audience of its route. */
export interface Envs {
  anyone: Audience<VisitorCtx>
  customer: Audience<CustomerCtx>
  link: Audience<LinkCtx>
  staff: Audience<StaffCtx>
  platform: { Bindings: Env; Variables: BaseVariables }
  webhook: { Bindings: Env; Variables: BaseVariables }
}
