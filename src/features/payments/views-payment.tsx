import type { Evidence } from '#adapters/stripe.ts'
import type { Profile } from '#features/settings/rules.ts'
import { managers, type Role } from '#features/team/rules.ts'
import type { FormState } from '#lib/form.ts'
import { decimalOf, formatMoney } from '#lib/money.ts'
import { formatDay, formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { FactorFirst } from '#ui/factor-first.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { type RingPart, Status } from '#ui/status.tsx'
import { Money } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import type { AskedRefund, DisputeRow, Part, Payment } from './queries.ts'
import { refundableMinor } from './refund-actions.ts'
import { type PaymentState, whatCameAfter } from './rules.ts'
import { type Share, sourceOf, wentBack } from './shares.ts'
import { DisputeBlock, type SentEvidence } from './views-dispute.tsx'
import { paymentWords as words } from './words.ts'

export interface DeskPaymentProps {
  base: string
  shop: Profile
  role: Role
  payment: Payment
  parts: readonly Part[]
  rows: readonly Share[]
  asked: readonly AskedRefund[]
  disputed: readonly DisputeRow[]
  sent: readonly SentEvidence[]
  /** What our records would say to a bank now. */
  evidence: Evidence
  /** Given where the reader must first set up how they confirm that it is them. */
  setUp: string | undefined
  form?: FormState | undefined
}

const rings: Readonly<Record<PaymentState, RingPart>> = {
  open: 'todo',
  processing: 50,
  succeeded: 'full',
  failed: 'todo',
  expired: 'todo',
}

/** One payment as the shop works with it: what it is for, what it cost, and the way back. */
export const DeskPaymentPage = (props: DeskPaymentProps) => {
  const { base, shop, payment, parts, disputed } = props
  const [first] = parts
  const back = first ? href(base, paths.staff.invoices.show, { id: first.invoiceId }) : href(base, paths.staff.invoices.list)
  const isBad = payment.state === 'failed' || disputed.some(({ state }) => state !== 'won')
  return (
    <>
      <Back href={back} label={first ? words.label(first.number ?? '') : words.toInvoices} />
      <Head
        title={desk.payment.title(formatMoney(payment.amountMinor, payment.currency, shop.locale))}
        detail={<a href={href(base, paths.staff.customers.show, { id: payment.customerId })}>{payment.customerName}</a>}
        actions={<Status ring={rings[payment.state]} label={labelOf(props)} bad={isBad} />}
      />
      {payment.state === 'processing' && <Note title={desk.payment.pending}>{null}</Note>}
      <div class="cols">
        <div>
          {disputed.map((dispute) => (
            <DisputeBlock {...props} dispute={dispute} />
          ))}
          <PartsBlock {...props} />
          <RefundsBlock {...props} />
        </div>
        <aside>
          <FactsBlock {...props} />
          <GiveBackBlock {...props} />
        </aside>
      </div>
    </>
  )
}

function labelOf({ payment, disputed }: DeskPaymentProps): string {
  const after = whatCameAfter(payment, disputed)
  return after ? desk.payment.after[after] : desk.payment.states[payment.state]
}

const PartsBlock = ({ base, shop, payment, parts, rows }: DeskPaymentProps) => {
  const money = (minor: number) => formatMoney(minor, payment.currency, shop.locale)
  const credit = rows.reduce((sum, row) => sum - (row.invoiceId === null ? row.amountMinor : 0), 0)
  return (
    <Block id="parts" title={desk.payment.parts}>
      <Rows>
        {parts.map(({ invoiceId, number, title, amountMinor }) => (
          <Row
            title={title}
            href={href(base, paths.staff.invoices.show, { id: invoiceId })}
            detail={number}
            end={<Money>{money(amountMinor)}</Money>}
          />
        ))}
        {payment.estimateId && <Row title={desk.payment.deposit} end={<Money>{money(payment.amountMinor)}</Money>} />}
        {credit > 0 && <Row title={desk.payment.credit} end={<Money>{money(credit)}</Money>} />}
      </Rows>
    </Block>
  )
}

const FactsBlock = ({ shop, payment, rows, disputed }: DeskPaymentProps) => {
  const { facts } = desk.payment
  const money = (minor: number) => formatMoney(minor, payment.currency, shop.locale)
  const { feeMinor, applicationFeeMinor, availableOn, settledAt, receivedOn, instrument, failure, charge } = payment
  const at = settledAt === null ? undefined : formatInstant(settledAt, { locale: shop.locale, zone: shop.timeZone }, 'year')
  const platform = applicationFeeMinor ? `, ${money(applicationFeeMinor)} ${facts.platform}` : ''
  const list = [
    [facts.how, instrument ?? desk.methods[payment.method]],
    [facts.by, payment.payerName],
    [facts.when, receivedOn ? formatDay(receivedOn, shop.locale, 'year') : at],
    [facts.why, failure],
    [facts.fee, feeMinor === null ? undefined : `${money(feeMinor)}${platform}`],
    [facts.net, feeMinor === null ? undefined : money(payment.amountMinor - feeMinor - wentBack(rows))],
    // What a bank took is not released: it left again.
    [
      facts.available,
      availableOn && disputed.every(({ state }) => state === 'won') ? formatDay(availableOn, shop.locale, 'year') : undefined,
    ],
    [facts.note, payment.paymentNote],
    [facts.charge, charge && <span class="mono">{charge}</span>],
  ] as const
  return (
    <Block title={words.payment}>
      <Facts items={list.flatMap(([label, value]) => (value ? [{ label, value }] : []))} />
    </Block>
  )
}

/** What went back: what we asked for, and what was given back at Stripe itself. */
const RefundsBlock = ({ base, shop, role, payment, asked, rows }: DeskPaymentProps) => {
  const money = (minor: number) => formatMoney(minor, payment.currency, shop.locale)
  const place = { locale: shop.locale, zone: shop.timeZone }
  const ours = asked.filter(({ state }) => state === 'done').reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const gone = rows.filter((row) => row.kind === 'refund' && sourceOf(row)).reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const elsewhere = gone - ours
  if (asked.length === 0 && elsewhere <= 0) return null
  const isManager = (managers as readonly Role[]).includes(role)
  return (
    <Block id="refunds" title={desk.payment.refunds}>
      <Rows>
        {asked.map(({ id, amountMinor, state, reason, isForgiven, createdAt, createdBy }) => (
          <Row
            title={reason || desk.refund.states[state]}
            detail={[
              ...(reason ? [desk.refund.states[state]] : []),
              ...(isForgiven && state === 'done' ? [desk.refund.forgiven] : []),
              ...[formatInstant(createdAt, place), createdBy],
            ]
              .filter(Boolean)
              .join(', ')}
            end={<Money>{money(amountMinor)}</Money>}
            full={
              state === 'asked' && (
                <>
                  <p class="quiet">{desk.refund.unanswered}</p>
                  {isManager && (
                    <form method="post" action={href(base, paths.staff.payments.repeat, { id: payment.id, refund: id })}>
                      <CommandField />
                      <SubmitButton>{desk.refund.again}</SubmitButton>
                    </form>
                  )}
                </>
              )
            }
          />
        ))}
        {elsewhere > 0 && <Row title={desk.payment.elsewhere} end={<Money>{money(elsewhere)}</Money>} />}
      </Rows>
    </Block>
  )
}

const GiveBackBlock = ({ base, shop, role, payment, parts, asked, disputed, setUp, form }: DeskPaymentProps) => {
  const isManager = (managers as readonly Role[]).includes(role)
  if (payment.state !== 'succeeded' || !isManager) return null
  const left = refundableMinor(payment, asked)
  const isDisputed = disputed.some(({ state }) => state !== 'won')
  if (isDisputed) return null
  return (
    <Block id="give-back" title={desk.refund.title}>
      {left === 0 ? (
        <p class="quiet">{desk.refund.none}</p>
      ) : setUp ? (
        <FactorFirst href={setUp} />
      ) : (
        <details open={form !== undefined}>
          <summary>{desk.refund.open}</summary>
          <p class="quiet">{desk.refund.left(formatMoney(left, payment.currency, shop.locale))}</p>
          <form class="gap" method="post" action={href(base, paths.staff.payments.refund, { id: payment.id })}>
            <CommandField />
            <ErrorSummary form={form} title="This is not right yet" />
            <TextField
              label={desk.refund.amount}
              name="amount"
              form={form}
              value={decimalOf(left, payment.currency)}
              before={payment.currency}
              inputmode="decimal"
              required
            />
            <TextField
              label={desk.refund.reason}
              name="reason"
              form={form}
              maxlength={200}
              hint={parts.length > 0 ? desk.refund.reasonHint : undefined}
            />
            {parts.length > 0 ? (
              <Tick label={desk.refund.forgive} hint={desk.refund.forgiveHint} name="isForgiven" form={form} checked />
            ) : (
              <p class="quiet small">{desk.refund.ofDeposit}</p>
            )}
            <SubmitButton danger>{desk.refund.act}</SubmitButton>
          </form>
        </details>
      )}
    </Block>
  )
}
