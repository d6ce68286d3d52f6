import { advisors, managers, type Role } from '#features/team/rules.ts'

/** What of a customer's record this member of staff sees and may do. */
export interface May {
  readonly edit: boolean
  readonly merge: boolean
  /** Those who make things see no money. */
  readonly seeMoney: boolean
}
export function mayOf(role: Role): May {
  const [editors, mergers]: (readonly Role[])[] = [advisors, managers]
  return { edit: editors?.includes(role) ?? false, merge: mergers?.includes(role) ?? false, seeMoney: role !== 'production' }
}

export interface Rights {
  readonly canApprove: boolean
  readonly canPay: boolean
  readonly seesPrices: boolean
}

/** What a contact may do, in words: "Approve, pay", "Look, no prices". */
export function rightsInWords({ canApprove, canPay, seesPrices }: Rights): string {
  const may = [canApprove && 'approve', canPay && 'pay', !canApprove && !canPay && 'look', !seesPrices && 'no prices'].filter(
    (word) => word !== false,
  )
  return may.join(', ').replace(/^./, (letter) => letter.toUpperCase())
}

export type PortalState = 'no email' | 'access off' | 'not invited' | 'invited' | 'active' | 'access ended'

/** Where a contact stands on the way into the portal. */
export function portalStateOf(contact: {
  readonly email: string | null
  readonly hasAccess: boolean
  readonly invitedAt: number | null
  readonly seenAt: number | null
  /** With the customer put away nobody comes in. */
  readonly isPutAway?: boolean
}): PortalState {
  if (!contact.email) return 'no email'
  if (contact.isPutAway && contact.hasAccess) return 'access ended'
  if (!contact.hasAccess) return contact.invitedAt || contact.seenAt ? 'access off' : 'not invited'
  if (contact.seenAt) return 'active'
  return contact.invitedAt ? 'invited' : 'not invited'
}

/** The word a person is greeted with. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}

/** A typed search as patterns for LIKE: the text anywhere, and its digits anywhere in a phone number. */
export function patternsOf(search: string): { readonly like: string; readonly digits: string } {
  const text = search.trim().slice(0, 100)
  const digits = text.replace(/\D/g, '')
  const isNumber = /^[\d\s().+\-/]+$/.test(text) && digits.length >= 3
  return { like: `%${text.replace(/[\\%_]/g, '\\$&')}%`, digits: isNumber ? `%${digits}%` : nothing }
}
// Stored numbers are compared by their digits, so a lone letter matches none.
const nothing = 'x'

/** Open money of a customer, grouped by due day. */
export interface DueDay {
  readonly dueOn: string | null
  readonly invoices: number
  readonly minor: number
}
export function openMoney(days: readonly DueDay[], today: string) {
  const late = days.filter((day) => day.dueOn !== null && day.dueOn < today)
  return {
    invoices: sum(days, 'invoices'),
    minor: sum(days, 'minor'),
    lateInvoices: sum(late, 'invoices'),
    lateMinor: sum(late, 'minor'),
  }
}
function sum(days: readonly DueDay[], key: 'invoices' | 'minor'): number {
  return days.reduce((total, day) => total + day[key], 0)
}

export const pageSize = 50

/** The page of a list that an address asks for, within those there are. */
export function pageOf(asked: string | undefined, total: number): { readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const page = /^\d{1,6}$/.test(asked ?? '') ? Number(asked) : 1
  return { page: Math.min(Math.max(page, 1), pages), pages }
}

/** The version the form was made from, also when it is shown again: else a change made meanwhile would go unnoticed. */
export function versionSeen(
  form: { readonly values: Readonly<Record<string, string>> } | undefined,
  row: { readonly version: number },
): number {
  const seen = form?.values['version'] ?? ''
  return /^\d{1,9}$/.test(seen) ? Number(seen) : row.version
}
