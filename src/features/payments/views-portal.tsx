import type { Viewer } from '#context.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay, formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Facts, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Money, Sums } from '#ui/tables.tsx'
import { instrumentText } from './bank-text.ts'
import type { DueInvoice, OwnPart, OwnPayment, OwnRow } from './queries.ts'
import { bundleOf, type DisputeState, paysOnline, whatCameAfter } from './rules.ts'
import type { SavedMethod } from './saved-queries.ts'
import { PoFields, unnumbered } from './views-po.tsx'
import { AnotherWay, KeepTick, OneTap } from './views-saved.tsx'
import { paymentWords as words } from './words.ts'

interface ReviewPageProps {
  base: string
  shop: Profile
  viewer: Viewer
  isPreview: boolean
  /** How many were ticked: some may be paid by now. */
  chosen: number
  due: readonly DueInvoice[]
  /** What the payer has kept to pay with. */
  methods: readonly SavedMethod[]
  form?: FormState | undefined
}

/** What one payment will be for: each invoice with its amount, and the sum on the button. */
export const ReviewPage = (props: ReviewPageProps) => {
  const { base, due, chosen, form } = props
  const bundle = bundleOf(due)
  const wrong = form?.errors['form'] ?? ('wrong' in bundle ? words.wrongBundle[bundle.wrong] : undefined)
  return (
    <>
      <Back href={href(base, paths.portal.invoices.list)} label={words.toInvoices} />
      <h1>{due.length > 0 ? words.payThese(due.length) : words.nothingChosen}</h1>
      {due.length === 0 && <Empty title={words.nothingChosenHint} />}
      {due.length > 0 && wrong && (
        <Note bad title={wrong}>
          {null}
        </Note>
      )}
      {due.length > 0 && due.length < chosen && <Note title={words.someLeftOut(chosen - due.length)}>{null}</Note>}
      {due.length > 0 && <Split {...props} />}
    </>
  )
}

const Split = ({ base, shop, viewer, isPreview, due, methods }: ReviewPageProps) => {
  const bundle = bundleOf(due)
  const money = (minor: number, currency: string) => formatMoney(minor, currency, shop.locale)
  const total = 'wrong' in bundle ? undefined : money(bundle.totalMinor, bundle.currency)
  const hasSaved = methods.length > 0
  const isPayable = !('wrong' in bundle) && paysOnline(shop, viewer, isPreview, bundle.totalMinor)
  return (
    <div class="cols wide">
      <aside class="stick">
        {total && (
          <section class="block due" aria-labelledby="h-sum">
            <h2 id="h-sum">{words.inAll}</h2>
            <p class="big">{total}</p>
            {isPayable ? (
              <>
                {hasSaved ? (
                  <>
                    <OneTap {...{ shop, methods }} action={href(base, paths.portal.payments.charge)} invoices={due} />
                    <AnotherWay action={href(base, paths.portal.payments.start)} isOpen={false} label={words.pay(total)}>
                      <Chosen {...{ due, totalMinor: bundle.totalMinor }} />
                      <PoFields shop={shop} invoices={due} at="page" />
                      <KeepTick shop={shop} />
                    </AnotherWay>
                  </>
                ) : unnumbered(shop, due).length > 0 ? (
                  <form class="form gap" method="post" action={href(base, paths.portal.payments.start)}>
                    <CommandField />
                    <Chosen {...{ due, totalMinor: bundle.totalMinor }} />
                    <PoFields shop={shop} invoices={due} at="page" />
                    <KeepTick shop={shop} />
                    <SubmitButton primary wide>
                      {words.pay(total)}
                    </SubmitButton>
                  </form>
                ) : (
                  <>
                    <KeepTick shop={shop} formId="pay" />
                    <form class="bar" id="pay" method="post" action={href(base, paths.portal.payments.start)}>
                      <CommandField />
                      <Chosen {...{ due, totalMinor: bundle.totalMinor }} />
                      <p class="say">
                        <b>{total}</b>
                        <span>{words.forInvoices(due.length)}</span>
                      </p>
                      <SubmitButton primary>{words.pay(total)}</SubmitButton>
                    </form>
                  </>
                )}
                {!hasSaved && <p class="quiet small">{words.payBy(shownName(shop))}</p>}
              </>
            ) : (
              <p class="quiet">{viewer.canPay ? words.notOnline(shownName(shop)) : words.notYours(shownName(shop))}</p>
            )}
          </section>
        )}
      </aside>
      <Block id="split" title={words.whatFor}>
        <Rows>
          {due.map(({ id, number, title, balanceMinor, currency }) => (
            <Row
              title={title}
              href={href(base, paths.portal.invoices.show, { id })}
              detail={number}
              end={<Money>{money(balanceMinor, currency)}</Money>}
            />
          ))}
        </Rows>
        {total && <Sums rows={[{ label: words.inAll, value: total, total: true }]} />}
      </Block>
    </div>
  )
}

