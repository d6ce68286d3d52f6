import type { PoRule } from '#features/approvals/rules.ts'
import { partialOf, takesOnline } from '#features/payments/rules.ts'
import { english as saved } from '#features/payments/saved-words.ts'
import { KeepTick, OneTap } from '#features/payments/views-saved.tsx'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { Button, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { billingSettings } from './billing.ts'
import { asksForPo } from './po-actions.ts'
import type { InvoicePageProps } from './views.tsx'
import { english as words } from './words.ts'

/** The one way to pay what is left, or why there is none. */
export const HowToPay = (props: InvoicePageProps) => {
  const { shop, viewer, isPreview, invoice, addresses, methods } = props
  const name = shownName(shop)
  const amount = formatMoney(invoice.balanceMinor, invoice.currency, shop.locale)
  if (!viewer.canPay) return <p class="quiet small">{words.askToPay(name)}</p>
  const asked = asksForPo(shop, invoice)
  if (!takesOnline(shop, invoice.balanceMinor))
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
  const hasSaved = methods.length > 0 && addresses.charge !== undefined && asked !== 'demanded'
  const say = [amount, invoice.dueOn ? words.dueOn(formatDay(invoice.dueOn, shop.locale)) : undefined] as const
  if (hasSaved)
    return (
      <>
        <OneTap {...{ shop, methods, say }} action={addresses.charge ?? ''} invoices={[invoice]} />
        <form class="form gap" method="post" action={addresses.pay}>
          <CommandField />
          {asked !== 'no' && <PoField {...props} isNeeded={false} />}
          <KeepTick shop={shop} />
          <SubmitButton wide>{saved.another}</SubmitButton>
        </form>
        <AnotherAmount {...props} po={asked} />
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
          <PoField {...props} isNeeded={asked === 'demanded'} />
          {addresses.charge && <KeepTick shop={shop} />}
          <SubmitButton primary wide>
            {words.pay(amount)}
          </SubmitButton>
        </form>
        <p class="quiet small">{words.payBy(name)}</p>
        <AnotherAmount {...props} po={asked} />
      </>
    )
  return (
    <>
      <form class="bar" method="post" action={addresses.pay}>
        <CommandField />
        <p class="say">
          <b>{amount}</b>
          {say[1] && <span>{say[1]}</span>}
        </p>
        {addresses.charge && <KeepTick shop={shop} />}
        <SubmitButton primary>{words.pay(amount)}</SubmitButton>
      </form>
      <p class="quiet small">{words.payBy(name)}</p>
      <AnotherAmount {...props} />
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
const AnotherAmount = ({ shop, invoice, addresses, form, po = 'no' }: InvoicePageProps & { po?: PoRule }) => {
  const partial = partialOf(invoice, billingSettings(shop))
  if (!partial) return null
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
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
