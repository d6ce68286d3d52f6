import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import type { EstimateRow } from './queries.ts'
import { ringOf, stateOf } from './rules.ts'
import { estimateWords as words } from './words.ts'

/** What a customer was offered, the newest first. */
export const EstimatesPage = ({ view, rows }: { view: JobView; rows: readonly EstimateRow[] }) => (
  <>
    <h1>{words.waiting(rows.filter(isOpen(view)).length)}</h1>
    {rows.length === 0 && <Empty title={words.none}>{words.noneText}</Empty>}
    <Some view={view} title={words.toAnswer} rows={rows.filter(isOpen(view))} />
    <Some view={view} title={words.past} rows={rows.filter((row) => !isOpen(view)(row))} />
  </>
)

const isOpen = (view: JobView) => (row: EstimateRow) => ['sent', 'seen'].includes(stateOf(row, view.today))

const Some = ({ view, title, rows }: { view: JobView; title: string; rows: readonly EstimateRow[] }) => (
  <>
    {rows.length > 0 && (
      <Block title={title}>
        <Rows>
          {rows.map((row) => {
            const state = stateOf(row, view.today)
            const holds = (state === 'sent' || state === 'seen') && row.validUntilOn && words.holds(view.day(row.validUntilOn))
            return (
              <Row
                title={row.title}
                href={href(view.base, paths.portal.estimates.show, { id: row.id })}
                detail={[words.number(row.number ?? ''), holds].filter(Boolean).join('. ')}
                end={<Status ring={ringOf(state)} label={words.states[state]} quiet={isOver(state)} />}
              />
            )
          })}
        </Rows>
      </Block>
    )}
  </>
)

const isOver = (state: ReturnType<typeof stateOf>) => state === 'expired' || state === 'superseded' || state === 'declined'
