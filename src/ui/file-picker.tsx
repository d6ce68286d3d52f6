import type { Child } from 'hono/jsx'
import { assets } from '#generated/assets.ts'
import { Field, type FieldProps, wire } from './fields.tsx'
import { Icon } from './icons.tsx'
import { type PickerWords, staffPickerWords } from './picker-words.ts'

/** A file that was uploaded before, shown again: a form that came back, a draft. */
export interface PickedFile {
  readonly id: string
  readonly name: string
  readonly previewUrl?: string | undefined
}

interface FilePickerProps extends FieldProps {
  /** What the chooser of the system offers: extensions and types, parted by commas. */
  accept: string
  /** The kinds, in words. */
  acceptText: Child
  multiple?: boolean | undefined
  /** Where its script takes them; without, the browser sends them with the form, script or not. */
  urls?:
    | {
        /** Takes the bytes by PUT, `?name=` the file's name, and answers JSON with an `id`. */
        readonly upload: string
        /** Takes the drawn pictures by PUT; `{id}` stands for the file, `?page=` for the page of a PDF, `?narrow=1` for what a phone shows. */
        readonly preview: string
      }
    | undefined
  maxBytes: number
  /** Without a script the browser sends the files with the form, whose route is one that brings files. */
  withForm?: boolean | undefined
  words?: PickerWords | undefined
  chosen?: readonly PickedFile[] | undefined
}

/**
 * Uploads files while the form is filled in and sends their ids as `name` (end it in `[]`). Its page needs the script `files`.
 */
export const FilePicker = ({ label, name, form, hint, id, ...picker }: FilePickerProps) => {
  const { accept, acceptText, multiple, urls, maxBytes, withForm, words = staffPickerWords, chosen = [] } = picker
  const field = wire({ name, form, hint: hint ?? acceptText, id })
  const { name: _, ...control } = field.control
  if (!urls)
    return (
      <Field label={label} id={field.id} hint={hint ?? acceptText} error={field.error}>
        <div class="drop bare" data-wrong={field.error && ''}>
          <input type="file" {...field.control} accept={accept} multiple={multiple} />
        </div>
      </Field>
    )
  return (
    <Field label={label} id={field.id} hint={hint ?? acceptText} error={field.error}>
      <div
        class="picker"
        data-picker={name}
        data-upload={urls.upload}
        data-preview={urls.preview}
        data-max-bytes={maxBytes}
        data-pdf-worker={assets.scripts.pdfWorker}
        data-words={JSON.stringify(words)}
      >
        <div class="drop" data-wrong={field.error && ''}>
          <span>
            {words.prompt} <b>{words.choose}</b>
          </span>
          <input type="file" {...control} name={withForm ? name : undefined} accept={accept} multiple={multiple} />
        </div>
        <noscript>
          <p class="quiet">{words.noScript}</p>
        </noscript>
        <ul class="picked" data-picked hidden={chosen.length === 0}>
          {chosen.map((file) => (
            <Picked name={name} file={file} words={words} />
          ))}
        </ul>
        <p class="sr" role="status" data-said />
      </div>
    </Field>
  )
}

const Picked = ({ name, file, words }: { name: string; file: PickedFile; words: PickerWords }) => (
  <li>
    <input type="hidden" name={name} value={file.id} />
    <span class="thumb">{file.previewUrl ? <img src={file.previewUrl} alt="" /> : <Icon name="document" />}</span>
    <span>
      <b>{file.name}</b>
      <small>{words.ready}</small>
    </span>
    <button class="btn plain" type="button" data-drop aria-label={words.remove.replace('{name}', file.name)}>
      <Icon name="cross" />
    </button>
  </li>
)
