import type { PoRule } from '#features/approvals/rules.ts'
import { askedNow } from '#features/payments/instalment-rules.ts'
import { planReaderWords as planning } from '#features/payments/plan-words.ts'
import { partialOf, takesOnline } from '#features/payments/rules.ts'
import { savedWords as saved } from '#features/payments/saved-words.ts'
import { AnotherWay, KeepTick, OneTap } from '#features/payments/views-saved.tsx'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { decimalOf, formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { Note } from '#ui/block.tsx'
import { Button, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { billingSettings } from './billing.ts'
import { asksForPo } from './po-actions.ts'
import type { InvoicePageProps } from './views.tsx'
import { invoiceWords as words } from './words.ts'

/** How to pay what is left: where nobody needs to, because a bank decides about it, folded away. */
export const Paying = (props: InvoicePageProps) =>
  props.invoice.isDisputed && props.viewer.canPay && takesOnline(props.shop) ? (
    <details open={props.form?.errors['poNumber'] !== undefined || props.form?.errors['amount'] !== undefined}>
      <summary>{words.payAllTheSame}</summary>
      <HowToPay {...props} />
    </details>
  ) : (
    <HowToPay {...props} />
  )

/** The one way to pay what is left, or why there is none. */
const HowToPay = (props: InvoicePageProps) => {
  const { shop, viewer, isPreview, invoice, addresses, methods, steps, today, form } = props
  const name = shownName(shop)
  // With a plan, what it asks for now; all of it one press further.
  const part = askedNow(steps, invoice, today)?.minor
  const minor = part ?? invoice.balanceMinor
  const amount = formatMoney(minor, invoice.currency, shop.locale)
  if (!viewer.canPay) return <p class="quiet small">{words.askToPay(name)}</p>
  const asked = asksForPo(shop, invoice)
  if (!takesOnline(shop, minor))
    return (
      <>
        <Otherwise shop={shop} />
        {asked !== 'no' && !isPreview && (
          <form class="form gap" method="post" action={addresses.po}>
            <CommandField />
            <PoField {...props} isNeeded />
            <SubmitButton>{words.po.save}</SubmitButton>
          </form>
        )}
      </>
    )
  if (isPreview)
    return (
      <>
        <Button primary disabled>
          {words.pay(amount)}
        </Button>
        <p class="quiet small">{words.onlyTheyPay}</p>
      </>
    )
  const hasSaved = methods.length > 0 && addresses.charge !== undefined
  if (hasSaved)
    return (
      <>
        <OneTap
          {...{ shop, methods }}
          action={addresses.charge ?? ''}
          invoices={[{ ...invoice, balanceMinor: minor }]}
          left={invoice.balanceMinor}
          po={addresses.po}
        />
        <AnotherWay action={addresses.pay} isOpen={form?.errors['poNumber'] !== undefined} label={words.pay(amount)}>
          <PartField {...{ part, invoice }} />
          {asked !== 'no' && <PoField {...props} isNeeded={asked === 'demanded'} />}
          <KeepTick shop={shop} />
        </AnotherWay>
        <AnotherAmount {...props} po={asked} part={part} />
        <p class="quiet small">
          <a href={addresses.ways}>{saved.manage}</a>
        </p>
      </>
    )
  if (asked !== 'no')
    return (
      <>
        <form class="form gap" method="post" action={addresses.pay}>
          <CommandField />
          <PartField {...{ part, invoice }} />
          <PoField {...props} isNeeded={asked === 'demanded'} />
          {addresses.charge && <KeepTick shop={shop} />}
          <SubmitButton primary wide>
            {words.pay(amount)}
          </SubmitButton>
          {asked === 'demanded' && (
            <SubmitButton plain formaction={addresses.po}>
              {words.po.save}
            </SubmitButton>
          )}
        </form>
        <p class="quiet small">{words.payBy(name)}</p>
        <AnotherAmount {...props} po={asked} part={part} />
      </>
    )
  return (
    <>
      {addresses.charge && <KeepTick shop={shop} formId="pay" />}
      <form class="bar" id="pay" method="post" action={addresses.pay}>
        <CommandField />
        <PartField {...{ part, invoice }} />
        <p class="say">
          <b>{amount}</b>
          {invoice.dueOn && <span>{words.dueOn(formatDay(invoice.dueOn, shop.locale))}</span>}
        </p>
        <SubmitButton primary>{words.pay(amount)}</SubmitButton>
      </form>
      <p class="quiet small">{words.payBy(name)}</p>
      <AnotherAmount {...props} part={part} />
    </>
  )
}

const Otherwise = ({ shop }: { shop: Profile }) => {
  const ways = shop.paymentNote.trim() || words.payOtherwise(shownName(shop))
  return (
    <>
      {ways.split(/\n+/).map((line) => (
        <p>{line}</p>
      ))}
    </>
  )
}

/** Less than all, where the shop takes that. */
const AnotherAmount = (props: InvoicePageProps & { po?: PoRule; part: number | undefined }) => {
  const { shop, invoice, addresses, po = 'no', part } = props
  // What was typed beside a part of the plan was not typed here.
  const form = props.form?.values['left'] === undefined || props.form.errors['amount'] ? props.form : undefined
  const partial = partialOf(invoice, billingSettings(shop))
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  if (!partial && part === undefined && !form?.errors['amount']) return null
  const wrong = form?.errors['amount']
  if (!partial)
    return (
      <>
        {wrong && (
          <Note bad title={wrong}>
            {null}
          </Note>
        )}
        <form class="gap" method="post" action={addresses.pay}>
          <CommandField />
          {po !== 'no' && <PoField form={form} isNeeded={po === 'demanded'} id="f-po-all" />}
          <SubmitButton plain>{planning.payAll(money(invoice.balanceMinor))}</SubmitButton>
        </form>
      </>
    )
  return (
    <details open={form?.values['amount'] !== undefined}>
      <summary>{words.anotherAmount}</summary>
      <form class="gap" method="post" action={addresses.pay}>
        <CommandField />
        <TextField
          label={words.amountToPay}
          name="amount"
          form={form}
          before={invoice.currency}
          inputmode="decimal"
          autocomplete="off"
          hint={words.atLeast(money(partial.leastMinor))}
          required
        />
        {po !== 'no' && <PoField form={form} isNeeded={po === 'demanded'} id="f-po-part" />}
        <SubmitButton>{words.payThis}</SubmitButton>
      </form>
    </details>
  )
}

/** Less than all, as the plan asks. */
const PartField = ({ part, invoice }: Pick<InvoicePageProps, 'invoice'> & { part: number | undefined }) =>
  part === undefined ? null : (
    <>
      <input type="hidden" name="amount" value={decimalOf(part, invoice.currency)} />
      <input type="hidden" name="left" value={String(invoice.balanceMinor)} />
    </>
  )

const PoField = ({ form, isNeeded, id }: Pick<InvoicePageProps, 'form'> & { isNeeded: boolean; id?: string }) => (
  <TextField
    label={words.po.label}
    name="poNumber"
    id={id}
    form={form}
    maxlength={60}
    autocomplete="off"
    required={isNeeded}
    hint={isNeeded ? words.po.needed : words.po.optional}
  />
)
