import type { Child } from 'hono/jsx'
import type { Status } from '#features/jobs/queries.ts'
import { ringOf, stages } from '#features/jobs/rules.ts'
import { stageNames } from '#features/jobs/words.ts'
import { SettingsFrame } from '#features/settings/nav.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import { Rows } from '#ui/rows.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { Ring } from '#ui/status.tsx'

/** What was typed wrong, and for which status: 'new' for the form that adds one. */
export interface Mistake {
  readonly id: string
  readonly form: FormState
  /** What somebody else saved meanwhile. */
  readonly changes?: readonly Changed[]
}
export interface ListedStatus extends Status {
  readonly jobs: number
}

const routes = paths.staff.settings.statuses
const stageOptions = stages.map((stage) => ({ value: stage, label: stageNames[stage] }))

interface StatusesPageProps {
  base: string
  statuses: readonly ListedStatus[]
  mistake?: Mistake | undefined
}

export const StatusesPage = ({ base, statuses, mistake }: StatusesPageProps) => (
  <SettingsFrame
    base={base}
    at="statuses"
    title="Statuses"
    detail="The way a job takes through your shop. Your team sees the name, customers see the label and how far along it is."
  >
    <Block title="In the order work goes through them" id="order">
      <Rows>
        {statuses.map((status, i) => (
          <StatusItem
            base={base}
            status={status}
            at={i}
            of={statuses.length}
            mistake={mistake?.id === status.id ? mistake : undefined}
          />
        ))}
      </Rows>
    </Block>
    <Block title="Add a status" id="add">
      <form class="form" method="post" action={href(base, routes.add)}>
        <CommandField />
        {mistake?.id === 'new' && <ErrorSummary form={mistake.form} title="Not added yet" />}
        <WordFields form={mistake?.id === 'new' ? mistake.form : undefined} prefix="f" />
        <p class="ends">
          <SubmitButton>Add status</SubmitButton>
        </p>
      </form>
    </Block>
  </SettingsFrame>
)

interface ItemProps {
  base: string
  status: ListedStatus
  at: number
  of: number
  mistake: Mistake | undefined
}

const StatusItem = ({ base, status, at, of, mistake }: ItemProps) => (
  <li class="row">
    <div>
      <h3>{status.name}</h3>
      <p>
        {stageNames[status.stage]}, customers read “{status.label}”{counted(status.jobs)}
      </p>
    </div>
    <div class="ends">
      <Ring part={ringOf({ stage: status.stage, steps: of, at: at + 1 })} />
      <MoveButton base={base} status={status} move="up" isOff={at === 0} />
      <MoveButton base={base} status={status} move="down" isOff={at === of - 1} />
    </div>
    <details class="full" open={mistake !== undefined}>
      <summary>
        Edit<span class="sr"> {status.name}</span>
      </summary>
      <form class="form" method="post" action={href(base, routes.save, { id: status.id })}>
        <CommandField />
        <VersionField version={status.version} />
        {mistake?.changes && <StaleNote changes={mistake.changes} />}
        <WordFields form={mistake?.form} status={status} prefix={status.id} />
        <p class="ends">
          <SubmitButton label={`Save ${status.name}`}>Save</SubmitButton>
        </p>
      </form>
      <Removal base={base} status={status} />
    </details>
  </li>
)

const MoveButton = ({
  base,
  status,
  move,
  isOff,
}: {
  base: string
  status: ListedStatus
  move: 'up' | 'down'
  isOff: boolean
}) => (
  <form method="post" action={href(base, routes.save, { id: status.id })}>
    <CommandField />
    <VersionField version={status.version} />
    <input type="hidden" name="move" value={move} />
    <SubmitButton plain disabled={isOff} label={`Move ${status.name} ${move}`}>
      {move === 'up' ? '↑' : '↓'}
    </SubmitButton>
  </form>
)

const WordFields = ({ form, status, prefix }: { form: FormState | undefined; status?: ListedStatus; prefix: string }) => (
  <>
    <div class="pair">
      <TextField
        label="Name for your team"
        name="name"
        id={`${prefix}-name`}
        form={form}
        value={status?.name}
        required
        maxlength={60}
      />
      <TextField
        label="Label for customers"
        name="label"
        id={`${prefix}-label`}
        form={form}
        value={status?.label}
        required
        maxlength={60}
      />
    </div>
    <Select
      label="Stage"
      name="stage"
      id={`${prefix}-stage`}
      form={form}
      value={status?.stage ?? 'in_production'}
      options={stageOptions}
      hint="Tells the portal how far along the work is, and whether it waits for the customer."
    />
  </>
)

const Removal = ({ base, status }: { base: string; status: ListedStatus }): Child =>
  status.jobs > 0 ? (
    <p class="quiet small gap">
      {status.jobs === 1 ? 'One job uses it, so it stays.' : `${status.jobs} jobs use it, so it stays.`} Move them to another
      status first to remove this one.
    </p>
  ) : (
    <form class="gap" method="post" action={href(base, routes.remove, { id: status.id })}>
      <CommandField />
      <VersionField version={status.version} />
      <SubmitButton plain danger>
        Remove {status.name}
      </SubmitButton>
    </form>
  )

function counted(jobs: number): string {
  return jobs === 0 ? '' : jobs === 1 ? ', 1 job' : `, ${jobs} jobs`
}
