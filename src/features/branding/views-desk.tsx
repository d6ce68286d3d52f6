import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { Tick } from '#ui/choices.tsx'
import { desk } from './desk-words.ts'
import type { Brand } from './queries.ts'
import { LogoPicture, NotesText } from './views.tsx'
import { ColorLine } from './views-colors.tsx'

interface BlockProps {
  base: string
  customerId: string
  brand: Brand
}

/** So many logos stand on a record; the page has them all. */
const shown = 6

const isEmpty = ({ logos, colors, notes }: Brand) => logos.length + colors.length === 0 && notes === ''
const pageOf = ({ base, customerId }: BlockProps) => href(base, paths.staff.brands.show, { id: customerId })

/** What a customer's record tells of their branding. */
export const BrandBlock = ({ mayEdit, ...props }: BlockProps & { mayEdit: boolean }) => {
  const { brand, base } = props
  const hrefOf = (id: string) => href(base, paths.staff.files.show, { id })
  return (
    <Block id="branding" title={desk.title} aside={isEmpty(brand) ? undefined : <a href={pageOf(props)}>{desk.open}</a>}>
      {isEmpty(brand) && (
        <p class="quiet small">
          {desk.none} {mayEdit && <a href={pageOf(props)}>{desk.add}</a>}
        </p>
      )}
      {brand.logos.length > 0 && (
        <ul class="logo-strip">
          {brand.logos.slice(0, shown).map((logo) => (
            <li>
              <a class="stage" href={hrefOf(logo.fileId)} download={logo.fileName}>
                <LogoPicture logo={logo} fileHref={hrefOf} />
              </a>
              <span class="small">{logo.label}</span>
            </li>
          ))}
        </ul>
      )}
      {brand.logos.length > shown && <p class="quiet small">{desk.more(brand.logos.length - shown)}</p>}
      <Colors brand={brand} />
      {brand.notes && <NotesText notes={brand.notes} />}
    </Block>
  )
}

const Colors = ({ brand: { colors } }: { brand: Brand }) =>
  colors.length > 0 ? (
    <ul class="brand-colors flat">
      {colors.map((color) => (
        <li>
          <ColorLine color={color} />
        </li>
      ))}
    </ul>
  ) : null

interface OnProofProps extends BlockProps {
  /** Files the proof is made from already. */
  held: readonly string[]
  /** Files that a form named which came back. */
  ticked: readonly string[]
}

/** Beside a proof that is made: the customer's colours and notes, and their logos to make designs from. */
export const BrandOnProof = ({ held, ticked, ...props }: OnProofProps) => {
  const { brand, base } = props
  if (isEmpty(brand)) return null
  const hrefOf = (id: string) => href(base, paths.staff.files.show, { id })
  const free = brand.logos.filter(({ fileId }) => !held.includes(fileId))
  return (
    <Block id="branding" title={desk.onProof.title} aside={<a href={pageOf(props)}>{desk.onProof.more}</a>}>
      {free.length > 0 && (
        <fieldset class="set">
          <legend>{desk.onProof.take}</legend>
          <p class="quiet small">{desk.onProof.takeHint}</p>
          <ul class="logo-strip">
            {free.map((logo) => (
              <li>
                <span class="stage">
                  <LogoPicture logo={logo} fileHref={hrefOf} />
                </span>
                <Tick
                  label={logo.label}
                  hint={[logo.fileName, logo.note].filter(Boolean).join(', ')}
                  name="file[]"
                  id={`take-${logo.id}`}
                  value={logo.fileId}
                  checked={ticked.includes(logo.fileId)}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <Colors brand={brand} />
      {brand.notes && <NotesText notes={brand.notes} />}
    </Block>
  )
}
