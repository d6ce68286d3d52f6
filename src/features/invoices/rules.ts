import { type DocumentTerms, maxMinor, type PricedLine, totalsOf } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import type { RingPart } from '#ui/status.tsx'

export const invoiceStates = ['draft', 'open', 'partly_paid', 'overdue', 'paid', 'overpaid', 'void'] as const
export type InvoiceState = (typeof invoiceStates)[number]

/** What of an invoice's row decides where it stands. */
export interface InvoiceFacts {
  readonly totalMinor: number
  readonly balanceMinor: number
  /** What late fees and credit notes added to the total. */
  readonly adjustedMinor: number
  readonly dueOn: string | null
  readonly sentAt: number | null
  readonly voidedAt: number | null
}

export function stateOf(invoice: InvoiceFacts, todayOn: string): InvoiceState {
  if (invoice.sentAt === null) return 'draft'
  if (invoice.voidedAt !== null) return 'void'
  if (invoice.balanceMinor < 0) return 'overpaid'
  if (invoice.balanceMinor === 0) return 'paid'
  if (invoice.dueOn !== null && invoice.dueOn < todayOn) return 'overdue'
  return invoice.balanceMinor < standingTotal(invoice) ? 'partly_paid' : 'open'
}

/** What an invoice comes to with its late fees and credit notes. */
export function standingTotal({ totalMinor, adjustedMinor }: Pick<InvoiceFacts, 'totalMinor' | 'adjustedMinor'>): number {
  return totalMinor + adjustedMinor
}

/** Whether money is still asked for. */
export function isDue(invoice: InvoiceFacts): boolean {
  return invoice.sentAt !== null && invoice.voidedAt === null && invoice.balanceMinor > 0
}

/** Whether a bank has the next word about it, so that nobody needs to pay: money is on its way, or was taken back and is argued about. */
export const waitsForBank = (invoice: { readonly isPending: boolean; readonly isDisputed: boolean }) =>
  invoice.isPending || invoice.isDisputed

/**
 * What of an invoice is open only because money went back, in minor units: the shop gave it back, or a bank took it, and it was neither
 * forgiven nor paid again. It is asked for by nothing that comes by itself, until the shop has said what becomes of it.
 */
export function heldMinor(invoice: InvoiceFacts & { readonly goneBackMinor: number }): number {
  return isDue(invoice) ? Math.min(invoice.balanceMinor, Math.max(invoice.goneBackMinor, 0)) : 0
}

/** What is reminded of, fined and charged by itself, in minor units: what is open and not held, and nothing while a bank decides. */
export function chasedMinor(invoice: Parameters<typeof heldMinor>[0] & { readonly isDisputed: boolean }): number {
  return isDue(invoice) && !invoice.isDisputed ? invoice.balanceMinor - heldMinor(invoice) : 0
}

/** What was paid beyond what was due, in minor units: the customer's credit, or what a credit note left over. */
export function beyondDue({
  balanceMinor,
  creditMinor,
}: {
  readonly balanceMinor: number
  readonly creditMinor: number
}): number {
  return Math.max(creditMinor, 0) + Math.max(-balanceMinor, 0)
}

/** What else decides what may be done with it. */
export interface Standing extends InvoiceFacts {
  /** Money has moved for it, even if it was given back. */
  readonly hasPayments: boolean
  /** A bank is still thinking about a payment. */
  readonly isPending: boolean
  /** What of its late fee stands; none unless told. */
  readonly feeMinor?: number
}

export type InvoiceAct = 'edit' | 'send' | 'discard' | 'void' | 'receive' | 'pay' | 'credit' | 'waive'

/** Why an act cannot be done with this invoice, as a sentence; undefined when it can. */
export function whyNot(act: InvoiceAct, invoice: Standing): string | undefined {
  if (invoice.voidedAt !== null) return 'This invoice is void.'
  const isSent = invoice.sentAt !== null
  switch (act) {
    case 'edit':
      if (invoice.hasPayments)
        return 'Money was already received for this invoice, so it stays as it was sent. Make a credit note to take part of it back.'
      return invoice.isPending ? 'A payment for this invoice is under way. Wait until the bank has answered.' : undefined
    case 'send':
      if (isSent) return 'This invoice was already sent.'
      return invoice.totalMinor > 0
        ? undefined
        : 'It comes to nothing. Add a line with a price, or take back a discount, before you send it.'
    case 'discard':
      return isSent ? 'This invoice was already sent. Void it instead.' : undefined
    case 'void':
      if (!isSent) return 'This invoice was not sent yet. Discard the draft instead.'
      if (invoice.isPending) return 'A payment for this invoice is under way. Wait until the bank has answered.'
      return invoice.balanceMinor === standingTotal(invoice)
        ? undefined
        : 'Money was received for this invoice. Give it back before you void it.'
    case 'receive':
      return isSent ? undefined : 'Send the invoice before you record a payment.'
    case 'pay':
      return isDue(invoice) ? undefined : 'There is nothing left to pay on this invoice.'
    case 'credit':
      if (!invoice.hasPayments) return 'No money came in yet, so change the invoice itself.'
      if (invoice.isPending) return 'A payment for this invoice is under way. Wait until the bank has answered.'
      return standingTotal(invoice) > 0 ? undefined : 'All of this invoice was taken back already.'
    case 'waive':
      return (invoice.feeMinor ?? 0) > 0 ? undefined : 'There is no late fee on this invoice.'
    default:
      return act satisfies never
  }
}

