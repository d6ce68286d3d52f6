import { type BrandColors, contrast, type Surfaces, surfacesOf } from '#ui/theme.ts'

export interface ContrastRow {
  readonly use: string
  readonly color: string
  /** What became of the shop's colour: "yours", "darkened". */
  readonly shown: string
  /** "6.0 : 1", or nothing where nothing is read. */
  readonly ratio: string | undefined
}

/** How a brand colour is used, and how well each use reads at its worst. */
export function contrastRows(colors: BrandColors): ContrastRow[] {
  const { brand, fill, onBrand, inkLight, inkDark } = colors
  const { light, dark } = surfacesOf(brand)
  return [
    { use: 'Buttons, both themes', color: fill, shown: fill === brand ? 'yours' : 'nearest that reads', ratio: undefined },
    {
      use: 'Words on buttons',
      color: onBrand,
      shown: isWhite(onBrand) ? 'white' : 'near-black',
      ratio: ratioText(contrast(onBrand, fill)),
    },
    {
      use: 'Links, light',
      color: inkLight,
      shown: inkLight === brand ? 'yours' : 'darkened',
      ratio: ratioText(worst(inkLight, light)),
    },
    {
      use: 'Links, dark',
      color: inkDark,
      shown: inkDark === brand ? 'yours' : 'lightened',
      ratio: ratioText(worst(inkDark, dark)),
    },
  ]
}

export interface Correction {
  readonly title: string
  readonly text: string
}

/** What had to be corrected so that the colour can be read, or nothing when it reads everywhere as it is. */
export function correctionOf(colors: BrandColors): Correction | undefined {
  const { brand, fill, onBrand, inkLight, inkDark } = colors
  const { light, dark } = surfacesOf(brand)
  const found = [
    fill !== brand && {
      why: 'Neither white nor black reads on exactly your color.',
      so: 'buttons use the nearest shade on which one does',
    },
    !isWhite(onBrand) && {
      why: `White on your color would be ${faintText(contrast('#ffffff', brand))}, too faint to read.`,
      so: 'words on buttons are near-black',
    },
    inkLight !== brand && {
      why: `Your color on a light page would be ${faintText(worst(brand, light))}, too faint to read.`,
      so: 'links on light pages use a darker shade of it',
    },
    inkDark !== brand && {
      why: `Your color on a dark page would be ${faintText(worst(brand, dark))}, too faint to read.`,
      so: 'links on dark pages use a lighter shade of it',
    },
  ].filter((one) => one !== false)
  const [first] = found
  return (
    first && {
      title: first.why,
      text: `So ${joined(found.map(({ so }) => so))}. 4.5 : 1 is the least we allow; you need do nothing.`,
    }
  )
}

function worst(ink: string, { page, sunk, lift, wash }: Surfaces): number {
  return Math.min(...[page, sunk, lift, wash].map((ground) => contrast(ink, ground)))
}

function ratioText(ratio: number): string {
  return `${ratio.toFixed(1)} : 1`
}

/** A ratio that does not reach the least is never rounded up to it. */
function faintText(ratio: number): string {
  return ratioText(Math.floor(ratio * 10) / 10)
}

function isWhite(color: string): boolean {
  return color === '#ffffff'
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
