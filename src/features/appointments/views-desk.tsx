import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { desk } from './desk-words.ts'
import type { DeskAppointment, StaffAppointment } from './queries.ts'
import { isAhead } from './rules.ts'
import type { AppointmentView } from './view.ts'
import { AppointmentRow, StateOf } from './views-list.tsx'
import { lengthText } from './words.ts'

interface PageProps {
  view: AppointmentView
  row: StaffAppointment
  mayChange: boolean
}

/** One appointment as the desk works with it. */
export const DeskAppointmentPage = ({ view, row, mayChange }: PageProps) => {
  const ahead = isAhead(row, view.now)
  const { base } = view
  return (
    <>
      <Back href={href(base, paths.staff.appointments.list)} label={desk.title} />
      <Head
        title={row.title}
        detail={<time datetime={new Date(row.startsAt).toISOString()}>{view.when(row.startsAt)}</time>}
        actions={
          mayChange &&
          ahead && (
            <>
              <LinkButton primary={row.state === 'wished'} href={href(base, paths.staff.appointments.edit, { id: row.id })}>
                {row.state === 'wished' ? 'Answer' : 'Edit or move'}
              </LinkButton>
              <SheetButton for="cancel" class="btn plain danger">
                Cancel it
              </SheetButton>
            </>
          )
        }
      />
      {row.wish && (
        <Note title={`${row.customerName} asks for another time`}>
          <p>“{row.wish}”</p>
          <p class="small">Move it, or save it as it is to keep the time. They are told either way.</p>
        </Note>
      )}
      <Block title="Details">
        <Facts items={factsOf(view, row).filter(({ value }) => value)} />
      </Block>
      {row.note && (
        <Block title={desk.labels.note}>
          <p>{row.note.split('\n').map((line, i) => (i === 0 ? line : [<br />, line]))}</p>
        </Block>
      )}
      {mayChange && ahead && (
        <Sheet id="cancel" title={`Cancel ${row.title}?`}>
          <p class="quiet">Everybody of {row.customerName} with access gets a mail, and it is taken from their calendars.</p>
          <form method="post" action={href(base, paths.staff.appointments.cancel, { id: row.id })}>
            <CommandField />
            <VersionField version={row.version} />
            <div class="ends apart">
              <SheetButton for="cancel" class="btn plain" action="hide">
                Keep
              </SheetButton>
              <SubmitButton danger>Cancel appointment</SubmitButton>
            </div>
          </form>
        </Sheet>
      )}
    </>
  )
}

function factsOf(view: AppointmentView, row: StaffAppointment) {
  const { customers, jobs } = paths.staff
  return [
    { label: 'State', value: <StateOf row={row} /> },
    { label: 'Customer', value: <a href={href(view.base, customers.show, { id: row.customerId })}>{row.customerName}</a> },
    { label: 'About', value: row.jobId && <a href={href(view.base, jobs.show, { id: row.jobId })}>{row.jobTitle}</a> },
    { label: desk.labels.minutes, value: lengthText(row.minutes) },
    { label: desk.labels.place, value: row.place },
    { label: desk.labels.resource, value: row.resource },
  ]
}

interface BlockProps {
  view: AppointmentView
  rows: readonly DeskAppointment[]
  /** Where a new one is set, for who may. */
  setHref?: string | undefined
}

/** What is to come for one customer, or about one job, on its page. */
export const AppointmentsBlock = ({ view, rows, setHref }: BlockProps) => (
  <Block id="appointments" title={desk.title}>
    {rows.length > 0 ? (
      <Rows>
        {rows.map((row) => (
          <AppointmentRow view={view} row={row} hasDay />
        ))}
      </Rows>
    ) : (
      <p class="quiet small">Nothing set.</p>
    )}
    {setHref && (
      <p>
        <LinkButton href={setHref} icon="calendar">
          {desk.set}
        </LinkButton>
      </p>
    )}
  </Block>
)

/** The day's appointments at the desk. */
export const TodayBlock = ({ view, rows }: Pick<BlockProps, 'view' | 'rows'>) => (
  <Block
    id="appointments"
    title="Appointments today"
    aside={<a href={href(view.base, paths.staff.appointments.list)}>All appointments</a>}
  >
    <Rows>
      {rows.map((row) => (
        <AppointmentRow view={view} row={row} />
      ))}
    </Rows>
  </Block>
)
