import { uploadLimits } from '#features/files/kinds.ts'
import type { NamedUpload } from '#features/files/queries.ts'
import { acceptedFiles, acceptedText, sizeText } from '#features/files/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { type Option, Select, TextField } from '#ui/fields.tsx'
import { FilePicker } from '#ui/file-picker.tsx'
import { Icon } from '#ui/icons.tsx'
import { Shot } from '#ui/photos.tsx'
import type { JobFile } from './file-queries.ts'
import type { JobLine, StaffJob } from './page-queries.ts'
import { photoOf } from './photos.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

interface StaffFilesProps {
  view: JobView
  job: StaffJob
  files: readonly JobFile[]
  lines: readonly JobLine[]
  form?: FormState | undefined
  /** Uploads of a form that came back. */
  uploads: readonly NamedUpload[]
}

const moments: readonly Option[] = [
  { value: '', label: 'Neither before nor after' },
  { value: 'before', label: 'Before the work' },
  { value: 'after', label: 'After the work' },
]
const audiences: readonly Option[] = [
  { value: 'staff', label: 'Staff only' },
  { value: 'customer', label: 'The customer too' },
]
const fileHref = (view: JobView) => (id: string) => href(view.base, paths.staff.files.show, { id })

/** Photos and files of a job: what is there, each with its levers, and more to add. */
export const StaffFiles = ({ view, job, files, lines, form, uploads }: StaffFilesProps) => (
  <Block title="Photos and files" id="files">
    {files.length > 0 && (
      <ul class="rows filed">
        {files.map((file) => (
          <Filed view={view} job={job} file={file} lines={lines} />
        ))}
      </ul>
    )}
    <form class="stack" method="post" action={href(view.base, paths.staff.jobs.addFiles, { id: job.id })}>
      <CommandField />
      <FilePicker
        label="Add photos or files"
        name="file[]"
        form={form}
        multiple
        accept={acceptedFiles}
        acceptText={acceptedText}
        maxBytes={uploadLimits.bytes}
        urls={{
          upload: href(view.base, paths.staff.files.upload),
          preview: href(view.base, paths.staff.files.preview, { id: '{id}' }).replace('%7Bid%7D', '{id}'),
        }}
        chosen={uploads.map(({ id, name, previewId }) => ({
          id,
          name,
          previewUrl: previewId ? fileHref(view)(previewId) : undefined,
        }))}
      />
      <TextField label="Caption" name="fileCaption" form={form} maxlength={200} autocomplete="off" />
      <div class="pair">
        <Select label="Taken" name="moment" form={form} options={moments} />
        <Select label="Who sees it" name="audience" form={form} options={audiences} />
      </div>
      {lines.length > 0 && <Select label="Shows the line" name="line" form={form} options={lineOptions(lines)} />}
      <SubmitButton busyText="Adding">Add files</SubmitButton>
    </form>
  </Block>
)

const Filed = ({ view, job, file, lines }: Pick<StaffFilesProps, 'view' | 'job' | 'lines'> & { file: JobFile }) => {
  const photo = photoOf(file, fileHref(view))
  const at = { id: job.id, file: file.id }
  const name = file.caption || file.name
  const id = (field: string) => `f-${field}-${file.id}`
  const line = lines.find(({ lineKey }) => lineKey === file.lineKey)?.name
  const moment = file.moment && (file.moment === 'before' ? 'Before' : 'After')
  const change = href(view.base, paths.staff.jobs.changeFile, at)
  return (
    <li class="row">
      <span class="thumb">{photo ? <Shot photo={photo} words={jobWords.files} /> : <Icon name="document" />}</span>
      <div>
        <h3>
          <a href={fileHref(view)(file.fileId)}>{name}</a>
        </h3>
        <p class="small">{[moment, line, file.caption && file.name, sizeText(file.size)].filter(Boolean).join(', ')}</p>
        <p class="small">{file.isForCustomer ? 'The customer sees it' : 'Staff only'}</p>
      </div>
      <form method="post" action={change}>
        <CommandField />
        <input type="hidden" name="audience" value={file.isForCustomer ? 'staff' : 'customer'} />
        <SubmitButton plain label={`${file.isForCustomer ? 'Hide from' : 'Show to'} customer: ${name}`}>
          {file.isForCustomer ? 'Hide from customer' : 'Show to customer'}
        </SubmitButton>
      </form>
      <details class="full">
        <summary>
          Edit<span class="sr"> {name}</span>
        </summary>
        <form class="stack" method="post" action={change}>
          <CommandField />
          <TextField
            label="Caption"
            name="fileCaption"
            id={id('caption')}
            value={file.caption}
            maxlength={200}
            autocomplete="off"
          />
          <Select label="Taken" name="moment" id={id('moment')} options={moments} value={file.moment ?? ''} />
          {lines.length > 0 && (
            <Select label="Shows the line" name="line" id={id('line')} options={lineOptions(lines)} value={file.lineKey ?? ''} />
          )}
          <SubmitButton busyText="Saving">Save</SubmitButton>
        </form>
        <form method="post" action={href(view.base, paths.staff.jobs.removeFile, at)}>
          <CommandField />
          <SubmitButton plain danger label={`Remove ${name}`}>
            Remove
          </SubmitButton>
        </form>
      </details>
    </li>
  )
}

const lineOptions = (lines: readonly JobLine[]): Option[] => [
  { value: '', label: 'No line, all of it' },
  ...lines.map(({ lineKey, name }) => ({ value: lineKey, label: name })),
]
