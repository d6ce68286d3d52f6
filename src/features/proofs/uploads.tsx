import { uploadLimits } from '#features/files/kinds.ts'
import { acceptedFiles, acceptedText } from '#features/files/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { FilePicker, type PickedFile } from '#ui/file-picker.tsx'

interface UploadsProps {
  base: string
  name: string
  label: string
  hint?: string | undefined
  multiple?: boolean
  form?: FormState | undefined
  /** Uploaded before, where the form comes back. */
  chosen?: readonly PickedFile[]
}

/** Artwork and production files, uploaded while the form is filled in. */
export const Uploads = ({ base, name, label, hint, ...rest }: UploadsProps) => (
  <FilePicker
    {...{ name, label, hint }}
    {...rest}
    accept={acceptedFiles}
    acceptText={acceptedText}
    maxBytes={uploadLimits.bytes}
    urls={{
      upload: href(base, paths.staff.files.upload),
      preview: href(base, paths.staff.files.preview, { id: '{id}' }).replace('%7Bid%7D', '{id}'),
    }}
  />
)
