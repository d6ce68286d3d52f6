import type { Child } from 'hono/jsx'
import { Below, Field, type FieldProps, wire } from './fields.tsx'
import { Icon } from './icons.tsx'

interface FileFieldProps extends FieldProps {
  /** What the picker offers: "image/png,image/jpeg,image/webp". */
  accept: string
  /** The words in the dashed box. */
  prompt: Child
  /** The picture in use now. */
  currentUrl?: string | undefined
  /** A larger picture is made this wide in the browser before it is sent. */
  maxPixels?: number | undefined
  required?: boolean | undefined
}

/** A picture to upload, with the one in use beside it. Its form needs enctype="multipart/form-data". */
export const FileField = ({ label, name, form, hint, id, accept, prompt, currentUrl, maxPixels, required }: FileFieldProps) => {
  const field = wire({ name, form, hint, id })
  return (
    <Field label={label} id={field.id} hint={hint} error={field.error}>
      <div class="upload">
        <span class="thumb" data-shows={field.id}>
          {currentUrl ? <img src={currentUrl} alt="" /> : <Icon name="plus" />}
        </span>
        <div class="drop" data-wrong={field.error && ''}>
          <span>{prompt}</span>
          <input type="file" {...field.control} accept={accept} required={required} data-max-pixels={maxPixels} />
        </div>
      </div>
    </Field>
  )
}

interface ColorFieldProps extends FieldProps {
  value?: string | undefined
  pickLabel?: string | undefined
  /** Answers ?color=… with a BrandPreview; the script shows it while the colour is being chosen. */
  previewUrl?: string | undefined
}

/** One colour as #rrggbb. The text is what is sent; the picker follows it. */
export const ColorField = ({ label, name, form, hint, id, value, pickLabel = 'Pick a color', previewUrl }: ColorFieldProps) => {
  const field = wire({ name, form, hint, id })
  const shown = form?.values[name] ?? value
  return (
    <div class="field">
      <label for={field.id}>{label}</label>
      <div class="hexes" data-preview={previewUrl}>
        <input
          type="color"
          value={/^#[0-9a-f]{6}$/i.test(shown ?? '') ? shown : undefined}
          aria-label={pickLabel}
          data-picks={field.id}
        />
        <input
          class="input"
          {...field.control}
          value={shown}
          maxlength={7}
          placeholder="#1f5a3d"
          autocomplete="off"
          spellcheck={false}
        />
      </div>
      <Below id={field.id} hint={hint} error={field.error} />
    </div>
  )
}

export const Swatch = ({ color }: { color: string }) => (
  <svg class="swatch" viewBox="0 0 24 24" aria-hidden="true">
    <rect width="24" height="24" fill={color} />
  </svg>
)
