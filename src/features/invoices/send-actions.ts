import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Mail, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne } from '#database/write.ts'
import { endAttempts, endDeposits, isPending } from '#features/payments/attempts.ts'
import { applyDeposit } from '#features/payments/credit.ts'
import type { Credit } from '#features/payments/credit-queries.ts'
import { ledger } from '#features/payments/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { newItemLink } from '#identity/item-links.ts'
import { newId } from '#lib/id.ts'
import { dayOf } from '#lib/time.ts'
import { defaultDueDay } from './actions.ts'
import { chase, isAnnounced } from './chase.ts'
import { desk } from './desk-words.ts'
import type { Opened } from './edit-actions.ts'
import { keepEdition } from './editions.ts'
import { paperMail } from './paper-mail.ts'
import type { Invoice, InvoiceLine } from './queries.ts'
import { refuse } from './repeats.ts'
import { whyNot } from './rules.ts'
import { invoices } from './schema.ts'
import type { Recipient } from './staff-queries.ts'

/**
 * Makes a draft count: its number without a gap, its first edition, what is owed, and a mail with its own link to each who reads invoices.
 * A page on which its estimate's deposit could be paid is closed first.
 */
export async function sendInvoice(
  ctx: StaffCtx,
  { invoice, lines, recipients, credits, autopay, steps }: Opened & { readonly credits: readonly Credit[] },
  input: { readonly version: number; readonly isQuiet: boolean },
) {
  const { id, customerId, currency, totalMinor, title, poNumber, note } = invoice
  const { discountPpm, discountMinor, isTaxInclusive, taxExemption } = invoice
  const reason = input.version === invoice.version ? whyNotSend(ctx, invoice, lines) : 'stale'
  if (reason) return refuse(ctx, 'invoice.sent', id, reason)
  const issuedOn = dayOf(ctx.now, ctx.shop.timeZone)
  const dueOn = invoice.dueOn ?? defaultDueDay(ctx)
  const { mails, links, made } = invitations(ctx.now, invoice, recipients, 1)
  const ended = await endDeposits(ctx, id)
  const told = input.isQuiet ? [] : mails
  const chased = chase(ctx, { id, customerId, dueOn, edition: 1, steps }, made, isAnnounced(told, autopay))
  await ctx.write(
    {
      ...{
        kind: 'invoice.sent',
        subjectId: id,
        customerId,
        jobId: invoice.jobId ?? undefined,
        audience: 'customer',
        mails: [paperMail(invoice), ...told, ...chased],
      },
      facts: { title, totalMinor, currency, dueOn },
      details: { mailed: told.length },
    },
    [
      sql.update(profile).set({ nextInvoiceNumber: raw`${profile.nextInvoiceNumber} + 1` }),
      sql
        .update(invoices)
        .set({
          number: raw`(SELECT invoice_prefix || (next_invoice_number - 1) FROM profile)`,
          ...{ issuedOn, dueOn, sentAt: ctx.now, edition: 1, version: raw`${invoices.version} + 1` },
        })
        .where(and(eq(invoices.id, id), eq(invoices.version, input.version), isNull(invoices.sentAt))),
      exactlyOne('stale'),
      ...ended,
      assert(raw`EXISTS (SELECT 1 FROM profile WHERE currency = ${currency})`, desk.wrong.otherCurrency),
      sql.insert(ledger).values({
        id: newId('led'),
        kind: 'invoice',
        amountMinor: totalMinor,
        currency,
        customerId,
        invoiceId: id,
        source: id,
        at: ctx.now,
      }),
      // What was paid with the yes to its estimate counts at once.
      ...applyDeposit(ctx.now, invoice, credits),
      ...(await keepEdition(
        {
          ...{ id, customerId, title, currency, issuedOn, dueOn, poNumber, note, lines },
          ...{ totalMinor, discountPpm, discountMinor, isTaxInclusive, taxExemption },
        },
        1,
        ctx.now,
      )),
      ...links,
    ],
  )
}

/** Why this draft cannot be sent as it is, as a sentence. */
export function whyNotSend(
  { shop }: Pick<StaffCtx, 'shop'>,
  invoice: Invoice,
  lines: readonly InvoiceLine[],
): string | undefined {
  const reason = whyNot('send', { ...invoice, isPending: false })
  if (reason) return reason
  if (invoice.taxExemption !== null && lines.some(({ taxPpm }) => taxPpm > 0)) return desk.wrong.exempt
  return invoice.currency === shop.currency ? undefined : desk.wrong.otherCurrency
}

/** Takes a sent invoice back: nothing is owed, its links say that it was withdrawn, and an open checkout is closed first. */
export async function voidInvoice(ctx: StaffCtx, { invoice, attempts }: Opened, version: number) {
  const { id, customerId, currency, totalMinor, balanceMinor } = invoice
  const reason = version === invoice.version ? whyNot('void', { ...invoice, isPending: isPending(attempts) }) : 'stale'
  if (reason) return refuse(ctx, 'invoice.voided', id, reason)
  const ended = await endAttempts(ctx, attempts)
  await ctx.write(
    {
      ...{ kind: 'invoice.voided', subjectId: id, customerId, jobId: invoice.jobId ?? undefined, audience: 'customer' },
      facts: { number: invoice.number, totalMinor, currency },
    },
    [
      ...ended,
      sql
        .update(invoices)
        .set({ voidedAt: ctx.now, version: raw`${invoices.version} + 1` })
        .where(
          and(
            ...[eq(invoices.id, id), eq(invoices.version, version), isNull(invoices.voidedAt), isNotNull(invoices.sentAt)],
            eq(invoices.balanceMinor, balanceMinor),
          ),
        ),
      exactlyOne('stale'),
      assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${id} AND is_open = 1)`, desk.wrong.paying),
      sql.insert(ledger).values({
        id: newId('led'),
        kind: 'void',
        amountMinor: -balanceMinor,
        currency,
        customerId,
        invoiceId: id,
        source: `${id}:void`,
        at: ctx.now,
      }),
    ],
  )
}

/** A mail for each recipient, with a link of its own that stands in the same batch. */
export function invitations(
  now: number,
  invoice: Invoice,
  recipients: readonly Recipient[],
  edition: number,
  { kind, ...more }: { readonly kind: string; readonly note?: string } = { kind: 'invoice.ready' },
) {
  const mails: Mail[] = []
  const links: Change[] = []
  const made: { contact: string; link: string }[] = []
  for (const { contactId } of recipients) {
    const link = newItemLink(now, 'invoice', invoice.id, contactId)
    links.push(link.insert)
    made.push({ contact: contactId, link: link.id })
    mails.push({
      kind,
      payload: { invoice: invoice.id, contact: contactId, link: link.id, edition: String(edition), ...more },
      topic: [kind, invoice.id, contactId, ...Object.values(more)].join(' '),
      customerId: invoice.customerId,
    })
  }
  return { mails, links, made }
}
