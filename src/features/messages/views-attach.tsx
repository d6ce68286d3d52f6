import { uploadLimits } from '#features/files/kinds.ts'
import { acceptedFiles } from '#features/files/rules.ts'
import type { UploadUrls } from '#features/files/upload-urls.ts'
import type { FormState } from '#lib/form.ts'
import { FilePicker } from '#ui/file-picker.tsx'
import { Icon } from '#ui/icons.tsx'
import type { PickerWords } from '#ui/picker-words.ts'
import { messageWords as words } from './words.ts'

interface AttachProps {
  /** Missing where the form itself brings them, with a script as well. */
  urls?: UploadUrls | undefined
  picker: PickerWords
  form: FormState | undefined
  /** Whether the form's route takes files with the form itself, where there is no script. */
  withForm?: boolean
}

/** Files to send with a message; on a phone also straight from its camera. */
export const Attach = ({ urls, picker, form, withForm }: AttachProps) => (
  <details class="attach" open={form?.errors['file'] !== undefined}>
    <summary>
      <Icon name="plus" />
      {words.attach.title}
    </summary>
    <FilePicker
      label={words.attach.label}
      name="file[]"
      form={form}
      accept={acceptedFiles}
      acceptText={words.attach.kinds}
      multiple
      withForm={withForm}
      maxBytes={uploadLimits.bytes}
      urls={urls}
      words={picker}
    />
  </details>
)
