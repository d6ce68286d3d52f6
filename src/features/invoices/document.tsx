import { vocabularies } from '#features/jobs/words.ts'
import { StepsBlock } from '#features/payments/views-plan.tsx'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { formatMoney, formatQuantity, totalsOf } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { Block } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { LineRow, Money, Sums, Table } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import { lineDetail } from './line-detail.ts'
import type { InvoiceParts } from './paper.ts'
import { adjustmentsInWords, leftOf, movementInWords, sumsOf } from './sums.ts'
import { invoiceWords as words } from './words.ts'

interface DocumentProps extends InvoiceParts {
  shop: Profile
  /** Staff read it too: what is the customer’s is not theirs. */
  isDesk?: boolean | undefined
  addresses: {
    readonly job?: string | undefined
    readonly portal: string
    creditNote(id: string): string
    readonly payment?: (id: string) => string
  }
}

/** The invoice itself: who, for what, how much, what was paid. It is what gets printed. */
export const InvoiceDocument = (props: DocumentProps) => {
  const { shop, invoice, movements, adjustments, addresses } = props
  return (
    <div>
      <div class="block">
        <Parties {...props} />
      </div>
      <Lines {...props} />
      {adjustments.length > 0 && <Adjustments {...props} />}
      <StepsBlock shop={shop} invoice={invoice} steps={props.steps} />
      {movements.length > 0 && <Payments {...props} />}
      {invoice.note && (
        <Block title={words.noteFrom(shownName(shop))}>
          {invoice.note.split(/\n+/).map((line) => (
            <p>{line}</p>
          ))}
        </Block>
      )}
      {invoice.balanceMinor > 0 && <p class="paper-only">{words.onPaper(addresses.portal, shownName(shop))}</p>}
    </div>
  )
}

const Parties = ({ shop, invoice, isDesk }: DocumentProps) => {
  const day = (on: string) => formatDay(on, shop.locale, 'year')
  return (
    <dl class="parties">
      <div>
        <dt>{words.from}</dt>
        <dd>
          <Party name={shownName(shop)} address={shop.address} />
        </dd>
      </div>
      <div>
        <dt>{words.to}</dt>
        <dd>
          <Party name={invoice.customerName} address={invoice.customerAddress} />
        </dd>
      </div>
      <div>
        <dt>{words.details}</dt>
        <dd>
          {invoice.issuedOn && [words.issued(day(invoice.issuedOn)), <br />]}
          {invoice.dueOn ? words.dueOn(day(invoice.dueOn)) : words.onReceipt}
          {invoice.taxExemption && [<br />, words.noTax(invoice.taxExemption)]}
          {invoice.poNumber && [<br />, isDesk ? desk.poNumber(invoice.poNumber) : words.poNumber(invoice.poNumber)]}
        </dd>
      </div>
    </dl>
  )
}

const Party = ({ name, address }: { name: string; address: string | null }) => (
  <p>
    <b>{name}</b>
    {address?.split(/\n+/).map((line) => [<br />, line])}
  </p>
)

const Lines = ({ shop, invoice, lines, addresses }: DocumentProps) => {
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  const totals = totalsOf(lines, invoice)
  const { item, each, quantity, amount } = words.columns
  return (
    <Block
      id="lines"
      title={words.lines}
      aside={
        addresses.job &&
        invoice.jobNumber !== null && (
          <a class="no-paper" href={addresses.job}>
            {words.work(vocabularies[shop.trade].One, invoice.jobNumber)}
          </a>
        )
      }
    >
      <Table
        kind="folds"
        caption={words.lines}
        head={[{ label: item }, { label: each, right: true }, { label: quantity, right: true }, { label: amount, right: true }]}
      >
        {lines.map((line, i) => (
          <LineRow
            title={line.name}
            detail={lineDetail(line, shop.locale)}
            each={money(line.unitPriceMinor)}
            quantity={formatQuantity(line.quantity, shop.locale)}
            after={words.afterPrice(formatQuantity(line.quantity, shop.locale))}
            total={money(totals.lines[i]?.grossMinor ?? 0)}
          />
        ))}
      </Table>
      <Sums rows={sumsOf(shop, invoice, lines)} />
    </Block>
  )
}

/** What came to the total since it was sent: late fees, credit notes. */
const Adjustments = ({ shop, invoice, adjustments, movements, addresses }: DocumentProps) => (
  <Block id="adjustments" title={words.creditNote.since}>
    <Sums rows={[...adjustmentsInWords(shop, invoice, adjustments), ...(movements.length === 0 ? leftOf(shop, invoice) : [])]} />
    {adjustments.map(
      ({ kind, noteId, noteNumber }) =>
        kind === 'credit_note' &&
        noteId && (
          <p class="no-paper">
            <a href={addresses.creditNote(noteId)} download>
              {words.creditNote.heading(noteNumber ?? '')}, PDF
            </a>
          </p>
        ),
    )}
  </Block>
)

const Payments = ({ shop, invoice, movements, addresses }: DocumentProps) => {
  const left = leftOf(shop, invoice)
  return (
    <Block id="payments" title={words.payments}>
      <Rows>
        {movements.map((movement) => (
          <Row
            {...movementInWords(movement, shop)}
            href={movement.paymentId ? addresses.payment?.(movement.paymentId) : undefined}
            end={<Money>{formatMoney(movement.amountMinor, invoice.currency, shop.locale)}</Money>}
          />
        ))}
      </Rows>
      {left.length > 0 && <Sums rows={left} />}
    </Block>
  )
}
