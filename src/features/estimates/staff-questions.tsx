import { deskUploadsAt } from '#features/files/upload-urls.ts'
import { Attach } from '#features/messages/views-attach.tsx'
import { SaidThread } from '#features/messages/views-said.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextArea } from '#ui/fields.tsx'
import { staffPickerWords } from '#ui/picker-words.ts'
import type { StaffEstimateProps } from './staff-page.tsx'

/** What the customer asked about it, and the way to answer. */
export const Questions = ({ view, me, record: { estimate, said }, reply }: StaffEstimateProps) => {
  const { base } = view
  if (said.length === 0) return null
  return (
    <Block id="questions" title="Questions">
      <SaidThread
        {...{ said, when: view.when, own: me.staffId, you: 'You' }}
        fileHref={(id) => href(base, paths.staff.files.show, { id })}
      />
      <form class="form gap" method="post" action={href(base, paths.staff.estimates.reply, { id: estimate.id })}>
        <CommandField />
        <TextArea label="Your answer" name="body" form={reply} maxlength={2_000} rows={3} />
        <Attach urls={deskUploadsAt(base)} picker={staffPickerWords} form={reply} />
        <SubmitButton>Send the answer</SubmitButton>
      </form>
    </Block>
  )
}
