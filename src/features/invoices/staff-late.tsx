import { deskUploadsAt } from '#features/files/upload-urls.ts'
import { Attach } from '#features/messages/views-attach.tsx'
import { SaidThread } from '#features/messages/views-said.tsx'
import { autopayWords as auto } from '#features/payments/autopay-words.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { staffPickerWords } from '#ui/picker-words.ts'
import { desk } from './desk-words.ts'
import { asksForPo } from './po-actions.ts'
import { chasedMinor, isDue, standingTotal } from './rules.ts'
import type { StaffInvoiceProps } from './staff-page.tsx'

/** When whoever pays is reminded next, and the late fee with the way to take it back. */
export const Chasing = ({ base, shop, record, canWaive }: StaffInvoiceProps & { canWaive: boolean }) => {
  const { invoice, nextReminderAt } = record
  const charge = isDue(invoice) && record.autopay?.at ? record.autopay : undefined
  // What is charged by itself wants nobody to be reminded.
  const next = !charge && chasedMinor(invoice) > 0 && nextReminderAt !== null ? nextReminderAt : undefined
  if (next === undefined && !charge && !canWaive) return null
  return (
    <Block id="chasing" title="While it is unpaid">
      {charge?.at && (
        <p>
          {auto.desk(
            charge.label,
            formatDay(dayOf(charge.at, shop.timeZone), shop.locale),
            asksForPo(shop, invoice) === 'demanded',
          )}
        </p>
      )}
      {next !== undefined && (
        <p class="quiet">Whoever pays is reminded {formatInstant(next, { locale: shop.locale, zone: shop.timeZone })}.</p>
      )}
      {canWaive && (
        <form class="gap" method="post" action={href(base, paths.staff.invoices.waive, { id: invoice.id })}>
          <CommandField />
          <VersionField version={invoice.version} />
          <p>A late fee of {formatMoney(invoice.feeMinor, invoice.currency, shop.locale)} was added.</p>
          <SubmitButton>{desk.acts.waive}</SubmitButton>
        </form>
      )}
    </Block>
  )
}

/** Part of it taken back after money came in. */
export const Credit = ({ base, shop, record, credit }: StaffInvoiceProps) => {
  const { invoice } = record
  const most = formatMoney(standingTotal(invoice), invoice.currency, shop.locale)
  return (
    <Block id="credit" title="Credit note">
      <details open={credit !== undefined}>
        <summary>Take part of it back</summary>
        <form class="gap" method="post" action={href(base, paths.staff.invoices.credit, { id: invoice.id })}>
          <CommandField />
          <VersionField version={invoice.version} />
          <ErrorSummary form={credit} title="This is not right yet" />
          <TextField
            label="Amount taken back"
            name="creditAmount"
            form={credit}
            inputmode="decimal"
            before={invoice.currency}
            hint={`At most ${most}. What was paid beyond what is left becomes the customer’s credit.`}
            required
          />
          <TextField label="Why" name="reason" form={credit} maxlength={200} hint="Printed on the credit note" required />
          <SubmitButton>{desk.acts.credit}</SubmitButton>
        </form>
      </details>
    </Block>
  )
}

/** What the customer asked about it, and the way to answer. */
export const Asked = ({ base, shop, record, reply }: StaffInvoiceProps) => {
  const { invoice, said } = record
  if (said.length === 0) return null
  const place = { locale: shop.locale, zone: shop.timeZone }
  return (
    <div class="no-paper">
      <Block id="questions" title="Questions">
        <SaidThread
          {...{ said, own: '', you: '' }}
          when={(at) => formatInstant(at, place)}
          fileHref={(id) => href(base, paths.staff.files.show, { id })}
        />
        <form class="form gap" method="post" action={href(base, paths.staff.invoices.reply, { id: invoice.id })}>
          <CommandField />
          <TextArea label="Your answer" name="body" form={reply} maxlength={2_000} rows={3} />
          <Attach urls={deskUploadsAt(base)} picker={staffPickerWords} form={reply} />
          <SubmitButton>Send the answer</SubmitButton>
        </form>
      </Block>
    </div>
  )
}
