import type { StaffCtx } from '#context.ts'
import type { RecordPayload } from '#features/approvals/record.ts'
import { DeliveryBlock } from '#features/deliveries/delivery-lines.tsx'
import type { JobView } from '#features/jobs/view.ts'
import { Paragraphs } from '#features/jobs/views-page.tsx'
import type { FormState } from '#lib/form.ts'
import { formatPercent, formatQuantity } from '#lib/money.ts'
import { chosenLines, isIn, priceOf } from '#lib/offer.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Facts, Head, Note } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import { Money } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import { eventInWords } from './history.ts'
import type { EstimateRecord } from './read.ts'
import { type EstimateLine, offerOf, partsOf, ringOf, stateOf, whyNot } from './rules.ts'
import { approvedPrice } from './shown.ts'
import { Others, Send } from './staff-acts.tsx'
import { Photos } from './staff-photos.tsx'
import { Questions } from './staff-questions.tsx'

export interface StaffEstimateProps {
  view: JobView
  me: Pick<StaffCtx, 'staffId'>
  record: EstimateRecord
  /** The form that came back, by the act it is for. */
  send?: FormState | undefined
  reply?: FormState | undefined
  keep?: FormState | undefined
  photo?: FormState | undefined
}

export const StaffEstimatePage = (props: StaffEstimateProps) => {
  const { view, record } = props
  const { estimate } = record
  const { base } = view
  const state = stateOf(estimate, view.today)
  return (
    <>
      <Back href={href(base, paths.staff.estimates.list)} label={desk.title} />
      <Head
        title={desk.heading(estimate.number)}
        detail={
          <>
            {estimate.title}, for{' '}
            <a href={href(base, paths.staff.customers.show, { id: estimate.customerId })}>{estimate.customerName}</a>
            {record.request && (
              <>
                , {desk.askedIn}{' '}
                <a href={href(base, paths.staff.requests.show, { id: record.request.id })}>
                  {desk.request(record.request.number)}
                </a>
              </>
            )}
          </>
        }
        actions={
          <>
            <Status ring={ringOf(state)} label={desk.states[state]} bad={state === 'declined'} />
            {whyNot('edit', state) === undefined && (
              <LinkButton href={href(base, paths.staff.estimates.edit, { id: estimate.id })}>Edit</LinkButton>
            )}
          </>
        }
      />
      <News {...props} />
      <div class="cols">
        <div>
          {estimate.note && (
            <Block title="Words to the customer">
              <Paragraphs text={estimate.note} />
            </Block>
          )}
          <Lines {...props} />
          <Photos {...props} />
          <Questions {...props} />
        </div>
        <aside>
          {whyNot('send', state) === undefined && <Send {...props} />}
          <Terms {...props} />
          <DeliveryBlock deliveries={record.deliveries} now={view.now} shop={view.shop} />
          <History {...props} />
          <Others {...props} />
        </aside>
      </div>
    </>
  )
}

/** What came of it, or what stands in its way. */
const News = ({ view, record: { estimate, asked } }: StaffEstimateProps) => {
  const { base } = view
  const state = stateOf(estimate, view.today)
  if (state === 'approved' && asked?.content) {
    const { parts, offer } = offerOf(asked.content)
    const { totals, depositMinor, chosen } = approvedPrice(asked.decisions, parts, offer)
    const choice = chosen.filter(({ tierKey, isOptional }) => tierKey !== null || isOptional)
    const record = asked.records[0]
    const recordedBy = saidIn(record)?.recordedBy
    const left = depositMinor - estimate.depositPaidMinor
    const money = (minor: number) => view.money(minor, estimate.currency)
    return (
      <Note title={`Approved, ${money(totals.totalMinor)}`}>
        {choice.length > 0 && <p class="small">{`Chosen: ${choice.map(({ title }) => title).join(', ')}.`}</p>}
        {recordedBy && <p class="small">{desk.behalf.putDownBy(recordedBy)}</p>}
        {depositMinor > 0 && (
          <p class="small">
            {left <= 0
              ? `Deposit of ${money(depositMinor)} paid.`
              : estimate.depositState === 'processing'
                ? `Deposit of ${money(depositMinor)} is on its way; the bank has not confirmed it yet.`
                : estimate.isBilled
                  ? `The deposit of ${money(left)} was not paid before the invoice was sent, and is asked for by that alone.`
                  : `Deposit of ${money(left)} is still to be paid.`}
          </p>
        )}
        <p class="ends">
          {estimate.jobId && (
            <LinkButton href={href(base, paths.staff.jobs.show, { id: estimate.jobId })}>
              {`${view.vocabulary.One} ${estimate.jobNumber ?? ''}`}
            </LinkButton>
          )}
          {record && (
            <LinkButton plain href={href(base, paths.staff.approvals.show, { id: record.id })}>
              The record
            </LinkButton>
          )}
        </p>
      </Note>
    )
  }
  const why = saidIn(asked?.records[0])
  if (state === 'declined')
    return (
      <Note bad title="The customer declined this">
        {why?.note && <p>“{why.note}”</p>}
        {why?.recordedBy && <p class="small">{desk.behalf.putDownBy(why.recordedBy)}</p>}
      </Note>
    )
  if (state === 'superseded' && estimate.supersededById)
    return (
      <Note title="Another estimate took its place">
        <LinkButton href={href(base, paths.staff.estimates.show, { id: estimate.supersededById })}>Open that one</LinkButton>
      </Note>
    )
  if (state === 'expired')
    return <Note title="Its prices held until a day that is over">Choose a new day and send it again.</Note>
  return asked?.request.isEdited ? (
    <Note title="Changed since it was sent">The customer sees the changes once you send it again.</Note>
  ) : null
}

