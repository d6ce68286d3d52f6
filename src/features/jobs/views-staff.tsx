import type { Child } from 'hono/jsx'
import type { Request } from '#features/approvals/queries.ts'
import { needsOf } from '#features/approvals/rules.ts'
import { vehicleText } from '#features/assets/rules.ts'
import { versionSeen } from '#features/customers/rules.ts'
import type { NamedUpload } from '#features/files/queries.ts'
import type { JobProof } from '#features/proofs/queries.ts'
import { ProofsBlock } from '#features/proofs/views-block.tsx'
import type { Role } from '#features/team/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Options, TextArea } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { Status, Track } from '#ui/status.tsx'
import type { JobFile } from './file-queries.ts'
import type { Kept } from './move-actions.ts'
import type { JobAsset, JobInvoice, JobLine, Past, Shipment, StaffJob } from './page-queries.ts'
import type { Status as JobStatus } from './queries.ts'
import { isAside, ringOf } from './rules.ts'
import type { Happening } from './timeline.ts'
import { tell } from './told.ts'
import type { JobView } from './view.ts'
import { LinesTable } from './views.tsx'
import { type DueParts, DueStory, DueSwitch } from './views-due.tsx'
import { DeclinedNote, KeptNote, Needs } from './views-gate.tsx'
import { Promised, stepsOf, trackIn } from './views-page.tsx'
import { Details, Invoices, Shipments } from './views-staff-aside.tsx'
import { StaffFiles } from './views-staff-files.tsx'
import { jobWords } from './words.ts'

export interface StaffParts extends DueParts {
  readonly job: StaffJob
  readonly lines: readonly JobLine[]
  readonly assets: readonly JobAsset[]
  readonly shipments: readonly Shipment[]
  readonly moves: readonly Happening[]
  readonly invoices: readonly JobInvoice[]
  readonly statuses: readonly JobStatus[]
  readonly history: readonly Past[]
  readonly requests: readonly Request[]
  /** What it was made of, where a customer asked for it. */
  readonly request: { readonly id: string; readonly number: number } | undefined
  readonly files: readonly JobFile[]
  readonly uploads: readonly NamedUpload[]
  readonly proofs: readonly JobProof[]
}
interface StaffJobProps extends StaffParts {
  /** What was sent for approval and answered. */
  rounds?: Child
  view: JobView
  role: Role
  /** What kept the job out of production just now. */
  kept?: Kept | undefined
  form?: FormState | undefined
  /** What differs from the notes that were typed, when they came too late. */
  changes?: readonly Changed[] | undefined
  /** What other slices show of this job, below its lines. */
  panels?: Child
  /** What is to come about it. */
  appointments?: Child
}

/** One job as staff work with it. */
export const StaffJobPage = ({ view, role, kept, form, changes, panels, appointments, rounds, ...parts }: StaffJobProps) => {
  const { job, lines, assets, history, requests } = parts
  // Advisors and up meet customers, and see what things cost.
  const isAdvisor = role !== 'production'
  const at = { id: job.id }
  return (
    <>
      <Back href={href(view.base, paths.staff.jobs.list)} label={view.vocabulary.Many} />
      <Head
        title={job.title}
        detail={<Where view={view} job={job} isAdvisor={isAdvisor} assets={assets} />}
        actions={isAdvisor && <LinkButton href={href(view.base, paths.staff.jobs.edit, at)}>Edit</LinkButton>}
      />
      {changes && <StaleNote changes={changes} />}
      {kept && <KeptNote view={view} job={job} kept={kept} role={role} form={form} />}
      <DeclinedNote view={view} {...parts} />
      <Block title="Progress" aside={<Promised view={view} job={job} />}>
        <Track steps={stepsOf(view, trackIn(view, parts))} />
        <Mover view={view} {...parts} />
        <DueStory view={view} {...parts} />
      </Block>
      <div class="cols">
        <div>
          <Block title="Lines" aside={job.pieces === null ? undefined : jobWords.pieces(job.pieces)}>
            {lines.length > 0 ? (
              <LinesTable view={view} lines={lines} terms={job} seesPrices={isAdvisor} />
            ) : (
              <p class="quiet">No lines yet.</p>
            )}
          </Block>
          {panels}
          <ProofsBlock view={view} jobId={job.id} proofs={parts.proofs} isNeeded={needsOf(job, view.shop).includes('proof')} />
          {rounds}
          <StaffFiles view={view} form={form} {...parts} />
          <Notes view={view} job={job} form={form} isStale={changes !== undefined} />
          <History view={view} history={history} />
        </div>
        <aside>
          <Details view={view} isAdvisor={isAdvisor} {...parts} />
          {appointments}
          <Needs view={view} job={job} requests={requests} isAdvisor={isAdvisor} />
          {isAdvisor && <DueSwitch view={view} job={job} />}
          {isAdvisor && <Invoices view={view} {...parts} />}
          <Shipments view={view} form={form} {...parts} />
        </aside>
      </div>
    </>
  )
}

