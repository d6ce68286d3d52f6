import { type DocumentTerms, formatPercent, formatQuantity, totalsOf } from '#lib/money.ts'
import { LineRow, Sums, Table } from '#ui/tables.tsx'
import type { JobLine } from './page-queries.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

interface LinesProps {
  view: JobView
  lines: readonly JobLine[]
  /** What holds for the whole: a discount, and whether prices hold their tax. */
  terms: DocumentTerms
  /** Whether the reader may know what things cost. */
  seesPrices: boolean
}

/** Declined, and not offered anew. */
const isWanted = ({ decided, isAsAsked }: JobLine) => decided !== 'declined' || !isAsAsked

/**
 * What was ordered, and what was said to it where its customer was asked: with prices and the sum of all that was not declined, or
 * as names and quantities alone.
 */
export const LinesTable = ({ view, lines, terms, seesPrices }: LinesProps) => {
  const { locale } = view.shop
  const words = jobWords.page
  const said = ({ decided, isAsAsked }: JobLine) =>
    decided ? (isAsAsked ? words.said[decided] : words.changedSince[decided]) : ''
  if (!seesPrices)
    return (
      <Table caption={view.vocabulary.lines} head={[{ label: words.item }, { label: words.quantity, right: true }]}>
        {lines.map((line) => (
          <tr>
            <th scope="row">
              <b>{line.name}</b>
              {(line.detail || said(line)) && <small>{[said(line), line.detail].filter(Boolean).join('. ')}</small>}
            </th>
            <td class="r">{formatQuantity(line.quantity, locale)}</td>
          </tr>
        ))}
      </Table>
    )
  const wanted = lines.filter(isWanted)
  const each = totalsOf(lines).lines
  const totals = totalsOf(wanted, terms)
  const subtotalMinor = totals.subtotalMinor - totals.discountMinor
  const total = totals.taxMinor ? words.totalWithTax : words.total
  return (
    <>
      <Table
        kind="folds"
        caption={view.vocabulary.lines}
        head={[
          { label: words.item },
          { label: words.each, right: true },
          { label: words.quantity, right: true },
          { label: words.total, right: true },
        ]}
      >
        {lines.map((line, i) => {
          const quantity = formatQuantity(line.quantity, locale)
          const off = line.discountPpm > 0 && words.less(formatPercent(line.discountPpm, locale))
          return (
            <LineRow
              title={line.name}
              detail={[said(line), [line.detail, off].filter(Boolean).join(', ')].filter(Boolean).join('. ')}
              each={view.money(line.unitPriceMinor)}
              quantity={quantity}
              total={view.money((each[i]?.grossMinor ?? 0) - (each[i]?.discountMinor ?? 0))}
              after={words.after(quantity)}
            />
          )
        })}
      </Table>
      <Sums
        rows={[
          ...(subtotalMinor !== totals.totalMinor ? [{ label: words.subtotal, value: view.money(subtotalMinor) }] : []),
          ...(totals.wholeDiscountMinor > 0 ? [{ label: words.discount, value: view.money(0 - totals.wholeDiscountMinor) }] : []),
          ...totals.taxes.map(({ name, ratePpm, taxMinor }) => ({
            label: words.tax(name, formatPercent(ratePpm, locale), terms.isTaxInclusive ?? false),
            value: view.money(taxMinor),
          })),
          {
            label: wanted.length < lines.length ? words.withoutDeclined(total) : total,
            value: view.money(totals.totalMinor),
            total: true,
          },
        ]}
      />
    </>
  )
}
