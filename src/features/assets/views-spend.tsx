import type { JobView } from '#features/jobs/view.ts'
import { formatMonth } from '#lib/time.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { Scroll, Table } from '#ui/tables.tsx'
import { type Asked, askedHref } from './asked.ts'
import type { Spent } from './fleet-queries.ts'
import { type Bars, barsOf } from './months.ts'
import { usualKind } from './view.ts'
import { assetWords } from './words.ts'

const words = assetWords.spend

/** What was billed for a customer's things, month by month: as bars, and as the same numbers in a table. */
export const SpendPage = ({ view, asked, spent }: { view: JobView; asked: Asked; spent: readonly Spent[] }) => {
  const charts = barsOf(spent, view.today)
  return (
    <>
      <Back href={askedHref(view.base, asked)} label={assetWords.list.titles[usualKind(view)]} />
      <Head
        title={charts[0] ? view.money(charts[0].totalMinor, charts[0].currency) : words.title}
        detail={[words.total, asked.depot, asked.search].filter(Boolean).join(', ')}
      />
      {charts.length === 0 && <Empty title={words.title}>{words.none}</Empty>}
      {charts.map((chart) => (
        <Block title={charts.length > 1 ? `${words.title}, ${chart.currency}` : words.title}>
          <Chart view={view} chart={chart} />
          <Numbers view={view} chart={chart} />
        </Block>
      ))}
    </>
  )
}

const [width, height, gap] = [720, 200, 12]
const barWidth = width / 12 - gap

const Chart = ({ view, chart }: { view: JobView; chart: Bars }) => {
  const highest = Math.max(1, ...chart.months.map(({ minor }) => minor))
  const label = words.label(view.money(chart.totalMinor, chart.currency))
  return (
    <svg class="bars" viewBox={`0 0 ${width} ${height + 28}`} role="img" aria-label={label}>
      {chart.months.map(({ month, minor }, i) => {
        const tall = Math.max(minor > 0 ? 2 : 0, Math.round((Math.max(0, minor) / highest) * height))
        const x = i * (barWidth + gap) + gap / 2
        return (
          <g>
            <rect class="bar" x={x} y={height - tall} width={barWidth} height={tall} rx="3" />
            <text x={x + barWidth / 2} y={height + 20} text-anchor="middle">
              {monthText(view, month).slice(0, 3)}
            </text>
          </g>
        )
      })}
      <line x1="0" x2={width} y1={height} y2={height} />
    </svg>
  )
}

const Numbers = ({ view, chart }: { view: JobView; chart: Bars }) => (
  <details class="unfold">
    <summary>{words.numbers}</summary>
    <Scroll label={words.title}>
      <Table caption={words.title} head={[{ label: words.month }, { label: words.billed, right: true }]}>
        {chart.months.toReversed().map(({ month, minor }) => (
          <tr>
            <th scope="row">{monthText(view, month)}</th>
            <td class="r num">{view.money(minor, chart.currency)}</td>
          </tr>
        ))}
      </Table>
    </Scroll>
  </details>
)

const monthText = ({ shop }: JobView, month: string) =>
  formatMonth(Date.parse(`${month}-15T12:00:00Z`), { locale: shop.locale, zone: 'UTC' })
