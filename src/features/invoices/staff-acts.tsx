import { outsideMethods } from '#features/payments/rules.ts'
import { portalIsOff } from '#features/settings/rules.ts'
import { decimalOf, formatMoney } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import type { StaffInvoiceProps } from './staff-page.tsx'
import { invoiceWords } from './words.ts'

/** Sends the draft; says to whom before it does. */
export const Send = ({ base, shop, record, send }: StaffInvoiceProps) => {
  const { invoice, recipients } = record
  const amount = formatMoney(invoice.totalMinor, invoice.currency, shop.locale)
  return (
    <Block id="send" title="Send">
      {recipients.length > 0 ? (
        <p>
          Goes to{' '}
          {recipients.map(({ name, email }, i) => (
            <>
              {i > 0 && ', '}
              <b>{name}</b> <span class="quiet">{email}</span>
            </>
          ))}
          .
        </p>
      ) : (
        <p class="bad">
          {shop.isPortalOn ? 'No contact of this customer has an email, access, and a right to see invoices.' : portalIsOff}
        </p>
      )}
      <form method="post" action={href(base, paths.staff.invoices.send, { id: invoice.id })}>
        <CommandField />
        <VersionField version={invoice.version} />
        <Tick
          label="Send without mail"
          name="isQuiet"
          form={send}
          hint={
            shop.isPortalOn
              ? 'It shows in their portal at once. Reminders still go as Settings › Billing says.'
              : 'It shows in their portal once you switch that on.'
          }
        />
        <SubmitButton primary wide>
          Send invoice, {amount}
        </SubmitButton>
      </form>
    </Block>
  )
}

/** Money that came in outside Stripe. */
export const Receive = ({ base, shop, today, record, receive }: StaffInvoiceProps) => {
  const { invoice, recipients } = record
  const left = Math.max(invoice.balanceMinor, 0)
  const isOpen = left > 0 || receive !== undefined
  const asksToKeep = receive?.errors['keepRest'] !== undefined || receive?.values['keepRest'] !== undefined || left === 0
  return (
    <Block id="receive" title="Record a payment">
      <details open={receive !== undefined}>
        <summary>{isOpen ? 'Cash, a check, a transfer' : 'More came in'}</summary>
        <form class="gap" method="post" action={href(base, paths.staff.invoices.receive, { id: invoice.id })}>
          <CommandField />
          <VersionField version={invoice.version} />
          <ErrorSummary form={receive} title="This is not right yet" />
          <TextField
            label="Amount"
            name="amount"
            form={receive}
            value={left > 0 ? decimalOf(left, invoice.currency) : ''}
            inputmode="decimal"
            before={invoice.currency}
            required
          />
          <Select
            label="How it was paid"
            name="method"
            form={receive}
            options={outsideMethods.map((method) => ({
              value: method,
              label: method === 'other' ? 'Another way' : invoiceWords.methods[method],
            }))}
          />
          <TextField label="Day it came in" name="receivedOn" type="date" form={receive} value={today} required />
          <TextField label="Note" name="note" form={receive} maxlength={500} hint="Only the shop reads this" />
          {asksToKeep && (
            <Tick
              label="Keep what is too much as the customer’s credit"
              name="keepRest"
              form={receive}
              hint={`${formatMoney(left, invoice.currency, shop.locale)} is left to pay.`}
            />
          )}
          {recipients.length > 0 && <Tick label="Mail a receipt" name="receipt" form={receive} />}
          <SubmitButton>Record payment</SubmitButton>
        </form>
      </details>
    </Block>
  )
}
