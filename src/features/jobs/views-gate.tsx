import type { Request } from '#features/approvals/queries.ts'
import { type Need, needsOf, type RequestState } from '#features/approvals/rules.ts'
import { subjectText } from '#features/approvals/words.ts'
import { isManager, type Role } from '#features/team/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Facts, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { TextArea } from '#ui/fields.tsx'
import type { Kept } from './move-actions.ts'
import type { StaffJob } from './page-queries.ts'
import type { Status } from './queries.ts'
import { isClosedStage, isProduction, type Stage } from './rules.ts'
import type { JobView } from './view.ts'
import { keptSentence } from './words.ts'

interface GateProps {
  view: JobView
  job: StaffJob
}

/** Why the job did not go into production; a manager may say in writing why it goes all the same. */
export const KeptNote = ({
  view,
  job,
  kept,
  role,
  form,
}: GateProps & { kept: Kept; role: Role; form?: FormState | undefined }) => {
  // Only a manager was asked for a reason.
  if (kept.missing.length === 0 && !isManager(role)) return null
  return (
    <Note title="It stays where it is" bad>
      {kept.missing.length > 0 && <p>{keptSentence(kept.missing)}</p>}
      {isManager(role) && (
        <details open={form !== undefined}>
          <summary class="act">Start without approval</summary>
          <form class="stack gap" method="post" action={href(view.base, paths.staff.jobs.move, { id: job.id })}>
            <CommandField />
            <VersionField version={job.version} />
            <input type="hidden" name="to" value={kept.to} />
            <TextArea
              label="Why"
              name="reason"
              form={form}
              hint="It stays on record with your name, and nobody can take it out again."
              required
              maxlength={1000}
              rows={2}
            />
            <SubmitButton busyText="Starting">Start without approval</SubmitButton>
          </form>
        </details>
      )}
    </Note>
  )
}

/** After a no the shop decides what becomes of the order: two buttons. What is being made already stays there until it says so. */
export const DeclinedNote = ({
  view,
  job,
  requests,
  statuses,
}: GateProps & { requests: readonly Request[]; statuses: readonly Status[] }) => {
  const isMade = isProduction(job.stage) && !isClosedStage(job.stage)
  const refused = requests.find(({ state }) => state === 'declined' || (isMade && state === 'changes_requested'))
  if (!refused || !(isMade || job.stage === 'on_hold')) return null
  const first = (stage: Stage) => statuses.find((status) => status.stage === stage)
  const [hold, cancelled] = [first('on_hold'), first('cancelled')]
  const again = first('artwork') ?? statuses[0]
  const said = refused.state === 'declined' ? 'declined' : 'asked for changes to'
  return (
    <Note title={`The customer ${said} ${refused.title}`} bad={isMade}>
      <p class="small">
        {isMade
          ? `It is still at “${job.statusName}”. Stop the work, or cancel the order.`
          : 'Nothing is made. Cancel the order, or start again with something new.'}
      </p>
      <div class="ends gap">
        {isMade && hold && <MoveTo view={view} job={job} to={hold.id} label="Put it on hold" isPrimary />}
        {!isMade && again && <MoveTo view={view} job={job} to={again.id} label="Start again" isPrimary />}
        {cancelled && <MoveTo view={view} job={job} to={cancelled.id} label="Cancel the order" />}
      </div>
    </Note>
  )
}

const MoveTo = ({ view, job, to, label, isPrimary }: GateProps & { to: string; label: string; isPrimary?: boolean }) => (
  <form method="post" action={href(view.base, paths.staff.jobs.move, { id: job.id })}>
    <CommandField />
    <VersionField version={job.version} />
    <input type="hidden" name="to" value={to} />
    <SubmitButton primary={isPrimary} danger={!isPrimary} busyText="Moving">
      {label}
    </SubmitButton>
  </form>
)

const names: Readonly<Record<Need, string>> = { proof: 'Proof', work: 'Lines' }
const stands: Readonly<Record<RequestState, string>> = {
  draft: 'not sent yet',
  open: 'waits for the customer',
  changes_requested: 'changes asked for',
  approved: 'approved',
  declined: 'declined',
  withdrawn: 'not sent yet',
}

/** What the job needs before production and how far each is. */
export const Needs = ({ view, job, requests, isAdvisor }: GateProps & { requests: readonly Request[]; isAdvisor: boolean }) => {
  const needs = needsOf(job, view.shop)
  const waiting =
    isAdvisor && !isClosedStage(job.stage) ? requests.filter(({ state, openParts }) => state === 'open' && openParts > 0) : []
  if (needs.length === 0 && waiting.length === 0) return null
  return (
    <Block title="Before production">
      <Facts small items={needs.map((need) => ({ label: names[need], value: standingOf(need, requests) }))} />
      {waiting.map(({ id, kind, title }) => (
        <p>
          <a class="act small" href={href(view.base, paths.staff.answers.new, { id })}>
            Record an answer to {subjectText(kind, title)} given by phone, text or in person
          </a>
        </p>
      ))}
    </Block>
  )
}

/** The one that is furthest from approved stands for all of its kind. */
function standingOf(need: Need, requests: readonly Request[]): string {
  const own = requests.filter(({ kind }) => kind === need)
  const behind = own.find(({ state, isEdited }) => state !== 'approved' || isEdited)
  if (behind?.isEdited) return 'changed since it was sent'
  return own.length === 0 ? stands.draft : stands[behind?.state ?? 'approved']
}
