import { clockOf, dayOf, formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import type { Appointment } from './queries.ts'
import { endOf, ringOf } from './rules.ts'
import type { AppointmentView } from './view.ts'
import { appointmentWords as words } from './words.ts'

/** The same time on the reader's own clock, where that shows another one: the clock they chose, or else their browser's, which fills it in. */
export const OnTheirClock = ({ view: { shop, theirZone }, at }: { view: AppointmentView; at: number }) => {
  if (theirZone !== undefined) return <span class="quiet small">{onClock(at, shop, theirZone)}</span>
  return (
    <span
      class="quiet small"
      data-at={String(at)}
      data-zone={shop.timeZone}
      data-locale={shop.locale}
      data-words={words.yours}
      hidden
    />
  )
}

function onClock(at: number, { timeZone, locale }: AppointmentView['shop'], zone: string): string {
  const isSame = clockOf(at, timeZone) === clockOf(at, zone) && dayOf(at, timeZone) === dayOf(at, zone)
  return isSame ? '' : words.yours.replace('{when}', formatInstant(at, { locale, zone }, 'zone'))
}

interface RowsProps {
  view: AppointmentView
  rows: readonly Appointment[]
}

/** A customer's appointments, each a way to its page. */
export const AppointmentRows = ({ view, rows }: RowsProps) => (
  <Rows>
    {rows.map((row) => (
      <Row
        title={row.title}
        href={href(view.base, paths.portal.appointments.show, { id: row.id })}
        detail={
          <span class="lines">
            <time datetime={new Date(row.startsAt).toISOString()}>{view.when(row.startsAt)}</time>
            <OnTheirClock view={view} at={row.startsAt} />
            <span>
              <StateOf view={view} row={row} />
            </span>
          </span>
        }
      />
    ))}
  </Rows>
)

export const StateOf = ({ view, row }: { view: AppointmentView; row: Appointment }) => {
  const isOver = row.state !== 'cancelled' && endOf(row) <= view.now
  if (isOver) return <Status ring="full" label={words.over} quiet />
  return (
    <Status
      ring={ringOf(row.state)}
      label={words.states[row.state]}
      you={row.state === 'planned'}
      quiet={row.state === 'cancelled'}
    />
  )
}

const shownAhead = 3

/** The next few of them, with the way to all. */
export const AheadBlock = ({ view, rows }: RowsProps) => (
  <Block id="appointments" title={words.title} aside={<a href={href(view.base, paths.portal.appointments.list)}>{words.all}</a>}>
    <AppointmentRows view={view} rows={rows.slice(0, shownAhead)} />
  </Block>
)
