import type { Child } from 'hono/jsx'
import { isPicture } from '#features/files/kinds.ts'
import { sizeText } from '#features/files/rules.ts'
import type { FormState } from '#lib/form.ts'
import { Block, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { Icon } from '#ui/icons.tsx'
import type { Tried } from './answers.ts'
import type { Brand, LogoRow } from './queries.ts'
import { ColorsBlock } from './views-colors.tsx'
import { brandWords as words } from './words.ts'

/** Where the forms of the page lead. */
export interface BrandLinks {
  readonly addLogos: string
  logo(id: string): string
  removeLogo(id: string): string
  readonly addColor: string
  color(id: string): string
  removeColor(id: string): string
  readonly notes: string
  file(id: string): string
}

export interface BrandProps {
  readonly brand: Brand
  readonly links: BrandLinks
  /** Whether its reader may change anything here. */
  readonly mayEdit: boolean
  readonly tried?: Tried | undefined
  readonly when: (at: number) => string
  /** Where logos are chosen, in the frame of the form that adds them. */
  readonly picker: (form: FormState | undefined) => Child
}

/** Everything a customer keeps for the work on them, and the forms to change it. */
export const BrandParts = (props: BrandProps) => (
  <div class="cols">
    <div>
      <LogosBlock {...props} />
    </div>
    <aside>
      <ColorsBlock {...props} />
      <NotesBlock {...props} />
    </aside>
  </div>
)

export const triedAt = (tried: Tried | undefined, at: string) => (tried?.at === at ? tried.form : undefined)

const LogosBlock = ({ brand: { logos }, links, mayEdit, tried, when, picker }: BrandProps) => {
  const form = triedAt(tried, 'logos')
  return (
    <Block id="logos" title={words.logos.title} aside={logos.length > 0 ? String(logos.length) : undefined}>
      {logos.length === 0 && <Empty title={words.logos.none}>{mayEdit && words.logos.noneText}</Empty>}
      {logos.length > 0 && (
        <ul class="logos">
          {logos.map((logo) => (
            <Logo {...{ logo, links, mayEdit, when }} form={triedAt(tried, logo.id)} />
          ))}
        </ul>
      )}
      {mayEdit && (
        <form class="form gap" id="add-logos" method="post" action={links.addLogos} enctype="multipart/form-data">
          <CommandField />
          <ErrorSummary form={form} title={words.notYet} />
          {picker(form)}
          <TextField label={words.logos.note} name="note" form={form} hint={words.logos.noteHint} maxlength={500} />
          <p class="ends">
            <SubmitButton primary busyText={words.logos.saving}>
              {words.logos.save}
            </SubmitButton>
          </p>
        </form>
      )}
    </Block>
  )
}

type LogoProps = Pick<BrandProps, 'links' | 'mayEdit' | 'when'> & { logo: LogoRow; form: FormState | undefined }

const Logo = ({ logo, links, mayEdit, when, form }: LogoProps) => (
  <li id={logo.id}>
    <span class="stage">
      <LogoPicture logo={logo} fileHref={links.file} />
    </span>
    <div class="stack">
      <div>
        <h3>{logo.label}</h3>
        <p class="quiet small">{[logo.fileName, sizeText(logo.size), words.logos.added(when(logo.createdAt))].join(', ')}</p>
        {logo.note && <p class="small">{logo.note}</p>}
      </div>
      <p>
        <a class="act" href={links.file(logo.fileId)} download={logo.fileName} aria-label={words.logos.downloadOf(logo.label)}>
          <Icon name="download" />
          {words.logos.download}
        </a>
      </p>
      {mayEdit && (
        <details open={form !== undefined}>
          <summary aria-label={words.logos.editOf(logo.label)}>{words.logos.edit}</summary>
          <form class="form" method="post" action={links.logo(logo.id)}>
            <CommandField />
            <VersionField version={logo.version} />
            <Wrong form={form} />
            <TextField
              label={words.logos.label}
              name="label"
              id={`label-${logo.id}`}
              form={form}
              value={logo.label}
              maxlength={80}
              required
            />
            <TextField
              label={words.logos.note}
              name="note"
              id={`note-${logo.id}`}
              form={form}
              value={logo.note}
              maxlength={500}
            />
            <SubmitButton>{words.logos.keep}</SubmitButton>
          </form>
          <form method="post" action={links.removeLogo(logo.id)}>
            <CommandField />
            <p class="ends">
              <SubmitButton plain danger label={words.logos.removeOf(logo.label)}>
                {words.logos.remove}
              </SubmitButton>
              <span class="quiet small">{words.logos.removeText}</span>
            </p>
          </form>
        </details>
      )}
    </div>
  </li>
)

/** What a browser can show of a logo; else the end of its name. */
export const LogoPicture = ({ logo, fileHref }: { logo: LogoRow; fileHref: (id: string) => string }) => {
  const shown = logo.previewId ?? (isPicture(logo.type) ? logo.fileId : undefined)
  if (shown) return <img src={fileHref(shown)} alt={logo.label} loading="lazy" />
  return <b aria-hidden="true">{logo.fileName.split('.').at(-1)?.slice(0, 4).toUpperCase()}</b>
}

const NotesBlock = ({ brand, links, mayEdit, tried }: BrandProps) => {
  const form = triedAt(tried, 'notes')
  return (
    <Block id="notes" title={words.notes.title}>
      {mayEdit ? (
        <form class="form" method="post" action={links.notes}>
          <CommandField />
          <VersionField version={brand.version} />
          <Wrong form={form} />
          <TextArea
            label={words.notes.label}
            name="notes"
            id="notes-text"
            form={form}
            value={brand.notes}
            hint={words.notes.hint}
            rows={5}
            maxlength={4_000}
          />
          <p class="ends">
            <SubmitButton>{words.notes.save}</SubmitButton>
          </p>
        </form>
      ) : (
        <NotesText notes={brand.notes} />
      )}
    </Block>
  )
}

export const NotesText = ({ notes }: { notes: string }) =>
  notes ? notes.split(/\n+/).map((line) => <p class="small">{line}</p>) : <p class="quiet small">{words.notes.none}</p>

/** What is wrong with a small form as a whole. */
export const Wrong = ({ form }: { form: FormState | undefined }) =>
  form?.errors['form'] ? (
    <div class="note bad" role="alert">
      <p>{form.errors['form']}</p>
    </div>
  ) : null
