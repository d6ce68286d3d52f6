import { uploadLimits } from '#features/files/kinds.ts'
import { acceptedFiles, sizeText } from '#features/files/rules.ts'
import { uploadsAt } from '#features/files/upload-urls.ts'
import type { FormState } from '#lib/form.ts'
import { Tick } from '#ui/choices.tsx'
import { pickerWords } from '#ui/customer-picker-words.ts'
import { FilePicker } from '#ui/file-picker.tsx'
import type { DraftFile } from './draft-files.ts'
import { requestWords as words } from './words.ts'

interface FilesProps {
  readonly base: string
  readonly form: FormState | undefined
  /** What the draft holds, or was brought with a form that came back. */
  readonly known: readonly DraftFile[]
  readonly ticked: readonly string[]
}

/** Files that go along with a request: those added already can be left out again, with a script or without. */
export const Files = ({ base, form, known, ticked }: FilesProps) => {
  return (
    <>
      {known.length > 0 && (
        <fieldset class="set">
          <legend>{words.files.added}</legend>
          <div class="option">
            {known.map(({ id, name, size }) => (
              <Tick id={`f-${id}`} name="file[]" value={id} label={name} hint={sizeText(size)} checked={ticked.includes(id)} />
            ))}
          </div>
        </fieldset>
      )}
      <FilePicker
        label={known.length > 0 ? words.files.more : words.files.label}
        name="file[]"
        form={form}
        accept={acceptedFiles}
        acceptText={words.files.hint}
        multiple
        withForm
        maxBytes={uploadLimits.bytes}
        urls={uploadsAt(base)}
        words={pickerWords}
      />
    </>
  )
}
