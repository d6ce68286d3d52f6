import { NoCustomers } from '#features/customers/no-customers.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextArea, TextField } from '#ui/fields.tsx'
import { LinesEditor } from '#ui/lines-editor.tsx'
import { StaleNote } from '#ui/stale-note.tsx'
import { billingSettings } from './billing.ts'
import { desk } from './desk-words.ts'
import { discountText } from './discount.ts'
import { linesShown } from './form.ts'
import type { Invoice, InvoiceLine } from './queries.ts'
import { taxOptions } from './tax-options.ts'

interface FormProps {
  base: string
  shop: Profile
  /** Those to choose from; left out where the customer stands. */
  customers: readonly { readonly id: string; readonly name: string; readonly taxExemption: string | null }[] | undefined
  form: FormState | undefined
}

interface NewProps extends FormProps {
  customerId: string | undefined
  dueOn: string
}

export const NewInvoicePage = ({ base, shop, customers, customerId, dueOn, form }: NewProps) => (
  <>
    <Back href={href(base, paths.staff.invoices.list)} label="Invoices" />
    <h1>New invoice</h1>
    {customers?.length === 0 && <NoCustomers base={base} />}
    <form method="post" action={href(base, paths.staff.invoices.create)}>
      <CommandField />
      <ErrorSummary form={form} title="This is not right yet" />
      <Fields
        {...{ shop, customers, form, values: { customerId, dueOn }, lines: [], currency: shop.currency }}
        isTaxInclusive={billingSettings(shop).isTaxInclusive}
        exemption={customers?.find(({ id }) => id === (form?.values['customerId'] ?? customerId))?.taxExemption ?? null}
      />
      <p class="ends gap">
        <SubmitButton primary>Save draft</SubmitButton>
        <LinkButton plain href={href(base, paths.staff.invoices.list)}>
          Cancel
        </LinkButton>
      </p>
    </form>
  </>
)

interface EditProps extends FormProps {
  /** What was changed by somebody else while this form was open. */
  changes?: readonly { readonly label: string; readonly now: string }[] | undefined
  invoice: Invoice
  lines: readonly InvoiceLine[]
}

export const EditInvoicePage = ({ base, shop, customers, invoice, lines, form, changes }: EditProps) => {
  const { id, number, customerId, title, poNumber, note, currency } = invoice
  const isSent = invoice.sentAt !== null
  const values = {
    customerId,
    title,
    dueOn: invoice.dueOn ?? '',
    poNumber: poNumber ?? '',
    note,
    discount: discountText(invoice, currency),
  }
  return (
    <>
      <Back href={href(base, paths.staff.invoices.show, { id })} label={number ?? 'Draft'} />
      <h1>{number ? `Change ${number}` : 'Edit draft'}</h1>
      {changes && <StaleNote changes={[...changes]} />}
      {isSent && (
        <Note title="The customer has this invoice already">
          <p>
            What you change becomes a new version. The one they were sent stays on record, and an open payment page is closed.
          </p>
        </Note>
      )}
      <form method="post" action={href(base, paths.staff.invoices.update, { id })}>
        <CommandField />
        <VersionField version={invoice.version} />
        <ErrorSummary form={form} title="This is not right yet" />
        <Fields
          {...{ shop, customers, form, values, lines, currency }}
          isTaxInclusive={invoice.isTaxInclusive}
          exemption={invoice.taxExemption}
        />
        {isSent && <Tick label="Mail the new version to the customer" name="mail" form={form} checked />}
        <p class="ends gap">
          <SubmitButton primary>{isSent ? 'Save the new version' : 'Save draft'}</SubmitButton>
          <LinkButton plain href={href(base, paths.staff.invoices.show, { id })}>
            Cancel
          </LinkButton>
        </p>
      </form>
    </>
  )
}

interface FieldsProps extends Pick<FormProps, 'shop' | 'customers' | 'form'> {
  values: Partial<Record<'customerId' | 'title' | 'dueOn' | 'poNumber' | 'note' | 'discount', string | undefined>>
  lines: readonly InvoiceLine[]
  currency: string
  isTaxInclusive: boolean
  /** Why the customer pays no tax, where one is chosen who does not. */
  exemption: string | null
}

const Fields = ({ shop, customers, form, values, lines, currency, isTaxInclusive, exemption }: FieldsProps) => (
  <>
    <Block title="Invoice">
      <div class="duo">
        <div>
          {customers && (
            <Select
              label="Customer"
              name="customerId"
              form={form}
              value={values.customerId ?? ''}
              options={[
                { value: '', label: 'Choose a customer' },
                ...customers.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              required
            />
          )}
          <TextField
            label="Title"
            name="title"
            form={form}
            value={values.title}
            maxlength={120}
            hint="What it is for, as the customer reads it"
            required
          />
        </div>
        <div>
          <TextField label="Due" name="dueOn" type="date" form={form} value={values.dueOn} />
          <TextField label="Customer’s PO number" name="poNumber" form={form} value={values.poNumber} maxlength={60} />
        </div>
      </div>
    </Block>
    <Block title="Lines">
      {exemption && <p class="quiet">{desk.exempt(exemption)}</p>}
      <LinesEditor
        lines={linesShown(lines, currency, form)}
        currency={currency}
        locale={shop.locale}
        words={desk.lines}
        form={form}
        withDiscount
        withTax
        taxOptions={taxOptions(shop, lines, form)}
        isTaxInclusive={isTaxInclusive}
      />
      {isTaxInclusive && <p class="quiet small">{desk.inclusive}</p>}
      <TextField
        label="Discount on the whole"
        name="wholeDiscount"
        form={form}
        value={values.discount}
        maxlength={20}
        hint="After the discounts of lines: a percentage like 10%, or an amount like 25.00"
      />
    </Block>
    <Block title="Note">
      <TextArea label="Note to the customer" name="note" form={form} value={values.note} maxlength={2000} rows={3} />
    </Block>
  </>
)