const saidIn = (record: { readonly payload: string | null } | undefined): Partial<RecordPayload> | undefined =>
  record?.payload ? JSON.parse(record.payload) : undefined

const Lines = ({ view, record: { estimate, lines } }: StaffEstimateProps) => {
  const ways = [
    {
      key: undefined,
      title: estimate.tiers.length > 0 ? 'In every way' : 'Lines',
      own: lines.filter((line) => isIn(line, undefined)),
    },
    ...estimate.tiers.map(({ key, name, what }) => ({
      ...{ key, title: name, what },
      own: lines.filter((line) => line.tierKey !== null && isIn(line, key)),
    })),
    { key: undefined, title: 'Add-ons', own: lines.filter(({ isOptional }) => isOptional) },
  ]
  const total = (tier: string) =>
    view.money(priceOf(chosenLines(partsOf(lines), { tier, addOns: new Set() }), estimate).totals.totalMinor, estimate.currency)
  if (lines.length === 0) return <Empty title="No lines yet">Edit it to add what you offer.</Empty>
  return (
    <>
      {estimate.taxExemption !== null && <p class="quiet">{desk.exempt(estimate.taxExemption)}</p>}
      {ways.map(
        ({ key, title, own }) =>
          (own.length > 0 || key) && (
            <Block title={title} aside={key && `${total(key)} in all`}>
              <Rows>
                {own.map((line) => (
                  <Row
                    title={line.name}
                    detail={madeOf(view, estimate.currency, line)}
                    end={<Money>{amountOf(view, estimate.currency, line)}</Money>}
                  />
                ))}
              </Rows>
            </Block>
          ),
      )}
    </>
  )
}

const amountOf = (view: JobView, currency: string, line: EstimateLine) =>
  view.money(partsOf([line])[0]?.amountMinor ?? 0, currency)
function madeOf(view: JobView, currency: string, line: EstimateLine): string {
  const { locale } = view.shop
  return [
    line.detail,
    line.quantity !== 1000 && `${formatQuantity(line.quantity, locale)} × ${view.money(line.unitPriceMinor, currency)}`,
    line.discountPpm > 0 && `${formatPercent(line.discountPpm, locale)} off`,
    line.taxPpm > 0 && `${line.taxName} ${formatPercent(line.taxPpm, locale)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

const Terms = ({ view, record: { estimate, assets } }: StaffEstimateProps) => (
  <Block title="Terms">
    <Facts
      items={[
        ...assets.map(({ name }) => ({ label: 'For', value: name })),
        { label: 'Prices hold until', value: estimate.validUntilOn ? view.day(estimate.validUntilOn) : 'No day' },
        {
          label: 'Deposit',
          value: shareIn(view, estimate.currency, estimate.depositPpm, estimate.depositMinor),
        },
        {
          label: 'Discount',
          value: shareIn(view, estimate.currency, estimate.discountPpm, estimate.discountMinor),
        },
        { label: 'Prices', value: estimate.isTaxInclusive ? 'Include tax' : 'Before tax' },
      ]}
    />
  </Block>
)

const shareIn = (view: JobView, currency: string, ppm: number, minor: number) =>
  ppm > 0 ? formatPercent(ppm, view.shop.locale) : minor > 0 ? view.money(minor, currency) : 'None'

const History = ({ view, record: { history, estimate } }: StaffEstimateProps) => (
  <Block id="history" title="History" aside={estimate.edition > 0 ? `Version ${estimate.edition}` : undefined}>
    <Rows class="small">
      {history.map((event) => (
        <Row title={eventInWords(event)} detail={[view.when(event.at), event.actorName].filter(Boolean).join(', ')} />
      ))}
    </Rows>
  </Block>
)
