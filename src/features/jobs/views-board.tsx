import { titleWith } from '#features/assets/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Note } from '#ui/block.tsx'
import { Board, BoardColumn, Card, type CardMove } from '#ui/board.tsx'
import { initialsOf } from '#ui/initials.ts'
import type { Status } from './queries.ts'
import { isClosedStage, ringOf } from './rules.ts'
import type { StaffListed } from './staff-queries.ts'
import { type JobView, lateText } from './view.ts'
import { jobWords } from './words.ts'

/** The board reads at most this many open jobs. */
export const boardLimit = 500

interface BoardProps {
  view: JobView
  statuses: readonly Status[]
  rows: readonly StaffListed[]
}

/** The shop's open work, a column for each status. What is done can be dropped on its column and leaves the board. */
export const JobsBoard = ({ view, statuses, rows }: BoardProps) => {
  const shown = rows.slice(0, boardLimit)
  const options = statuses.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      {rows.length > boardLimit && (
        <Note
          title={`The board shows the ${boardLimit} that are due first. Search, choose an advisor, or look at the list to see the rest.`}
        />
      )}
      <Board label="Board, scrolls sideways">
        {statuses.map((status) => {
          const cards = shown.filter((job) => job.statusId === status.id)
          return (
            <BoardColumn
              value={status.id}
              title={status.name}
              count={cards.length}
              empty={isClosedStage(status.stage) ? 'Leaves the board' : 'Nothing here'}
            >
              {cards.map((job) => (
                <JobCard view={view} job={job} options={options} />
              ))}
            </BoardColumn>
          )
        })}
      </Board>
    </>
  )
}

const JobCard = ({ view, job, options }: { view: JobView; job: StaffListed; options: CardMove['options'] }) => {
  const late = lateText(job, view.today)
  const move: CardMove = {
    action: href(view.base, paths.staff.jobs.move, { id: job.id }),
    name: 'to',
    value: job.statusId,
    options,
    label: 'Move to',
    button: 'Move',
    // A card stays on the page while it is moved again and again, so it cannot name a version or be one command.
    hidden: { seen: String(view.now), back: 'board' },
  }
  return (
    <Card
      id={job.id}
      title={view.hasVehicles && job.assetName ? titleWith(job.assetName, job.title) : job.title}
      href={href(view.base, paths.staff.jobs.show, { id: job.id })}
      lines={[job.customerName, view.hasVehicles || job.pieces === null ? undefined : jobWords.pieces(job.pieces)].filter(
        (line) => line !== undefined,
      )}
      ring={ringOf(job)}
      status={late ?? (job.dueOn ? view.day(job.dueOn) : 'No date')}
      bad={late !== undefined}
      who={job.advisorName ? { name: job.advisorName, initials: initialsOf(job.advisorName) } : undefined}
      move={move}
    />
  )
}
