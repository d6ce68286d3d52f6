import { formatPercent, formatQuantity, totalsOf } from '#lib/money.ts'
import { LineRow, Sums, Table } from '#ui/tables.tsx'
import type { JobLine } from './page-queries.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

interface LinesProps {
  view: JobView
  lines: readonly JobLine[]
  /** Whether the reader may know what things cost. */
  seesPrices: boolean
}

/** What was ordered: with prices and their sum, or as names and quantities alone. */
export const LinesTable = ({ view, lines, seesPrices }: LinesProps) => {
  const { locale } = view.shop
  const words = jobWords.page
  if (!seesPrices)
    return (
      <Table head={[{ label: words.item }, { label: words.quantity, right: true }]}>
        {lines.map((line) => (
          <tr>
            <th scope="row">
              <b>{line.name}</b>
              {line.detail && <small>{line.detail}</small>}
            </th>
            <td class="r">{formatQuantity(line.quantity, locale)}</td>
          </tr>
        ))}
      </Table>
    )
  const totals = totalsOf(lines)
  return (
    <>
      <Table
        kind="folds"
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
              detail={[line.detail, off].filter(Boolean).join(', ')}
              each={view.money(line.unitPriceMinor)}
              quantity={quantity}
              total={view.money(totals.lines[i]?.netMinor ?? 0)}
              after={words.after(quantity)}
            />
          )
        })}
      </Table>
      <Sums
        rows={[
          ...(totals.netMinor !== totals.totalMinor ? [{ label: words.subtotal, value: view.money(totals.netMinor) }] : []),
          ...totals.taxes.map(({ name, ratePpm, taxMinor }) => ({
            label: `${name} ${formatPercent(ratePpm, locale)}`.trim(),
            value: view.money(taxMinor),
          })),
          { label: totals.taxMinor ? words.totalWithTax : words.total, value: view.money(totals.totalMinor), total: true },
        ]}
      />
    </>
  )
}
