import { Attach } from '#features/messages/views-attach.tsx'
import { SaidThread } from '#features/messages/views-said.tsx'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { pickerWords } from '#ui/customer-picker-words.ts'
import { TextArea } from '#ui/fields.tsx'
import type { Said } from './thread.ts'
import type { Reader } from './views.tsx'
import { estimateWords as words } from './words.ts'

/** What was asked and answered about it, and the way to ask: it decides nothing. */
export const Questions = ({ reader, said, form }: { reader: Reader; said: readonly Said[]; form: FormState | undefined }) => {
  const mayAsk = !reader.isPreview && !reader.isForwarded
  if (said.length === 0 && !mayAsk) return null
  return (
    <Block id="questions" title={words.ask.title}>
      <SaidThread
        {...{ said, when: reader.view.when, own: reader.viewer.contactId, you: words.ask.you }}
        fileHref={reader.links.photo}
      />
      {mayAsk && (
        <form class="form gap" method="post" action={reader.links.ask} enctype="multipart/form-data">
          <CommandField />
          <TextArea label={words.ask.label} name="body" form={form} hint={words.ask.hint} maxlength={2_000} rows={3} />
          <Attach urls={reader.links.uploads} picker={pickerWords} form={form} withForm />
          <SubmitButton>{words.ask.send}</SubmitButton>
        </form>
      )}
    </Block>
  )
}