/** Those who may read what an invoice says: who sees prices, and who pays. */
export function readsInvoices(contact: { readonly seesPrices: boolean; readonly canPay: boolean }): boolean {
  return contact.seesPrices || contact.canPay
}

/** How the ring beside the state is drawn. */
export function ringOf(invoice: InvoiceFacts, state: InvoiceState): RingPart {
  if (state === 'paid' || state === 'overpaid') return 'full'
  if (state !== 'partly_paid') return 'todo'
  const total = standingTotal(invoice)
  return Math.round((100 * (total - invoice.balanceMinor)) / total)
}

/** A day as rows say it: "Mar 28", with weekday and year once it is another year. */
export function plainDay(on: string, locale: string, todayOn: string): string {
  return formatDay(on, locale, on.slice(0, 4) === todayOn.slice(0, 4) ? 'plain' : 'year')
}

/** A line with the key it keeps from job to invoice. */
export interface Line extends PricedLine {
  readonly lineKey: string
  readonly name: string
  readonly detail: string
}

/** A line as one text, the way it is typed. */
export function textOf(line: Pick<Line, 'name' | 'detail'>): string {
  return line.detail ? `${line.name}, ${line.detail}` : line.name
}

export interface TypedLine extends Omit<PricedLine, 'taxName'> {
  readonly text: string
  /** The line it was, where its form knows: empty for a new one. */
  readonly key?: string | undefined
}

/**
 * Typed lines as lines to keep: one that names its key, or whose words did not change, stays the same line; so does a reworded
 * one in its old place where the form knows no keys.
 */
export function keyedLines(
  typed: readonly TypedLine[],
  before: readonly Line[],
  taxNameOf: (ppm: number) => string,
  newKey: () => string,
): Line[] {
  const left = new Set(before)
  const named = typed.map(({ key }) => (key ? take(left, (line) => line.lineKey === key) : undefined))
  const same = typed.map(({ text }, i) => named[i] ?? take(left, (line) => textOf(line) === text))
  return typed.map(({ text, key, ...priced }, i) => {
    const known = same[i]
    const place = key === undefined ? before[i] : undefined
    const lineKey = known?.lineKey ?? (place && take(left, (line) => line === place)?.lineKey) ?? newKey()
    const keepsTax = known && known.taxPpm === priced.taxPpm && known.taxName !== ''
    return {
      ...priced,
      lineKey,
      name: known?.name ?? text,
      detail: known?.detail ?? '',
      taxName: priced.taxPpm === 0 ? '' : keepsTax ? known.taxName : taxNameOf(priced.taxPpm),
    }
  })
}

/** The same lines for a customer who pays no tax. */
export function withoutTax<T extends Pick<PricedLine, 'taxPpm' | 'taxName'>>(lines: readonly T[]): T[] {
  return lines.map((line) => ({ ...line, taxPpm: 0, taxName: '' }))
}

function take(left: Set<Line>, isIt: (line: Line) => boolean): Line | undefined {
  const found = [...left].find(isIt)
  if (found) left.delete(found)
  return found
}

/** What lines come to in minor units, under what holds for the whole, or undefined where it passes what can be kept exactly. */
export function totalOf(typed: readonly Omit<PricedLine, 'taxName'>[], terms?: DocumentTerms): number | undefined {
  const lines = typed.map((line) => ({ taxName: '', ...line }))
  const grosses = lines.map(grossOf)
  if (grosses.some((gross) => gross > maxMinor) || grosses.reduce((a, b) => a + b, 0) > maxMinor) return undefined
  return totalsOf(lines, terms).totalMinor
}

/** Before discount and tax; may be inexact where it is far too large. */
export function grossOf(line: Pick<PricedLine, 'quantity' | 'unitPriceMinor'>): number {
  return (line.quantity * line.unitPriceMinor) / 1000
}
