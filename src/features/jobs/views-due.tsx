import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import type { StaffJob } from './page-queries.ts'
import type { JobView } from './view.ts'

/** Whether a missing answer moves the promised day. Flipping it sends the form; without script a button does. */
export const DueSwitch = ({ view, job }: { view: JobView; job: StaffJob }) =>
  job.isClosed || job.dueOn === null ? null : (
    <Block title="While an answer is missing">
      <form method="post" action={href(view.base, paths.staff.jobs.due, { id: job.id })}>
        <CommandField />
        <Switch
          autosubmit
          label="Move the promised day"
          hint="By one working day for each that passes after the answer was due. The customer is told beforehand."
          name="isDueMovable"
          checked={job.isDueMovable}
        />
        <noscript>
          <SubmitButton plain>Save</SubmitButton>
        </noscript>
      </form>
    </Block>
  )
