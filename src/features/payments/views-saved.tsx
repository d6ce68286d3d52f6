import { billingSettings } from '#features/invoices/billing.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { ProofForm } from '#identity/fresh-proof/proof-form.tsx'
import { freshWords } from '#identity/fresh-proof/words.ts'
import type { FormState } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { english as auto } from './autopay-words.ts'
import type { SavedMethod } from './saved-queries.ts'
import { english as words } from './saved-words.ts'
import { AutopaySwitch } from './views-autopay.tsx'
import { english as paying } from './words.ts'

interface OneTapProps {
  /** Where such a payment begins; missing for who came by a link, whose methods are nobody's here. */
  readonly action: string
  readonly shop: Profile
  readonly invoices: readonly { readonly id: string; readonly balanceMinor: number; readonly currency: string }[]
  readonly methods: readonly SavedMethod[]
  /** The amount with what it is for, where the bar at the foot of a phone says it. */
  readonly say: readonly [amount: string, about: string | undefined]
}

/** Pays at once with what was kept, the newest first. */
export const OneTap = ({ action, shop, invoices, methods, say: [amount, about] }: OneTapProps) => {
  const [first, ...others] = methods
  if (!first) return null
  const total = invoices.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
  const sum = formatMoney(total, invoices[0]?.currency ?? shop.currency, shop.locale)
  const fields = { invoices, total }
  return (
    <>
      <form class="bar" method="post" action={action}>
        <Chosen {...fields} method={first.id} />
        <p class="say">
          <b>{amount}</b>
          {about && <span>{about}</span>}
        </p>
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

const Chosen = ({ invoices, total, method }: Pick<OneTapProps, 'invoices'> & { total: number; method: string }) => (
  <>
    <CommandField />
    {invoices.map(({ id }) => (
      <input type="hidden" name="invoices[]" value={id} />
    ))}
    <input type="hidden" name="total" value={String(total)} />
    <input type="hidden" name="method" value={method} />
  </>
)

/** Whether what is paid with on Stripe's page shall be kept. */
export const KeepTick = ({ shop, id }: { readonly shop: Profile; readonly id?: string }) =>
  billingSettings(shop).keepsMethods ? (
    <Tick label={words.keep(shownName(shop))} name="keep" id={id} hint={words.keepHint(shownName(shop))} />
  ) : null

interface ProveProps {
  readonly action: string
  readonly back: string
  readonly shop: Profile
  readonly email: string
  readonly invoices: readonly { readonly id: string; readonly balanceMinor: number; readonly currency: string }[]
  readonly method: Pick<SavedMethod, 'id' | 'label'>
  readonly form: FormState | undefined
}

/** The code, and the payment that waits for it. */
export const ProvePage = ({ action, back, shop, email, invoices, method, form }: ProveProps) => {
  const total = invoices.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
  const amount = formatMoney(total, invoices[0]?.currency ?? shop.currency, shop.locale)
  return (
    <>
      <h1>{freshWords.heading}</h1>
      <ProofForm
        action={action}
        fields={[...invoices.map(({ id }) => ['invoices[]', id] as const), ['total', String(total)], ['method', method.id]]}
        email={email}
        button={words.payWith(amount, method.label)}
        back={back}
        form={form}
      />
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
      {methods.length > 0 && (
        <Rows>
          {methods.map(({ id, label, createdAt, autopayAt }) => (
            <Row
              title={label}
              detail={[
                words.keptOn(formatDay(dayOf(createdAt, shop.timeZone), shop.locale, 'year')),
                ...(autopayAt === null ? [] : [auto.isOn]),
              ].join(' · ')}
              action={
                <div class="ends">
                  {canPay && <AutopaySwitch {...{ base, id, label }} isOn={autopayAt !== null} />}
                  <form method="post" action={href(base, routes.remove, { id })}>
                    <CommandField />
                    <SubmitButton plain label={words.removeLabel(label)}>
                      {words.remove}
                    </SubmitButton>
                  </form>
                </div>
              }
            />
          ))}
        </Rows>
      )}
    </>
  )
}