const Chosen = ({ due, totalMinor }: Pick<ReviewPageProps, 'due'> & { totalMinor: number }) => (
  <>
    {due.map(({ id }) => (
      <input type="hidden" name="invoices[]" value={id} />
    ))}
    <input type="hidden" name="total" value={String(totalMinor)} />
  </>
)

interface PaymentPageProps {
  base: string
  shop: Profile
  payment: OwnPayment
  parts: readonly OwnPart[]
  rows: readonly OwnRow[]
  disputed: readonly { readonly state: DisputeState }[]
}

/** One payment as its customer sees it: how it stands, and what it was for. */
export const PaymentPage = ({ base, shop, payment, parts, rows, disputed }: PaymentPageProps) => {
  const money = (minor: number) => formatMoney(minor, payment.currency, shop.locale)
  const after = whatCameAfter(payment, disputed)
  const heard = after ? words.after[after] : words.states[payment.state]
  const place = { locale: shop.locale, zone: shop.timeZone }
  const on = payment.receivedOn ? formatDay(payment.receivedOn, shop.locale, 'year') : undefined
  const at = payment.settledAt === null ? undefined : formatInstant(payment.settledAt, place, 'year')
  const facts = [
    { label: words.receipt.amount, value: money(payment.amountMinor) },
    ...(payment.instrument ? [{ label: words.receipt.how, value: instrumentText(payment.instrument) }] : []),
    ...(at ? [{ label: words.receipt.when, value: on ?? at }] : []),
    ...(payment.payerName ? [{ label: words.by, value: payment.payerName }] : []),
  ]
  const byBank = rows.reduce((sum, row) => sum + (isOfDispute(row) ? row.amountMinor : 0), 0)
  const kept = rows.reduce((sum, row) => sum - (row.invoiceId === null ? row.amountMinor : 0), 0)
  return (
    <>
      <Back href={href(base, paths.portal.invoices.list)} label={words.toInvoices} />
      <h1>{heard.title}</h1>
      <p class="lede">{heard.text}</p>
      <div class="cols wide">
        <aside>
          <Block title={words.payment}>
            <Facts items={facts} />
          </Block>
        </aside>
        {parts.length > 0 && (
          <Block id="split" title={words.whatFor}>
            <Rows>
              {parts.map(({ invoiceId, number, title, amountMinor }) => (
                <Row
                  title={title}
                  href={href(base, paths.portal.invoices.show, { id: invoiceId })}
                  detail={number}
                  end={<Money>{money(amountMinor)}</Money>}
                />
              ))}
            </Rows>
            <Sums
              rows={[
                ...(payment.refundedMinor > 0 ? [{ label: words.givenBack, value: money(-payment.refundedMinor) }] : []),
                ...(byBank > 0 ? [{ label: words.takenByBank, value: money(-byBank) }] : []),
                ...(kept > 0 ? [{ label: words.keptAsCredit, value: money(kept) }] : []),
                { label: words.inAll, value: money(payment.amountMinor - payment.refundedMinor - byBank), total: true },
              ]}
            />
          </Block>
        )}
      </div>
    </>
  )
}

const isOfDispute = ({ kind }: OwnRow) => kind === 'dispute' || kind === 'dispute_won'
