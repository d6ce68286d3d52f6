import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { Swatch } from '#ui/picture-fields.tsx'
import type { ColorRow } from './queries.ts'
import { type BrandProps, triedAt, Wrong } from './views.tsx'
import { brandWords as words } from './words.ts'

export const ColorsBlock = ({ brand: { colors }, links, mayEdit, tried }: BrandProps) => {
  const form = triedAt(tried, 'color')
  return (
    <Block id="colors" title={words.colors.title}>
      {colors.length === 0 && <p class="quiet small">{words.colors.none}</p>}
      {colors.length > 0 && (
        <ul class="brand-colors">
          {colors.map((color) => (
            <li id={color.id}>
              <ColorLine color={color} />
              {mayEdit && <Editing color={color} links={links} form={triedAt(tried, color.id)} />}
            </li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <details class="gap" open={form !== undefined}>
          <summary>{words.colors.add}</summary>
          <form class="form" method="post" action={links.addColor}>
            <CommandField />
            <Wrong form={form} />
            <ColorFields form={form} id="new" />
            <SubmitButton>{words.colors.save}</SubmitButton>
          </form>
        </details>
      )}
    </Block>
  )
}

/** A colour as it is told: how it looks, what it is called, its codes. */
export const ColorLine = ({ color: { label, hex, pantone } }: { color: ColorRow }) => (
  <span class="color">
    <Swatch color={hex} />
    <span>
      <b>{label}</b> <span class="quiet small">{[hex, pantone].filter(Boolean).join(', ')}</span>
    </span>
  </span>
)

interface EditingProps extends Pick<BrandProps, 'links'> {
  color: ColorRow
  form: FormState | undefined
}

const Editing = ({ color, links, form }: EditingProps) => (
  <details open={form !== undefined}>
    <summary aria-label={words.colors.editOf(color.label)}>{words.logos.edit}</summary>
    <form class="form" method="post" action={links.color(color.id)}>
      <CommandField />
      <VersionField version={color.version} />
      <Wrong form={form} />
      <ColorFields form={form} id={color.id} color={color} />
      <SubmitButton>{words.colors.keep}</SubmitButton>
    </form>
    <form method="post" action={links.removeColor(color.id)}>
      <CommandField />
      <SubmitButton plain danger label={words.colors.removeOf(color.label)}>
        {words.colors.remove}
      </SubmitButton>
    </form>
  </details>
)

const ColorFields = ({ form, id, color }: { form: FormState | undefined; id: string; color?: ColorRow }) => (
  <>
    <TextField
      label={words.colors.label}
      name="label"
      id={`color-label-${id}`}
      form={form}
      value={color?.label}
      maxlength={80}
      required
    />
    <TextField
      label={words.colors.hex}
      name="hex"
      id={`color-hex-${id}`}
      form={form}
      value={color?.hex}
      hint={words.colors.hexHint}
      maxlength={9}
      required
    />
    <TextField
      label={words.colors.pantone}
      name="pantone"
      id={`color-pantone-${id}`}
      form={form}
      value={color?.pantone}
      hint={words.colors.pantoneHint}
      maxlength={60}
    />
  </>
)