const Where = ({ view, job, isAdvisor, assets }: Pick<StaffJobProps, 'view' | 'job' | 'assets'> & { isAdvisor: boolean }) => (
  <>
    {view.vocabulary.One} {job.number},{' '}
    <a href={href(view.base, paths.staff.customers.show, { id: job.customerId })}>{job.customerName}</a>
    {assets.map((asset) => `, ${vehicleText(asset)}`)}
    {isAdvisor && job.poNumber && `, PO ${job.poNumber}`}
  </>
)

const Mover = ({ view, job, statuses }: Pick<StaffJobProps, 'view' | 'job' | 'statuses'>) => (
  <form class="ends gap" method="post" action={href(view.base, paths.staff.jobs.move, { id: job.id })}>
    <CommandField />
    <VersionField version={job.version} />
    <Status ring={ringOf(job)} label={job.statusName} />
    <label class="sr" for="f-to">
      Move to
    </label>
    <span>
      <select class="input" id="f-to" name="to">
        <Options
          options={statuses.map(({ id, name }) => ({ value: id, label: name }))}
          value={nextAfter(job.statusId, statuses)}
        />
      </select>
    </span>
    <SubmitButton primary busyText="Moving">
      Move
    </SubmitButton>
  </form>
)

/** What usually comes next stands ready to be pressed. */
function nextAfter(statusId: string, statuses: readonly JobStatus[]): string {
  const here = statuses.findIndex(({ id }) => id === statusId)
  const next = here < 0 ? undefined : statuses.slice(here + 1).find(({ stage }) => !isAside(stage))
  return next?.id ?? statusId
}

const Notes = ({ view, job, form, isStale }: Pick<StaffJobProps, 'view' | 'job' | 'form'> & { isStale: boolean }) => (
  <Block title="Notes">
    <form class="stack" method="post" action={href(view.base, paths.staff.jobs.notes, { id: job.id })}>
      <CommandField />
      <VersionField version={form?.values['publicNote'] === undefined || isStale ? job.version : versionSeen(form, job)} />
      <div class="pair">
        <TextArea label="For the customer" name="publicNote" form={form} value={job.publicNote} maxlength={2000} rows={3} />
        <TextArea label="For staff only" name="internalNote" form={form} value={job.internalNote} maxlength={4000} rows={3} />
      </div>
      <SubmitButton busyText="Saving">Save notes</SubmitButton>
    </form>
  </Block>
)

const History = ({ view, history }: Pick<StaffJobProps, 'view' | 'history'>) => (
  <Block title="History">
    <ul class="rows small">
      {history.map((event) => (
        <li class="row">
          <span>
            {tell(event)}
            {event.actorName && event.actorName !== event.answeredBy && <span class="quiet">, {event.actorName}</span>}
          </span>
          <time class="quiet">{view.when(event.at)}</time>
        </li>
      ))}
    </ul>
  </Block>
)
