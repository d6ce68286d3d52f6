import type { Child } from 'hono/jsx'
import { billingSettings } from '#features/invoices/billing.ts'
import { invoiceWords as invoicing } from '#features/invoices/words.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { ProofForm } from '#identity/fresh-proof/proof-form.tsx'
import { freshWords } from '#identity/fresh-proof/words.ts'
import type { FormState } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { autopayWords as auto } from './autopay-words.ts'
import { instrumentText } from './bank-text.ts'
import type { DueInvoice } from './queries.ts'
import type { SavedMethod } from './saved-queries.ts'
import { savedWords as words } from './saved-words.ts'
import { AutopaySwitch } from './views-autopay.tsx'
import { PoFields, unnumbered } from './views-po.tsx'
import { paymentWords as paying } from './words.ts'

interface OneTapProps {
  /** Where such a payment begins; missing for who came by a link, whose methods are nobody's here. */
  readonly action: string
  readonly shop: Profile
  readonly invoices: readonly Pick<DueInvoice, 'id' | 'number' | 'balanceMinor' | 'currency' | 'poNumber' | 'voidedAt'>[]
  readonly methods: readonly SavedMethod[]
  /** What is left of them in all, where less is paid by a plan. */
  readonly left?: number
  /** Where a PO number goes that is typed here without paying. */
  readonly po?: string
}

/** Pays at once with what was kept, the newest first. */
export const OneTap = ({ action, shop, invoices, methods, left, po }: OneTapProps) => {
  const [first, ...others] = methods
  if (!first) return null
  const total = invoices.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
  const sum = formatMoney(total, invoices[0]?.currency ?? shop.currency, shop.locale)
  const fields = { invoices, total, left: left ?? total }
  // Typed once, whatever it is paid with.
  if (unnumbered(shop, invoices).length > 0)
    return (
      <form class="form gap" method="post" action={action}>
        <Chosen {...fields} />
        <PoFields {...{ shop, invoices }} at="tap" />
        {methods.map(({ id, label }) => (
          <SubmitButton primary={id === first.id} wide name="method" value={id}>
            {words.payWith(sum, label)}
          </SubmitButton>
        ))}
        <p class="quiet small">{words.oneTap}</p>
        {po && (
          <SubmitButton plain formaction={po}>
            {invoicing.po.save}
          </SubmitButton>
        )}
      </form>
    )
  return (
    <>
      <form class="bar" method="post" action={action}>
        <Chosen {...fields} method={first.id} />
        <SubmitButton primary>{words.payWith(sum, first.label)}</SubmitButton>
      </form>
      <p class="quiet small">{words.oneTap}</p>
      {others.map(({ id, label }) => (
        <form class="gap" method="post" action={action}>
          <Chosen {...fields} method={id} />
          <SubmitButton wide>{words.payWith(sum, label)}</SubmitButton>
        </form>
      ))}
    </>
  )
}

type ChosenProps = Pick<OneTapProps, 'invoices'> & { total: number; left: number; method?: string }
const Chosen = ({ invoices, total, left, method }: ChosenProps) => (
  <>
    <CommandField />
    {invoices.map(({ id }) => (
      <input type="hidden" name="invoices[]" value={id} />
    ))}
    <input type="hidden" name="total" value={String(total)} />
    <input type="hidden" name="left" value={String(left)} />
    {method && <input type="hidden" name="method" value={method} />}
  </>
)

/** Stripe's page, for who has kept something and wants to pay with something else. */
export const AnotherWay = ({
  action,
  isOpen,
  children,
  label,
}: {
  action: string
  isOpen: boolean
  label: string
  children: Child
}) => (
  <details class="gap" open={isOpen}>
    <summary>{words.another}</summary>
    <form class="form gap" method="post" action={action}>
      <CommandField />
      {children}
      <SubmitButton wide>{label}</SubmitButton>
    </form>
  </details>
)

/** Whether what is paid with on Stripe's page shall be kept. */
export const KeepTick = ({ shop, formId }: { readonly shop: Profile; readonly formId?: string }) =>
  billingSettings(shop).keepsMethods ? (
    <Tick label={words.keep(shownName(shop))} name="keep" formId={formId} hint={words.keepHint(shownName(shop))} />
  ) : null

interface ProveProps {
  readonly action: string
  readonly back: string
  readonly shop: Profile
  readonly email: string
  readonly invoices: readonly { readonly id: string; readonly balanceMinor: number; readonly currency: string }[]
  /** What is paid of them, in minor units. */
  readonly total: number
  /** What was left of them when they were shown. */
  readonly left: number
  readonly method: Pick<SavedMethod, 'id' | 'label'>
  readonly form: FormState | undefined
}

/** The code, and the payment that waits for it. */
export const ProvePage = ({ action, back, shop, email, invoices, total, left, method, form }: ProveProps) => {
  const amount = formatMoney(total, invoices[0]?.currency ?? shop.currency, shop.locale)
  return (
    <>
      <h1>{freshWords.heading}</h1>
      <div class="form gap">
        <ProofForm
          action={action}
          fields={[
            ...invoices.map(({ id }) => ['invoices[]', id] as const),
            ...([['total', String(total)] as const, ['left', String(left)] as const, ['method', method.id] as const] as const),
          ]}
          email={email}
          button={words.payWith(amount, method.label)}
          back={back}
          form={form}
        />
      </div>
    </>
  )
}

interface WaysToPayProps {
  readonly base: string
  readonly shop: Profile
  readonly canPay: boolean
  readonly methods: readonly SavedMethod[]
}

/** Everything the reader has kept to pay with. */
export const WaysToPayPage = ({ base, shop, canPay, methods }: WaysToPayProps) => {
  const name = shownName(shop)
  const routes = paths.portal.waysToPay
  return (
    <>
      <Back href={href(base, paths.portal.invoices.list)} label={paying.toInvoices} />
      <h1>{words.heading(methods.length)}</h1>
      {methods.length === 0 ? <Empty title={words.none}>{words.noneHint(name)}</Empty> : <p class="lede">{words.lead(name)}</p>}
      {methods.map(({ id, label, createdAt, autopayAt }) => (
        <Block title={instrumentText(label)}>
          <p class="quiet">
            {words.keptOn(formatDay(dayOf(createdAt, shop.timeZone), shop.locale, 'year'))}
            {autopayAt !== null && `. ${auto.isOn}.`}
          </p>
          <div class="ends">
            {canPay && <AutopaySwitch {...{ base, id, label }} isOn={autopayAt !== null} />}
            <form method="post" action={href(base, routes.remove, { id })}>
              <CommandField />
              <SubmitButton plain label={words.removeLabel(label)}>
                {words.remove}
              </SubmitButton>
            </form>
          </div>
        </Block>
      ))}
    </>
  )
}
