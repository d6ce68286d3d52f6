import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import type { Warranty } from './queries.ts'
import { stateOf, type WarrantyState } from './rules.ts'
import { warrantyWords as words } from './words.ts'

type View = Pick<JobView, 'base' | 'today' | 'day'>
interface Props {
  view: View
  rows: readonly Warranty[]
}

/** What stands good for a thing or a job, each with its document; nothing where there is none. */
export const WarrantiesBlock = ({ view, rows }: Props) =>
  rows.length === 0 ? null : (
    <Block id="warranties" title={words.title}>
      <Rows>
        {rows.map((row) => (
          <Row
            title={row.product}
            detail={<Details view={view} row={row} />}
            end={<StateOf state={stateOf(row, view.today)} states={words.states} />}
          />
        ))}
      </Rows>
    </Block>
  )

const Details = ({ view, row }: { view: View; row: Warranty }) => (
  <span class="lines">
    <span>{[row.brand, termText(view, row)].filter(Boolean).join(', ')}</span>
    {row.coverage && <span>{row.coverage}</span>}
    {(row.registration || row.fileId) && (
      <span>
        {row.registration && words.registered(row.registration)}
        {row.registration && row.fileId && ', '}
        {row.fileId && <a href={href(view.base, paths.portal.files.show, { id: row.fileId })}>{words.document}</a>}
      </span>
    )}
  </span>
)

/** Those that hold, on the first page, each a way to what it stands on. */
export const ActiveWarranties = ({ view, rows }: Props) => {
  const standing = rows.filter((row) => stateOf(row, view.today) !== 'over')
  if (standing.length === 0) return null
  return (
    <Block id="warranties" title={words.active}>
      <Rows>
        {standing.map((row) => {
          const state = stateOf(row, view.today)
          return (
            <Row
              title={row.product}
              href={pageOf(view, row)}
              detail={[row.on, termText(view, row)].filter(Boolean).join(', ')}
              end={state === 'ending' && <StateOf state={state} states={words.states} />}
            />
          )
        })}
      </Rows>
    </Block>
  )
}

function pageOf({ base }: View, { assetId, jobId, on }: Warranty): string | undefined {
  if (on === null) return undefined
  if (assetId) return `${href(base, paths.portal.assets.show, { id: assetId })}#warranties`
  return jobId ? `${href(base, paths.portal.jobs.show, { id: jobId })}#warranties` : undefined
}

function termText(view: View, row: Warranty): string {
  const state = stateOf(row, view.today)
  if (state === 'ahead') return words.from(view.day(row.fromOn))
  if (row.untilOn === null) return words.always
  return state === 'over' ? words.ended(view.day(row.untilOn)) : words.until(view.day(row.untilOn))
}

export const StateOf = ({ state, states }: { state: WarrantyState; states: Readonly<Record<WarrantyState, string>> }) => (
  <Status
    ring={state === 'active' ? 'full' : state === 'ending' ? 50 : 'todo'}
    label={states[state]}
    you={state === 'ending'}
    quiet={state === 'over' || state === 'ahead'}
  />
)
