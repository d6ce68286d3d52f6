import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import { Pager } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import { type Filter, filters } from './list-queries.ts'
import type { DeskAppointment } from './queries.ts'
import { ringOf } from './rules.ts'
import type { AppointmentView } from './view.ts'
import { lengthText } from './words.ts'

interface ListProps {
  view: AppointmentView
  rows: readonly DeskAppointment[]
  filter: Filter
  search: string
  page: number
  pages: number
  maySet: boolean
}

/** The shop's appointments, day by day. */
export const AppointmentsPage = (props: ListProps) => {
  const { view, rows, filter, search, page, pages, maySet } = props
  const list = href(view.base, paths.staff.appointments.list)
  return (
    <>
      <Head
        title={desk.title}
        actions={
          maySet && (
            <LinkButton primary icon="plus" href={href(view.base, paths.staff.appointments.new)}>
              {desk.new}
            </LinkButton>
          )
        }
      />
      <Search action={list} label="Search appointments" placeholder="Customer, what for or bay" value={search}>
        {filter !== 'upcoming' && <input type="hidden" name="show" value={filter} />}
        <Segments
          label="Which appointments"
          items={filters.map((key) => ({ href: listHref(props, key), label: desk.filters[key], current: key === filter }))}
        />
      </Search>
      {rows.length > 0 ? (
        daysOf(view, rows).map(([day, ofDay]) => (
          <Block title={day}>
            <Rows>
              {ofDay.map((row) => (
                <AppointmentRow view={view} row={row} />
              ))}
            </Rows>
          </Block>
        ))
      ) : (
        <Nothing {...props} list={list} />
      )}
      <Pager page={page} pages={pages} hrefOf={(to) => listHref(props, filter, to)} />
    </>
  )
}

/** One appointment as the desk lists it under its day; with the day itself where none stands above. */
export const AppointmentRow = ({ view, row, hasDay }: { view: AppointmentView; row: DeskAppointment; hasDay?: boolean }) => (
  <Row
    title={`${hasDay ? view.when(row.startsAt) : view.timeAt(row.startsAt)}, ${row.title}`}
    href={href(view.base, paths.staff.appointments.show, { id: row.id })}
    detail={[row.customerName, lengthText(row.minutes), row.resource, row.jobTitle].filter(Boolean).join(', ')}
    end={<StateOf row={row} />}
  />
)

export const StateOf = ({ row }: { row: Pick<DeskAppointment, 'state' | 'cancelledBy'> }) => (
  <Status
    ring={ringOf(row.state)}
    label={row.state === 'cancelled' && row.cancelledBy ? desk.cancelledBy[row.cancelledBy] : desk.states[row.state]}
    you={row.state === 'wished'}
    quiet={row.state === 'cancelled'}
  />
)

function daysOf(view: AppointmentView, rows: readonly DeskAppointment[]): [string, DeskAppointment[]][] {
  const days = new Map<string, DeskAppointment[]>()
  for (const row of rows) days.set(view.dayAt(row.startsAt), [...(days.get(view.dayAt(row.startsAt)) ?? []), row])
  return [...days]
}

const Nothing = ({ view, filter, search, list, maySet }: ListProps & { list: string }) => {
  if (search)
    return (
      <Empty title={`No appointment matches “${search}”`}>
        Customers, what it is for and bays were searched. <a href={list}>Show all that are coming</a>
      </Empty>
    )
  if (filter !== 'upcoming') return <Empty title="None here">{desk.none[filter]}</Empty>
  return (
    <Empty title="No appointments ahead">
      Set a time for a fitting, a drop-off or a visit. The customer gets a mail, confirms it and is reminded the day before.{' '}
      {maySet && <a href={href(view.base, paths.staff.appointments.new)}>{desk.new}</a>}
    </Empty>
  )
}

function listHref({ view, search }: Pick<ListProps, 'view' | 'search'>, filter: Filter, page = 1): string {
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(filter === 'upcoming' ? {} : { show: filter }),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  const text = query.toString()
  return href(view.base, paths.staff.appointments.list) + (text && `?${text}`)
}
