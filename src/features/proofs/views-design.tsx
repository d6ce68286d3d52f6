import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { TextArea, TextField } from '#ui/fields.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { designField } from './form.ts'
import type { DesignRow } from './queries.ts'
import { picturesOf, sizeGridText, swatchText } from './rules.ts'
import { Uploads } from './uploads.tsx'
import type { EditorProps } from './views-editor.tsx'
import { Swatches } from './views-spec.tsx'

type DesignProps = Pick<EditorProps, 'view' | 'parts' | 'form'> & { design: DesignRow }

/** One design of the set: its artwork, and what it shows. */
export const DesignFields = ({ view, parts, form, design }: DesignProps) => {
  const { designKey: key, title, placement, size, swatches, sizeGrid, note, fileId } = design
  const file = parts.art.find(({ id }) => id === fileId)
  const picture = file && picturesOf(file, parts.art)[0]
  const field = (name: Parameters<typeof designField>[0]) => ({ name: designField(name, key), form })
  return (
    <fieldset class="set design">
      <legend class="sr">{title}</legend>
      <input type="hidden" name="design[]" value={key} />
      <div class="design-art">
        {picture ? (
          <img
            src={href(view.base, paths.staff.files.show, { id: picture.id })}
            width={picture.width}
            height={picture.height}
            alt={title}
            loading="lazy"
          />
        ) : (
          <p class="quiet small">{file?.name ?? 'No file'}</p>
        )}
      </div>
      <div class="stack">
        <TextField label="Design" {...field('title')} value={title} maxlength={80} required />
        <div class="pair">
          <TextField label="Placement" {...field('placement')} value={placement} maxlength={120} placeholder="Left chest" />
          <TextField label="Size" {...field('size')} value={size} maxlength={80} placeholder="3.5 × 3.5 in" />
        </div>
        <div class="pair">
          <TextArea
            label="Colors, thread or ink"
            {...field('swatches')}
            value={swatchText(swatches)}
            rows={3}
            hint="One a line, with its color if known: Copper 1857 #c57a45"
          />
          <TextArea
            label="Sizes and counts"
            {...field('sizeGrid')}
            value={sizeGridText(sizeGrid)}
            rows={3}
            hint="S 4, M 12, L 20, XL 12"
          />
        </div>
        {swatches.length > 0 && <Swatches swatches={swatches} />}
        <TextArea label="Note" {...field('note')} value={note} maxlength={2_000} rows={2} />
        <details>
          <summary>New artwork for this design</summary>
          <Uploads
            base={view.base}
            name={`${designField('artwork', key)}[]`}
            label="New artwork"
            hint="It takes the place of the picture above."
          />
        </details>
        <SheetButton for={`remove-${key}`} class="btn plain danger">
          Remove this design
        </SheetButton>
        <Sheet id={`remove-${key}`} title={`Remove ${title}?`}>
          <p class="quiet">What was sent keeps it. The next version goes out without it.</p>
          <div class="ends">
            <button
              class="btn danger"
              type="submit"
              formaction={href(view.base, paths.staff.proofs.removeDesign, { id: parts.proof.id, design: key })}
              formnovalidate
            >
              Remove
            </button>
          </div>
        </Sheet>
      </div>
    </fieldset>
  )
}
