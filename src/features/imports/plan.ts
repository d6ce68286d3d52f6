import { normalizeEmail } from '#lib/email.ts'
import { tidy } from '#lib/fields.ts'
import { isPhone } from '#lib/phone.ts'
import { desk } from './desk-words.ts'
import { cellsOf, type Mapping } from './rules.ts'

/** Customers and contacts that a shop has already, as far as a file may mean them. */
export interface Known {
  readonly customers: readonly { readonly id: string; readonly name: string }[]
  readonly contacts: readonly {
    readonly id: string
    readonly customerId: string
    readonly name: string
    readonly email: string | null
  }[]
}

/** What a row says, in order. */
export interface Entry {
  readonly customer: string
  readonly isCompany: boolean
  readonly contact: string
  readonly email: string | null
  readonly phone: string | null
  readonly address: string | null
  readonly notes: string
}
export interface Planned {
  readonly position: number
  readonly entry: Entry | undefined
  readonly outcome: 'customer' | 'contact' | 'matched' | 'skipped'
  /** The customer that is there; missing where it comes with this row, or one before it. */
  readonly customerId?: string | undefined
  readonly contactId?: string | undefined
  readonly problem?: string | undefined
}

/** What will become of each row, in their order: rows of one file that name one customer are one customer. */
export function planOf(rows: readonly (readonly string[])[], mapping: Mapping, known: Known, from = 0): Planned[] {
  const places = new Map<string, Place>()
  for (const { id, name } of known.customers) {
    const place = places.get(keyOf(name))
    if (place) place.isTwice = true
    else places.set(keyOf(name), placeOf(id))
  }
  const byId = new Map([...places.values()].map((place) => [place.id, place]))
  for (const { id, customerId, name, email } of known.contacts) byId.get(customerId)?.add(name, email, id)
  const homes = new Map(
    known.contacts.flatMap(({ email, customerId, id }) => (email ? [[email, { customerId, id }] as const] : [])),
  )
  return rows.map((row, i) => {
    const position = from + i
    const read = entryOf(row, mapping)
    if ('problem' in read) return { position, entry: undefined, outcome: 'skipped', problem: read.problem }
    const { entry, namesCustomer } = read
    const home = entry.email ? homes.get(entry.email) : undefined
    // Without a company's name, a mailbox says which customer is meant.
    if (home && !namesCustomer) return { position, entry, outcome: 'matched', customerId: home.customerId, contactId: home.id }
    const place = places.get(keyOf(entry.customer))
    if (!place) {
      const made = placeOf(undefined)
      made.add(entry.contact, entry.email, undefined)
      places.set(keyOf(entry.customer), made)
      return { position, entry, outcome: 'customer' }
    }
    if (place.isTwice) return { position, entry, outcome: 'skipped', problem: desk.wrong.twice(entry.customer) }
    const there = place.find(entry)
    if (there) return { position, entry, outcome: 'matched', customerId: place.id, contactId: there.id }
    place.add(entry.contact, entry.email, undefined)
    return { position, entry, outcome: 'contact', customerId: place.id }
  })
}

interface Place {
  readonly id: string | undefined
  isTwice: boolean
  add(name: string, email: string | null, id: string | undefined): void
  find(entry: Entry): { readonly id: string | undefined } | undefined
}

/** One customer with its contacts: by mailbox, or by name where a row has none. */
function placeOf(id: string | undefined): Place {
  const byEmail = new Map<string, { id: string | undefined }>()
  const byName = new Map<string, { id: string | undefined }>()
  return {
    ...{ id, isTwice: false },
    add(name, email, contact) {
      if (email) byEmail.set(email, { id: contact })
      byName.set(keyOf(name), { id: contact })
    },
    find: ({ email, contact }) => (email ? byEmail.get(email) : byName.get(keyOf(contact))),
  }
}

export const keyOf = (name: string) => name.trim().replace(/\s+/g, ' ').toLowerCase()

type Read = { readonly entry: Entry; readonly namesCustomer: boolean } | { readonly problem: string }

/** One row as a customer and a contact, or what is wrong with it. */
function entryOf(row: readonly string[], mapping: Mapping): Read {
  const cells = cellsOf(row, mapping)
  const line = (text: string) => tidy(text).replace(/\s+/g, ' ')
  const email = cells.email === '' ? null : (normalizeEmail(cells.email) ?? undefined)
  const named = line(cells.contact) || line(`${cells.first} ${cells.last}`)
  const company = line(cells.customer)
  const customer = company || named || (email ?? '')
  const contact = named || customer
  const [phone, address, notes] = [line(cells.phone), tidy(cells.address), tidy(cells.notes)]
  const problem = problemOf({ email, customer, contact, phone, address, notes, typed: cells.email })
  if (problem !== undefined || email === undefined) return { problem: problem ?? desk.wrong.noName }
  const details = { phone: phone || null, address: address || null, notes }
  return { entry: { customer, isCompany: company !== '', contact, email, ...details }, namesCustomer: company !== '' }
}

interface Texts {
  readonly email: string | null | undefined
  readonly typed: string
  readonly customer: string
  readonly contact: string
  readonly phone: string
  readonly address: string
  readonly notes: string
}
function problemOf({ email, typed, customer, contact, phone, address, notes }: Texts): string | undefined {
  const { wrong } = desk
  if (email === undefined) return wrong.email(typed.slice(0, 60))
  if (customer === '') return wrong.noName
  if (phone !== '' && !isPhone(phone)) return wrong.phone(phone.slice(0, 60))
  if (customer.length > 200 || contact.length > 120) return wrong.longName
  return address.length > 400 || notes.length > 4_000 ? wrong.longText : undefined
}

/** How many rows become what. */
export function countsOf(
  planned: readonly { readonly outcome: Planned['outcome'] }[],
): Readonly<Record<Planned['outcome'], number>> {
  const counts = { customer: 0, contact: 0, matched: 0, skipped: 0 }
  for (const { outcome } of planned) counts[outcome] += 1
  return counts
}
