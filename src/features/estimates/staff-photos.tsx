import { uploadLimits } from '#features/files/kinds.ts'
import { acceptedPictures } from '#features/files/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { FilePicker } from '#ui/file-picker.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { stateOf, whyNot } from './rules.ts'
import type { StaffEstimateProps } from './staff-page.tsx'

/** Photos that go out with the next edition, and more to add while it can be changed. */
export const Photos = ({ view, record: { estimate, photos }, photo: form }: StaffEstimateProps) => {
  const { base } = view
  const { id } = estimate
  const mayEdit = whyNot('edit', stateOf(estimate, view.today)) === undefined
  const fileHref = (file: string) => href(base, paths.staff.files.show, { id: file })
  if (!mayEdit && photos.length === 0) return null
  return (
    <Block title="Photos" id="photos">
      <Rows>
        {photos.map(({ id: photo, file, preview, name, caption }) => (
          <Row
            title={caption || name}
            href={fileHref(file)}
            thumb={<img src={fileHref(preview ?? file)} alt="" loading="lazy" />}
            action={
              mayEdit && (
                <form method="post" action={href(base, paths.staff.estimates.removePhoto, { id, photo })}>
                  <CommandField />
                  <SubmitButton plain label={`Remove ${caption || name}`}>
                    Remove
                  </SubmitButton>
                </form>
              )
            }
          />
        ))}
      </Rows>
      {mayEdit && (
        <form class="stack" method="post" action={href(base, paths.staff.estimates.addPhotos, { id })}>
          <CommandField />
          <FilePicker
            label="Add photos"
            name="photo[]"
            form={form}
            multiple
            accept={acceptedPictures}
            acceptText="PNG, JPEG, WebP or GIF"
            maxBytes={uploadLimits.bytes}
            urls={{
              upload: href(base, paths.staff.files.upload),
              preview: href(base, paths.staff.files.preview, { id: '{id}' }).replace('%7Bid%7D', '{id}'),
            }}
          />
          <TextField label="Caption" name="caption" form={form} maxlength={200} autocomplete="off" />
          <SubmitButton busyText="Adding">Add photos</SubmitButton>
        </form>
      )}
    </Block>
  )
}
