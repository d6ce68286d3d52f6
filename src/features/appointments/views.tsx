import type { Child } from 'hono/jsx'
import { shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Facts, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea } from '#ui/fields.tsx'
import { Copy } from '#ui/share.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { Pager } from '#ui/tables.tsx'
import type { Appointment } from './queries.ts'
import { bookingSettings, isAhead, mayCancel } from './rules.ts'
import type { AppointmentView } from './view.ts'
import { AppointmentRows, OnTheirClock, StateOf } from './views-rows.tsx'
import { lengthText, appointmentWords as words } from './words.ts'

interface ListProps {
  view: AppointmentView
  upcoming: readonly Appointment[]
  past: { readonly rows: readonly Appointment[]; readonly page: number; readonly hasMore: boolean }
  /** The contact's calendar address; null while there is none, missing in a preview, which shows nobody's. */
  calendar?: string | null | undefined
}

/** A customer's appointments, and the way to have them in a calendar of their own. */
export const OwnAppointmentsPage = ({ view, upcoming, past, calendar }: ListProps) => {
  const [next] = upcoming
  return (
    <>
      <Back href={href(view.base, paths.portal.home)} label={words.home} />
      <h1>{next ? words.next(view.when(next.startsAt)) : words.none}</h1>
      {upcoming.length > 0 ? (
        <Block id="coming" title={words.coming}>
          <AppointmentRows view={view} rows={upcoming} />
        </Block>
      ) : (
        <Empty title={words.none}>{words.noneText}</Empty>
      )}
      {past.rows.length > 0 && (
        <Block id="past" title={words.past}>
          <AppointmentRows view={view} rows={past.rows} />
        </Block>
      )}
      <Pager
        page={past.page}
        pages={past.page + (past.hasMore ? 1 : 0)}
        hrefOf={(page) => `${href(view.base, paths.portal.appointments.list)}${page > 1 ? `?page=${page}` : ''}#past`}
        words={words.pager}
      />
      {calendar !== undefined && <CalendarBlock base={view.base} address={calendar} />}
    </>
  )
}

const CalendarBlock = ({ base, address }: { base: string; address: string | null }) => (
  <Block id="calendar" title={words.calendar.title}>
    <p class="quiet">{words.calendar.text}</p>
    {address ? (
      <>
        <Copy id="calendar-address" label={words.calendar.label} value={address} words={words.calendar.copy} />
        <p class="quiet small">{words.calendar.how}</p>
        <form method="post" action={href(base, paths.portal.calendar.close)}>
          <CommandField />
          <SubmitButton plain danger>
            {words.calendar.close}
          </SubmitButton>
        </form>
      </>
    ) : (
      <form method="post" action={href(base, paths.portal.calendar.open)}>
        <CommandField />
        <SubmitButton>{words.calendar.open}</SubmitButton>
      </form>
    )}
  </Block>
)

interface PageProps {
  view: AppointmentView
  row: Appointment
  /** Staff looking on answer nothing. */
  isPreview: boolean
  form?: FormState | undefined
  /** It was changed while the reader's answer was on its way. */
  isStale?: boolean | undefined
}

/** One appointment as its customer reads it, and answers. */
export const OwnAppointmentPage = (props: PageProps) => {
  const { view, row, isPreview, isStale } = props
  const { fields } = words
  const jobs = paths.portal.jobs
  const file = href(view.base, paths.portal.appointments.file, { id: row.id })
  const facts: { label: string; value: Child }[] = [
    { label: fields.length, value: lengthText(row.minutes) },
    { label: fields.place, value: row.place },
    { label: fields.resource, value: row.resource },
    { label: fields.about, value: row.jobId && <a href={href(view.base, jobs.show, { id: row.jobId })}>{row.jobTitle}</a> },
  ]
  return (
    <>
      <Back href={href(view.base, paths.portal.appointments.list)} label={words.back} />
      <h1>{row.title}</h1>
      <p class="lede lines">
        <time datetime={new Date(row.startsAt).toISOString()}>{view.when(row.startsAt)}</time>
        <OnTheirClock view={view} at={row.startsAt} />
      </p>
      {isStale && <Note title={words.changed} bad />}
      <p>
        <StateOf view={view} row={row} />
      </p>
      {row.state === 'cancelled' && row.cancelledBy && (
        <p class="quiet">{words.cancelledBy[row.cancelledBy](shownName(view.shop))}</p>
      )}
      {row.wish && (
        <Note title={words.wishedTitle}>
          <p>“{row.wish}”</p>
          <p class="small">{words.wishHint}</p>
        </Note>
      )}
      {isAhead(row, view.now) && !isPreview && <Answers {...props} />}
      <Block title={words.one} aside={row.state !== 'cancelled' && <a href={file}>{words.add}</a>}>
        <Facts items={facts.filter(({ value }) => value)} />
      </Block>
      {row.note && (
        <Block title={fields.note}>
          <p>{row.note.split('\n').map((line, i) => (i === 0 ? line : [<br />, line]))}</p>
        </Block>
      )}
    </>
  )
}

const Answers = ({ view, row, form }: PageProps) => {
  const { appointments } = paths.portal
  const at = { id: row.id }
  return (
    <Block title={row.state === 'confirmed' ? words.confirmedText : words.ask}>
      {row.state !== 'confirmed' && (
        <form method="post" action={href(view.base, appointments.confirm, at)}>
          <CommandField />
          <VersionField version={row.version} />
          <SubmitButton primary busyText={words.states.confirmed}>
            {words.confirm}
          </SubmitButton>
        </form>
      )}
      <details class="unfold" open={form !== undefined}>
        <summary>{words.wish}</summary>
        <form class="stack" method="post" action={href(view.base, appointments.wish, at)} novalidate>
          <CommandField />
          <VersionField version={row.version} />
          <ErrorSummary form={form} title={words.wishMissing} />
          <TextArea label={words.wishLabel} name="wish" form={form} hint={words.wishHint} maxlength={1000} rows={3} />
          <SubmitButton>{words.send}</SubmitButton>
        </form>
      </details>
      <Cancel view={view} row={row} />
    </Block>
  )
}

const Cancel = ({ view, row }: Pick<PageProps, 'view' | 'row'>) => {
  const booking = bookingSettings(view.shop)
  if (booking.cancelHours === null) return <p class="quiet small">{words.onlyAsk}</p>
  if (!mayCancel(row, booking, view.now)) return <p class="quiet small">{words.tooLate(view.shop.phone)}</p>
  return (
    <>
      <div class="ends">
        <SheetButton for="cancel" class="btn plain danger">
          {words.cancel}
        </SheetButton>
        <span class="quiet small">{words.until(view.when(row.startsAt - booking.cancelHours * 3_600_000))}</span>
      </div>
      <Sheet id="cancel" title={words.cancelAsk(row.title)}>
        <p class="quiet">{words.cancelText(shownName(view.shop))}</p>
        <form method="post" action={href(view.base, paths.portal.appointments.cancel, { id: row.id })}>
          <CommandField />
          <VersionField version={row.version} />
          <div class="ends apart">
            <SheetButton for="cancel" class="btn plain" action="hide">
              {words.keep}
            </SheetButton>
            <SubmitButton danger>{words.cancel}</SubmitButton>
          </div>
        </form>
      </Sheet>
    </>
  )
}
