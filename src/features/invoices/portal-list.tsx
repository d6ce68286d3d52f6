import { savedWords as saved } from '#features/payments/saved-words.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf } from '#lib/time.ts'
import { dueInWords } from '#lib/time-told.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import { Money, Pager } from '#ui/tables.tsx'
import type { InvoiceRow } from './queries.ts'
import { plainDay, ringOf, standingTotal, stateOf, waitsForBank } from './rules.ts'
import { invoiceWords as words } from './words.ts'

interface InvoicesPageProps {
  base: string
  shop: Profile
  today: string
  due: readonly InvoiceRow[]
  past: readonly InvoiceRow[]
  page: number
  pages: number
  /** What the customer has to their credit, by currency. */
  credits: readonly { readonly currency: string; readonly minor: number }[]
  paysOnline: (minor: number) => boolean
  /** Whether they have kept something to pay with. */
  hasWays: boolean
}

export const InvoicesPage = (props: InvoicesPageProps) => {
  const { base, due, past, page, pages, credits } = props
  const list = href(base, paths.portal.invoices.list)
  const toPay = due.filter((invoice) => !waitsForBank(invoice)).length
  return (
    <>
      <h1>{toPay > 0 ? words.due(toPay) : words.nothingDue}</h1>
      {due.length + past.length > 0 && (
        <p class="gap">
          <a href={href(base, paths.portal.statement.show)}>{words.statement}</a>
          {props.hasWays && (
            <>
              {' · '}
              <a href={href(base, paths.portal.waysToPay.list)}>{saved.manage}</a>
            </>
          )}
        </p>
      )}
      {credits.length > 0 && (
        <p class="lede">
          {words.credit(
            credits.map(({ minor, currency }) => formatMoney(minor, currency, props.shop.locale)).join(', '),
            shownName(props.shop),
          )}
        </p>
      )}
      {due.length + past.length === 0 && <Empty title={words.noneYet}>{words.noneYetHint}</Empty>}
      {due.length > 0 && page === 1 && (
        <Block id="due" title={words.toPay} aside={<Sum {...props} />}>
          <DueRows {...props} />
        </Block>
      )}
      {past.length > 0 && (
        <Block id="past" title={words.past}>
          <Rows>
            {past.map((invoice) => (
              <PastRow {...props} invoice={invoice} />
            ))}
          </Rows>
          <Pager page={page} pages={pages} hrefOf={(to) => (to > 1 ? `${list}?page=${to}` : list)} />
        </Block>
      )}
    </>
  )
}

/** Each with its own button; where several can be paid, they can be ticked and paid at once. */
const DueRows = (props: InvoicesPageProps) => {
  const { base, shop, due, paysOnline } = props
  const payable = due.filter((invoice) => !waitsForBank(invoice) && paysOnline(invoice.balanceMinor))
  const currency = payable[0]?.currency ?? ''
  const isTogether = payable.length > 1
  const rows = (
    <Rows>
      {due.map((invoice) => (
        <DueRow {...props} invoice={invoice} isFirst={invoice === payable[0]} isPick={isTogether} />
      ))}
    </Rows>
  )
  if (!isTogether) return rows
  const isOne = payable.every((invoice) => invoice.currency === currency)
  return (
    <form method="get" action={href(base, paths.portal.payments.review)}>
      {rows}
      <p class="together">
        <SubmitButton>{words.payChosen}</SubmitButton>
        <span
          class="quiet"
          data-picked={words.picked}
          data-currency={isOne ? currency : ''}
          data-locale={shop.locale}
          aria-live="polite"
        >
          {words.payChosenHint}
        </span>
      </p>
    </form>
  )
}

type RowProps = Pick<InvoicesPageProps, 'base' | 'shop' | 'today' | 'paysOnline'> & { invoice: InvoiceRow }

const DueRow = ({
  base,
  shop,
  today,
  paysOnline,
  invoice,
  isFirst,
  isPick,
}: RowProps & { isFirst: boolean; isPick: boolean }) => {
  const canPay = !waitsForBank(invoice) && paysOnline(invoice.balanceMinor)
  const address = href(base, paths.portal.invoices.show, { id: invoice.id })
  const amount = formatMoney(invoice.balanceMinor, invoice.currency, shop.locale)
  const isLate = invoice.dueOn !== null && invoice.dueOn < today
  return (
    <Row
      title={invoice.title}
      href={address}
      pick={canPay && isPick ? pickOf(invoice, amount) : undefined}
      detail={
        <>
          {referenceOf(invoice, shop, today)}
          {invoice.isDisputed ? `, ${words.atBank}` : invoice.isPending && `, ${words.onItsWay}`}
          {invoice.dueOn && !waitsForBank(invoice) && (
            <>
              {', '}
              <span class={isLate ? 'bad' : undefined}>{dueInWords(invoice.dueOn, today)}</span>
            </>
          )}
        </>
      }
      end={canPay ? undefined : <Money>{amount}</Money>}
      action={
        canPay && (
          <LinkButton href={address} primary={isFirst} label={words.payInvoice(amount, invoice.number ?? '')}>
            {words.pay(amount)}
          </LinkButton>
        )
      }
    />
  )
}

const pickOf = ({ id, number, balanceMinor }: InvoiceRow, amount: string) => ({
  ...{ name: 'invoice', value: id, minor: balanceMinor, label: words.pick(number ?? '', amount) },
})

const PastRow = ({ base, shop, today, invoice }: RowProps) => {
  const state = stateOf(invoice, today)
  return (
    <Row
      title={invoice.title}
      href={href(base, paths.portal.invoices.show, { id: invoice.id })}
      detail={referenceOf(invoice, shop, today)}
      end={
        <>
          <Money>{formatMoney(standingTotal(invoice), invoice.currency, shop.locale)}</Money>
          <p>
            <Status ring={ringOf(invoice, state)} label={words.states[state]} quiet />
          </p>
        </>
      }
    />
  )
}

/** "INV-0112 · Mar 28" while it is due, "INV-0101 · Paid Feb 14" once it is settled. */
function referenceOf(invoice: InvoiceRow, shop: Profile, today: string): string {
  const day = (on: string) => plainDay(on, shop.locale, today)
  if (invoice.voidedAt !== null) return `${invoice.number} · ${words.states.void}`
  if (invoice.balanceMinor <= 0 && invoice.settledAt !== null)
    return `${invoice.number} · ${words.paidOn(day(dayOf(invoice.settledAt, shop.timeZone)))}`
  const on = invoice.dueOn ?? invoice.issuedOn
  return on ? `${invoice.number} · ${day(on)}` : (invoice.number ?? '')
}

/** What is due in all, where all of it is in one currency. */
const Sum = ({ due, shop }: InvoicesPageProps) => {
  const [first] = due
  if (!first || due.some(({ currency }) => currency !== first.currency)) return null
  const sum = due.reduce((total, { balanceMinor }) => total + balanceMinor, 0)
  return (
    <span class="money num">
      <b>{formatMoney(sum, first.currency, shop.locale)}</b>
    </span>
  )
}
