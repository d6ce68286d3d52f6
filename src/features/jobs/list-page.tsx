import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { show } from '#middleware/pages.tsx'
import { Toast } from '#ui/block.tsx'
import { UndoToast } from './job-pages.tsx'
import { askedOf, countsOf, type ListAsked } from './list-query.ts'
import { allStatuses } from './queries.ts'
import { undoMs } from './rules.ts'
import { likeOf } from './search.ts'
import { advisorsToChoose, openDays, type StaffListed, staffLists } from './staff-queries.ts'
import { viewOf } from './view.ts'
import { boardLimit, JobsBoard } from './views-board.tsx'
import { JobsFrame, JobsList, NoJobs } from './views-list.tsx'
import { doneInWords } from './words.ts'

type StaffContext = Context<Envs['staff']>
const pageSize = 50

/** The shop's work as board or list. */
export async function showList(c: StaffContext) {
  const { ctx } = c.var
  const asked = askedOf((name) => c.req.query(name))
  const list = staffLists[asked.shown]
  const [found, days, open, statuses, advisors] = await ctx.read(
    [list.rows, list.days, openDays, allStatuses, advisorsToChoose],
    valuesOf(asked, ctx.now),
  )
  const view = viewOf(ctx)
  const isLateOnly = asked.shown === 'late'
  const rows = isLateOnly ? found.filter(({ dueOn }) => dueOn !== null && dueOn < view.today) : found
  const { total, late } = countsOf(days, view.today)
  const pages = Math.ceil((isLateOnly ? late : total) / pageSize)
  const isBoard = asked.as === 'board'
  const isEmpty = rows.length === 0 && (!isBoard || asked.search !== '')
  return show(
    c,
    <JobsFrame
      view={view}
      asked={asked}
      counts={countsOf(open, view.today)}
      statuses={statuses}
      advisors={advisors}
      canCreate={ctx.me.role !== 'production'}
    >
      {isEmpty ? (
        <NoJobs view={view} asked={asked} />
      ) : isBoard ? (
        <JobsBoard view={view} statuses={statuses} rows={rows} />
      ) : (
        <JobsList view={view} asked={asked} rows={rows} pages={pages} />
      )}
    </JobsFrame>,
    { title: view.vocabulary.Many, at: 'jobs', live: {}, scripts: isBoard ? ['board'] : [], flash: flashOf(c, rows) },
  )
}

function valuesOf({ as, search, status, advisor, page }: ListAsked, now: number) {
  const window = as === 'board' ? { limit: boardLimit + 1, offset: 0 } : { limit: pageSize, offset: (page - 1) * pageSize }
  // The shop's own day is known only after the read: a day more is asked for, and what is not late yet falls off the end.
  const horizon = new Date(now + 86_400_000).toISOString().slice(0, 10)
  return { like: likeOf(search), status, advisor, horizon, ...window }
}

function flashOf(c: StaffContext, rows: readonly StaffListed[]) {
  const { ctx } = c.var
  const said = doneInWords(c.req.query('did'))
  const moved = rows.find(({ id }) => id === c.req.query('job'))
  const canUndo = c.req.query('did') === 'moved' && moved && ctx.now < moved.statusAt + undoMs
  return said && (canUndo ? <UndoToast base={ctx.base} job={moved} text={said} back="board" /> : <Toast text={said} />)
}
