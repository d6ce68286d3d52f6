import { vocabularies } from '#features/jobs/words.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { formatMoney, formatPercent, formatQuantity, totalsOf } from '#lib/money.ts'
import { formatDay, formatInstant } from '#lib/time.ts'
import { Block } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { LineRow, Money, Sums, Table } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import type { Invoice, InvoiceLine, Movement } from './queries.ts'
import { english as words } from './words.ts'

interface DocumentProps {
  shop: Profile
  invoice: Invoice
  lines: readonly InvoiceLine[]
  movements: readonly Movement[]
  /** Staff read it too: what is the customer’s is not theirs. */
  isDesk?: boolean | undefined
  addresses: { readonly job?: string | undefined; readonly portal: string; readonly payment?: (id: string) => string }
}

/** The invoice itself: who, for what, how much, what was paid. It is what gets printed. */
export const InvoiceDocument = (props: DocumentProps) => {
  const { shop, invoice, movements, addresses } = props
  return (
    <div>
      <div class="block">
        <Parties {...props} />
      </div>
      <Lines {...props} />
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
  const rate = (ppm: number) => formatPercent(ppm, shop.locale)
  const totals = totalsOf(lines)
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
            detail={
              [line.detail, line.discountPpm > 0 && words.lineDiscount(rate(line.discountPpm))].filter(Boolean).join(', ') ||
              undefined
            }
            each={money(line.unitPriceMinor)}
            quantity={formatQuantity(line.quantity, shop.locale)}
            after={words.afterPrice(formatQuantity(line.quantity, shop.locale))}
            total={money(totals.lines[i]?.grossMinor ?? 0)}
          />
        ))}
      </Table>
      <Sums
        rows={[
          ...(totals.discountMinor > 0 || totals.taxMinor > 0
            ? [{ label: words.subtotal, value: money(totals.subtotalMinor) }]
            : []),
          ...(totals.discountMinor > 0 ? [{ label: words.discount, value: money(-totals.discountMinor) }] : []),
          ...totals.taxes.map((tax) => ({
            label: words.tax(tax.name, rate(tax.ratePpm), money(tax.baseMinor)),
            value: money(tax.taxMinor),
          })),
          { label: words.total, value: money(totals.totalMinor), total: true },
        ]}
      />
    </Block>
  )
}

/** What moved: how it was paid, or what else it was. */
function movementInWords({ kind, invoiceId, instrument, method, isDeposit }: Movement): string {
  if (kind === 'refund' || kind === 'dispute' || kind === 'dispute_won') return words.moved[kind]
  if (kind === 'applied') return isDeposit ? words.moved.deposit : words.moved.applied
  const way = instrument ?? words.methods[method ?? 'other']
  return invoiceId === null ? words.keptAsCredit(way) : way
}

const Payments = ({ shop, invoice, movements, addresses }: DocumentProps) => {
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  const place = { locale: shop.locale, zone: shop.timeZone }
  return (
    <Block id="payments" title={words.payments}>
      <Rows>
        {movements.map((movement) => (
          <Row
            title={movementInWords(movement)}
            href={movement.paymentId ? addresses.payment?.(movement.paymentId) : undefined}
            detail={words.by(
              movement.receivedOn ? formatDay(movement.receivedOn, shop.locale) : formatInstant(movement.at, place),
              movement.kind === 'applied' ? '' : (movement.payerName ?? ''),
            )}
            end={<Money>{money(movement.amountMinor)}</Money>}
          />
        ))}
      </Rows>
      {invoice.voidedAt === null && (
        <Sums
          rows={[
            invoice.balanceMinor >= 0
              ? { label: words.leftToPay, value: money(invoice.balanceMinor), total: true }
              : { label: words.overpaid, value: money(-invoice.balanceMinor), total: true },
          ]}
        />
      )}
    </Block>
  )
}
