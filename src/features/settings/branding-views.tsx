import type { FormState } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { Block, Note } from '#ui/block.tsx'
import { BrandPreview } from '#ui/brand-preview.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { ColorField, FileField, Swatch } from '#ui/picture-fields.tsx'
import type { ShopFace } from '#ui/shop-face.ts'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { Table } from '#ui/tables.tsx'
import type { BrandColors } from '#ui/theme.ts'
import { contrastRows, correctionOf } from './contrast.ts'
import { SettingsFrame } from './nav.tsx'
import { type Profile, shownName } from './rules.ts'

interface BrandingPageProps {
  base: string
  links: { readonly save: string; readonly preview: string; readonly emails: string }
  shop: Profile
  face: Pick<ShopFace, 'name' | 'logoUrl' | 'colors'>
  logo?: { readonly name: string; readonly width: number | null; readonly height: number | null } | undefined
  form?: FormState | undefined
  /** What somebody else saved meanwhile. */
  changes?: readonly Changed[] | undefined
}

const formId = 'branding'

export const BrandingPage = ({ base, links, shop, face, logo, form, changes }: BrandingPageProps) => (
  <SettingsFrame
    base={base}
    at="branding"
    title="Branding"
    detail="What customers see on every page and email. Nothing else carries another name."
    actions={
      <SubmitButton primary form={formId} busyText="Publishing…">
        Publish
      </SubmitButton>
    }
  >
    <div class="studio">
      <form id={formId} method="post" action={links.save} enctype="multipart/form-data">
        <CommandField />
        <VersionField version={shop.version} />
        {changes && <StaleNote changes={changes} />}
        <ErrorSummary form={form} title="Not published yet" />
        <Block title="Name and logo" id="name">
          <TextField label="Name customers see" name="portalName" form={form} value={shownName(shop)} maxlength={80} />
          <FileField
            label="Logo"
            name="logo"
            form={form}
            accept="image/png,image/jpeg,image/webp"
            prompt={<LogoPrompt hasLogo={face.logoUrl !== undefined} />}
            currentUrl={face.logoUrl}
            maxPixels={2000}
            hint={
              logo
                ? `${logo.name}, ${logo.width} × ${logo.height}`
                : 'PNG, JPEG or WebP, at most 2 MB. Until then your initial stands there.'
            }
          />
          {face.logoUrl && (
            <Tick label="Remove the logo" hint="Your initial stands there instead." name="removeLogo" form={form} />
          )}
        </Block>
        <Block title="Brand color" id="color">
          <ColorField label="Your one color" name="color" form={form} value={shop.colors.brand} previewUrl={links.preview} />
          <Contrast colors={shop.colors} />
        </Block>
      </form>
      <Block title="How it looks" id="looks" aside={<a href={links.emails}>Emails</a>}>
        <Preview shop={shop} face={face} />
      </Block>
    </div>
  </SettingsFrame>
)

const LogoPrompt = ({ hasLogo }: { hasLogo: boolean }) => (
  <>
    <b>{hasLogo ? 'Replace it' : 'Choose a picture'}</b> or drop one here
  </>
)

/** How each use of the colour reads. The script puts the one of a colour being chosen in its place. */
export const Contrast = ({ colors }: { colors: BrandColors }) => {
  const correction = correctionOf(colors)
  return (
    <div id="brand-contrast">
      <Table
        kind="contrast"
        caption="How well the color reads"
        head={[{ label: 'Used for' }, { label: 'Shown as' }, { label: 'Contrast', right: true }]}
      >
        {contrastRows(colors).map(({ use, color, shown, ratio }) => (
          <tr>
            <th scope="row">{use}</th>
            <td>
              <Swatch color={color} /> {shown}
            </td>
            <td class="r">{ratio ?? '–'}</td>
          </tr>
        ))}
      </Table>
      {correction && (
        <div class="gap">
          <Note title={correction.title}>
            <p class="quiet small">{correction.text}</p>
          </Note>
        </div>
      )}
    </div>
  )
}

export const Preview = ({ shop, face }: { shop: Profile; face: BrandingPageProps['face'] }) => (
  <BrandPreview
    shop={face}
    words={{
      light: 'Light',
      dark: 'Dark',
      title: 'One thing needs you',
      text: `Spring order, ready ${formatDay('2026-04-17', shop.locale)}.`,
      status: 'Waiting for you',
      link: 'See the order',
      primary: `Pay ${formatMoney(84_000, shop.currency, shop.locale)}`,
      secondary: 'Call us',
    }}
  />
)
