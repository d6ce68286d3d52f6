import type { Brand } from '#features/branding/queries.ts'
import { LogoPicture } from '#features/branding/views.tsx'
import { ColorLine } from '#features/branding/views-colors.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { requestWords as words } from './words.ts'

export type KeptBrand = Pick<Brand, 'logos' | 'colors'>
/** So many logos and colours are shown; the page has them all. */
const shown = 6

/** What the customer keeps for the shop's work, beside the question whether it is still correct. */
export const OnFile = ({ base, brand: { logos, colors } }: { base: string; brand: KeptBrand }) => {
  const fileHref = (id: string) => href(base, paths.portal.files.show, { id })
  return (
    <div class="stack gap">
      {logos.length + colors.length > 0 && <p class="small">{words.onFile.title}</p>}
      {logos.length > 0 && (
        <ul class="logo-strip">
          {logos.slice(0, shown).map((logo) => (
            <li>
              <span class="stage">
                <LogoPicture logo={logo} fileHref={fileHref} />
              </span>
              <span class="small">{logo.label}</span>
            </li>
          ))}
        </ul>
      )}
      {colors.length > 0 && (
        <ul class="brand-colors flat">
          {colors.slice(0, shown).map((color) => (
            <li>
              <ColorLine color={color} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <a class="act" href={href(base, paths.portal.branding.list)} target="_blank" rel="noopener">
          {logos.length + colors.length > 0 ? words.onFile.change : words.onFile.add}
        </a>
      </p>
    </div>
  )
}
