import type { RecordPayload } from '#features/approvals/record.ts'
import { shownName } from '#features/settings/rules.ts'
import { formatPercent } from '#lib/money.ts'
import { Block, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Money, Sums } from '#ui/tables.tsx'
import { type EstimateState, offerOf } from './rules.ts'
import { approvedPrice } from './shown.ts'
import type { EstimatePageProps } from './views.tsx'
import { taxLabel } from './views-price.tsx'
import { estimateWords as words } from './words.ts'

/** What came of an estimate that nobody can answer any more. */
export const Outcome = ({ state, ...props }: EstimatePageProps & { state: EstimateState }) => {
  const { reader, estimate } = props
  switch (state) {
    case 'approved':
      return <Approved {...props} />
    case 'declined':
      return (
        <Note title={words.declined}>
          <p>{words.declinedText}</p>
          <PutDown payload={saidIn(props.asked.records[0])} />
        </Note>
      )
    case 'expired':
      return <Note title={words.expired(reader.view.day(estimate.validUntilOn ?? ''))}>{words.expiredText}</Note>
    case 'superseded':
      return (
        <Note title={words.superseded}>
          {estimate.supersededById && !reader.isForwarded ? (
            <LinkButton href={reader.links.estimate(estimate.supersededById)}>{words.openNewer}</LinkButton>
          ) : (
            <p>{words.supersededText}</p>
          )}
        </Note>
      )
    default:
      return <Note title={words.withdrawn}>{words.withdrawnText}</Note>
  }
}

const saidIn = (record: { readonly payload: string | null } | undefined): Partial<RecordPayload> =>
  JSON.parse(record?.payload ?? '{}')

/** Who wrote the answer down, where somebody gave it outside this page. */
const PutDown = ({ payload: { name, recordedBy } }: { payload: Partial<RecordPayload> }) =>
  recordedBy ? <p class="small">{words.putDown(name ?? '', recordedBy)}</p> : null

const Approved = (props: EstimatePageProps) => {
  const { reader, estimate, asked } = props
  const { view, viewer, links } = reader
  const { parts, offer } = offerOf(asked.content)
  const price = approvedPrice(asked.decisions, parts, offer)
  const currency = asked.content.currency ?? view.shop.currency
  const money = (minor: number) => view.money(minor, currency)
  const record = asked.records.find(({ outcome }) => outcome === 'approved')
  const payload = saidIn(record)
  return (
    <>
      <Note title={words.approvedBy(payload.name ?? viewer.customerName)}>
        <p>{words.approvedText(money(price.totals.totalMinor))}</p>
        <PutDown payload={payload} />
      </Note>
      <DepositBlock {...props} depositMinor={price.depositMinor} money={money} />
      <Block title={words.chosen}>
        <Rows>
          {price.chosen.map((part) => (
            <Row title={part.title} detail={part.detail} end={<Money>{money(part.amountMinor ?? 0)}</Money>} />
          ))}
        </Rows>
        <Sums
          rows={[
            ...(price.totals.wholeDiscountMinor > 0
              ? [{ label: words.discount(undefined), value: money(-price.totals.wholeDiscountMinor) }]
              : []),
            ...price.totals.taxes.map(({ name, ratePpm, baseMinor, taxMinor }) => ({
              label: taxLabel(offer, name, formatPercent(ratePpm, view.shop.locale), money(baseMinor)),
              value: money(taxMinor),
            })),
            { label: words.total, value: money(price.totals.totalMinor), total: true },
          ]}
        />
      </Block>
      <p class="ends gap">
        {estimate.jobId && links.job && <LinkButton href={links.job(estimate.jobId)}>{words.follow}</LinkButton>}
        {record && (
          <LinkButton plain href={links.record(record.id)}>
            {words.receipt}
          </LinkButton>
        )}
      </p>
    </>
  )
}

interface DepositProps extends EstimatePageProps {
  depositMinor: number
  money: (minor: number) => string
}
const DepositBlock = ({ reader, estimate, hasPaid, depositMinor, money }: DepositProps) => {
  const { view, viewer, isPreview, links } = reader
  const leftMinor = depositMinor - estimate.depositPaidMinor
  if (depositMinor === 0) return null
  if (leftMinor <= 0) return <Note title={words.depositPaid(money(depositMinor))} />
  if (estimate.depositState === 'processing') return <Note title={words.depositOnTheWay} />
  if (isWaitingForDeposit(estimate, hasPaid)) return <Note title={words.depositWaiting} />
  if (estimate.isBilled) return <Note title={words.depositBilled} />
  const name = shownName(view.shop)
  return (
    <Block id="deposit" title={words.depositDue(money(leftMinor))}>
      <p class="quiet">{words.depositWaits}</p>
      {!viewer.canPay ? (
        <p class="quiet small">{words.payColleague}</p>
      ) : !reader.paysOnline(leftMinor) && !isPreview ? (
        (view.shop.paymentNote.trim() || words.payOtherwise(name)).split(/\n+/).map((line) => <p>{line}</p>)
      ) : (
        <form class="bar" method="post" action={links.pay}>
          <CommandField />
          <p class="say">
            <b>{money(leftMinor)}</b>
          </p>
          <SubmitButton primary disabled={isPreview}>
            {words.payDeposit(money(leftMinor))}
          </SubmitButton>
        </form>
      )}
    </Block>
  )
}

/** Whether the page has to look again for the bank's word on the deposit. */
export const isWaitingForDeposit = ({ depositState }: EstimatePageProps['estimate'], hasPaid: boolean) =>
  hasPaid && depositState === 'open'
