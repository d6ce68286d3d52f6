import type { Child } from 'hono/jsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search, SubmitButton } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { type Option, Options } from '#ui/fields.tsx'
import { Status } from '#ui/status.tsx'
import { Pager, Scroll, Table } from '#ui/tables.tsx'
import { type ListAsked, listHref, type Shown } from './list-query.ts'
import type { Status as JobStatus } from './queries.ts'
import { ringOf } from './rules.ts'
import type { StaffListed } from './staff-queries.ts'
import { type JobView, lateText } from './view.ts'

interface FrameProps {
  view: JobView
  asked: ListAsked
  counts: { readonly total: number; readonly today: number; readonly late: number }
  statuses: readonly JobStatus[]
  advisors: readonly { readonly id: string; readonly name: string }[]
  canCreate: boolean
  children: Child
}

/** Heading, tools and whichever view of the work below them. */
export const JobsFrame = ({ view, asked, counts, statuses, advisors, canCreate, children }: FrameProps) => {
  const { vocabulary, base } = view
  return (
    <>
      <Head
        title={vocabulary.Many}
        detail={summaryOf(counts)}
        actions={
          canCreate && (
            <LinkButton primary icon="plus" href={href(base, paths.staff.jobs.new)}>
              New {vocabulary.one}
            </LinkButton>
          )
        }
      />
      <Search
        action={href(base, paths.staff.jobs.list)}
        label={`Search ${vocabulary.many}`}
        placeholder={view.hasVehicles ? 'Unit, plate, customer' : 'Name, number, customer'}
        value={asked.search}
      >
        <Segments
          label="Show as"
          items={(['board', 'list'] as const).map((as) => ({
            href: listHref(base, { ...asked, as, page: 1 }),
            label: as === 'board' ? 'Board' : 'List',
            current: as === asked.as,
          }))}
        />
        {asked.as === 'list' && <input type="hidden" name="as" value="list" />}
        <Filter label="Advisor" name="advisor" value={asked.advisor} options={optionsOf('All advisors', advisors)} />
        {asked.as === 'list' && (
          <Filter label="Status" name="status" value={asked.status} options={optionsOf('All statuses', statuses)} />
        )}
        <Filter
          label="Which"
          name="show"
          value={asked.shown}
          options={asked.as === 'board' ? shownOptions.slice(0, 2) : shownOptions}
        />
        <SubmitButton>Show</SubmitButton>
      </Search>
      {children}
    </>
  )
}

const shownOptions: readonly (Option & { value: Shown })[] = [
  { value: 'open', label: 'Open' },
  { value: 'late', label: 'Late' },
  { value: 'closed', label: 'Done and cancelled' },
  { value: 'all', label: 'All' },
]
const optionsOf = (all: string, rows: readonly { id: string; name: string }[]): Option[] => [
  { value: '', label: all },
  ...rows.map(({ id, name }) => ({ value: id, label: name })),
]

const Filter = ({ label, name, value, options }: { label: string; name: string; value: string; options: readonly Option[] }) => (
  <>
    <label class="sr" for={`f-${name}`}>
      {label}
    </label>
    <select class="input" id={`f-${name}`} name={name}>
      <Options options={options} value={value} />
    </select>
  </>
)

function summaryOf({ total, today, late }: FrameProps['counts']): string {
  if (total === 0) return 'Nothing is open.'
  return `${total} open. ${today === 0 ? 'None' : today} promised today, ${late === 0 ? 'none' : late} late.`
}

interface ListProps {
  view: JobView
  asked: ListAsked
  rows: readonly StaffListed[]
  pages: number
}

export const JobsList = ({ view, asked, rows, pages }: ListProps) => {
  if (rows.length === 0) return <NoJobs view={view} asked={asked} />
  return (
    <>
      <Scroll label={view.vocabulary.Many}>
        <Table
          kind="list"
          head={[
            { label: 'No.' },
            { label: view.vocabulary.One },
            { label: 'Customer' },
            { label: 'Status' },
            { label: 'Due' },
            { label: view.hasVehicles ? 'Vehicle' : 'Pieces', right: !view.hasVehicles },
            { label: 'Advisor' },
          ]}
        >
          {rows.map((job) => (
            <Line view={view} job={job} />
          ))}
        </Table>
      </Scroll>
      <Pager page={asked.page} pages={pages} hrefOf={(page) => listHref(view.base, { ...asked, page })} />
    </>
  )
}

const Line = ({ view, job }: { view: JobView; job: StaffListed }) => {
  const late = lateText(job, view.today)
  return (
    <tr>
      <td>{job.number}</td>
      <th scope="row">
        <a href={href(view.base, paths.staff.jobs.show, { id: job.id })}>{job.title}</a>
      </th>
      <td>{job.customerName}</td>
      <td class="end">
        <Status ring={ringOf(job)} label={job.statusName} />
      </td>
      <td class={late ? 'bad nowrap' : 'nowrap'} data-before={late ? undefined : 'due '}>
        {late ?? (job.dueOn && view.day(job.dueOn))}
      </td>
      <td class={view.hasVehicles ? undefined : 'r'} data-after={view.hasVehicles ? undefined : ' pieces'}>
        {view.hasVehicles ? job.assetName : job.pieces}
      </td>
      <td>{job.advisorName}</td>
    </tr>
  )
}

export const NoJobs = ({ view, asked }: { view: JobView; asked: ListAsked }) => {
  const isFiltered = asked.search || asked.status || asked.advisor || asked.shown !== 'open'
  return isFiltered ? (
    <Empty title="Nothing found">
      Try a shorter word or fewer filters.{' '}
      <a href={listHref(view.base, { as: asked.as, search: '', status: '', advisor: '', shown: 'open', page: 1 })}>
        Show all that is open
      </a>
    </Empty>
  ) : (
    <Empty title={`No open ${view.vocabulary.many}`}>What you start for a customer stands here until it is done.</Empty>
  )
}
