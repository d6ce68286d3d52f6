import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { upcomingOfJob } from '#features/appointments/queries.ts'
import { viewOf as appointmentView } from '#features/appointments/view.ts'
import { AppointmentsBlock } from '#features/appointments/views-desk.tsx'
import { missingOf } from '#features/approvals/gate.ts'
import { roundsOf } from '#features/approvals/history.ts'
import { recordsOnJob, sentOnJob } from '#features/approvals/history-queries.ts'
import { askedForStaff, requestsOfJob } from '#features/approvals/queries.ts'
import { needsOf } from '#features/approvals/rules.ts'
import { deliveriesOfSubject } from '#features/deliveries/queries.ts'
import { uploadsNamed } from '#features/files/queries.ts'
import { proofsOfJob } from '#features/proofs/queries.ts'
import { requestOfJob } from '#features/requests/staff-queries.ts'
import { warrantiesOfJob } from '#features/warranties/queries.ts'
import { DeskWarranties } from '#features/warranties/views-desk.tsx'
import { LinesPanel } from '#features/work/views-staff.tsx'
import { changesSince, type FormState } from '#lib/form.ts'
import { newId } from '#lib/id.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { dueMovesOfJob, stakeOfJob } from './due-queries.ts'
import { filesOfJob } from './file-queries.ts'
import { type Moved, undoable } from './move-actions.ts'
import {
  assetsOfJob,
  historyOfJob,
  invoicesOfJob,
  jobById,
  linesOfJob,
  movesOfJob,
  type StaffJob,
  shipmentsOfJob,
} from './page-queries.ts'
import { allStatuses } from './queries.ts'
import { toldOfJob } from './staff-queries.ts'
import { viewOf } from './view.ts'
import { Rounds } from './views-rounds.tsx'
import { StaffJobPage } from './views-staff.tsx'
import { doneInWords, lastMove } from './words.ts'

type StaffContext = Context<Envs['staff']>
const parts = [
  jobById,
  linesOfJob,
  assetsOfJob,
  shipmentsOfJob,
  movesOfJob,
  invoicesOfJob,
  allStatuses,
  historyOfJob,
  toldOfJob,
  requestsOfJob,
  filesOfJob,
  uploadsNamed,
  sentOnJob,
  recordsOnJob,
  proofsOfJob,
  dueMovesOfJob,
  stakeOfJob,
  deliveriesOfSubject,
  upcomingOfJob,
  warrantiesOfJob,
  requestOfJob,
  ...askedForStaff,
] as const

/** What came in from the form of the notes, when they had been changed meanwhile. */
interface Stale {
  readonly isStale?: boolean
}

/** `keptFrom` is the status that the job was just kept from, for what it needs is not approved. */
export async function showJob(c: StaffContext, id: string, form?: FormState & Stale, keptFrom?: string) {
  const { ctx } = c.var
  const [
    [job],
    lines,
    assets,
    shipments,
    moves,
    invoices,
    statuses,
    history,
    [told],
    requests,
    files,
    uploads,
    sent,
    records,
    proofs,
    dueMoves,
    [stake],
    deliveries,
    appointments,
    warranties,
    [request],
    ...asked
  ] = await ctx.read(parts, { id, subject: id, uploads: uploadsIn(form) })
  const view = viewOf(ctx)
  if (!job) throw notFound(view.vocabulary.One)
  const did = c.req.query('did')
  const said = doneInWords(did)
  const canUndo = undoable(moves, ctx.now, told?.at ?? null)?.statusId === job.statusId
  const text = canUndo && did !== 'moved' ? [said, lastMove(job.statusName)].filter(Boolean).join(' ') : said
  const flash = text && (canUndo ? <UndoToast base={ctx.base} job={job} text={text} back="job" /> : <Toast text={text} />)
  const changes = form?.isStale ? notesSince(form.values, job) : undefined
  const { approvals } = paths.staff
  const rounds = (
    <Rounds
      view={view}
      rounds={roundsOf(sent, records)}
      recordHref={({ approvalId }) => href(ctx.base, approvals.show, { id: approvalId })}
      editionHref={({ editionId }) => editionId && href(ctx.base, approvals.edition, { id: editionId })}
    />
  )
  const page = {
    job,
    lines,
    assets,
    shipments,
    moves,
    invoices,
    statuses,
    history,
    requests,
    request,
    files,
    uploads,
    rounds,
    proofs,
    dueMoves,
    stake,
  }
  const isAdvisor = ctx.me.role !== 'production'
  const panels = (
    <LinesPanel view={view} job={job} lines={lines} rows={asked} deliveries={deliveries} isAdvisor={isAdvisor} form={form} />
  )
  const content = (
    <StaffJobPage
      view={view}
      role={ctx.me.role}
      kept={keptFrom === undefined ? undefined : { to: keptFrom, missing: missingOf(needsOf(job, ctx.shop), requests) }}
      form={form}
      changes={changes}
      panels={panels}
      appointments={
        <>
          <AppointmentsBlock
            view={appointmentView(ctx)}
            rows={appointments}
            setHref={isAdvisor ? `${href(ctx.base, paths.staff.appointments.new)}?job=${job.id}` : undefined}
          />
          <DeskWarranties
            view={view}
            rows={warranties}
            addHref={isAdvisor ? `${href(ctx.base, paths.staff.warranties.new)}?job=${job.id}` : undefined}
          />
        </>
      }
      {...page}
    />
  )
  return show(c, content, {
    title: job.title,
    at: 'jobs',
    scripts: ['files'],
    live: { jobId: job.id, customerId: job.customerId },
    flash,
    status: changes || (keptFrom !== undefined && !form) ? 409 : form ? 422 : 200,
  })
}

/** The uploads that a refused form named, in JSON. */
function uploadsIn(form: FormState | undefined): string {
  const named = Object.entries(form?.values ?? {}).filter(([name]) => name.startsWith('file[].'))
  return JSON.stringify(named.map(([, id]) => id))
}

const notesSince = (typed: FormState['values'], { publicNote, internalNote }: StaffJob) =>
  changesSince(
    typed,
    { publicNote, internalNote },
    { publicNote: 'The note for the customer', internalNote: 'The note for staff' },
  )

interface UndoProps {
  base: string
  job: { readonly id: string; readonly version: number }
  text: string
  back: 'board' | 'job'
}

/** What was moved, and the one press that takes it back. */
export const UndoToast = ({ base, job, text, back }: UndoProps) => (
  <Toast
    text={text}
    action={
      <form method="post" action={href(base, paths.staff.jobs.undo, { id: job.id })}>
        <CommandField />
        <VersionField version={job.version} />
        <input type="hidden" name="back" value={back} />
        <button type="submit">Undo</button>
      </form>
    }
  />
)

/** The same for the board's script. */
export function answerOf(base: string, id: string, { status, version, tellsCustomer }: Moved) {
  return {
    text: `Moved to ${status.name}.${tellsCustomer ? ' The customer is told in two minutes.' : ''}`,
    undo: {
      action: href(base, paths.staff.jobs.undo, { id }),
      label: 'Undo',
      fields: { version: String(version), command: newId('cmd') },
    },
  }
}
