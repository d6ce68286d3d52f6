import { clampChroma, converter, formatHex, modeLrgb, modeOklab, modeOklch, modeRgb, useMode, wcagContrast } from 'culori/fn'

useMode(modeRgb)
useMode(modeLrgb)
useMode(modeOklab)
useMode(modeOklch)
const oklch = converter('oklch')

export interface BrandColors {
  readonly brand: string
  readonly fill: string
  readonly onBrand: string
  readonly inkLight: string
  readonly inkDark: string
}
export type SurfaceName = 'page' | 'sunk' | 'lift' | 'wash' | 'ink' | 'ink2' | 'line' | 'edge'
export type Surfaces = Readonly<Record<SurfaceName, string>>
export interface BrandSurfaces {
  readonly light: Surfaces
  readonly dark: Surfaces
}

/** WCAG 2 AA for words on the button. */
const onBrandContrast = 4.5
/** Above AA, so that rounding to 8 bits never falls below it. */
const inkLightContrast = 4.6
/** Dark pages need more: thin strokes bloom less than they fade. */
const inkDarkContrast = 6
const inkStep = 0.01
const fillStep = 0.002

/** Lightness and share of the brand's chroma for each grey: the same figures as the stylesheet's tokens layer. */
const light: Readonly<Record<SurfaceName, readonly [l: number, share: number]>> = {
  page: [0.992, 0.02],
  sunk: [0.967, 0.05],
  lift: [1, 0],
  wash: [0.955, 0.2],
  line: [0.905, 0.07],
  edge: [0.61, 0.1],
  ink2: [0.45, 0.12],
  ink: [0.21, 0.2],
}
const dark: typeof light = {
  page: [0.185, 0.06],
  sunk: [0.155, 0.06],
  lift: [0.235, 0.07],
  wash: [0.265, 0.3],
  line: [0.31, 0.08],
  edge: [0.54, 0.1],
  ink2: [0.75, 0.07],
  ink: [0.95, 0.03],
}

/** The shop's colour made readable on every surface of both themes: 4.5:1 on the button, 4.6:1 and 6:1 as ink. Throws RangeError unless #rrggbb. */
export function brandColors(hex: string): BrandColors {
  const brand = checked(hex)
  const surfaces = surfacesOf(brand)
  return {
    brand,
    ...fillOf(brand),
    inkLight: inkOf(brand, -inkStep, surfaces.light, inkLightContrast),
    inkDark: inkOf(brand, inkStep, surfaces.dark, inkDarkContrast),
  }
}

/** The four values as the text of one style element; all are #rrggbb, so nothing in it can close the element. */
export function brandStyle(colors: BrandColors): string {
  const [brand, fill, onBrand, inkLight, inkDark] = [
    colors.brand,
    colors.fill,
    colors.onBrand,
    colors.inkLight,
    colors.inkDark,
  ].map(checked)
  return `:root{--brand:${brand};--brand-fill:${fill};--on-brand:${onBrand};--brand-ink:light-dark(${inkLight},${inkDark})}`
}

/** The WCAG 2 contrast ratio of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  return wcagContrast(a, b)
}

/** The greys that carry a breath of the brand's hue, as hex: what the stylesheet derives, for measuring and for mail. */
export function surfacesOf(brand: string): BrandSurfaces {
  const { c, h } = oklchOf(checked(brand))
  const derive = ([l, share]: readonly [number, number]) => formatHex({ mode: 'oklch', l, c: Math.min(c, 0.1) * share, h })
  const all = (table: typeof light): Surfaces => ({
    page: derive(table.page),
    sunk: derive(table.sunk),
    lift: derive(table.lift),
    wash: derive(table.wash),
    ink: derive(table.ink),
    ink2: derive(table.ink2),
    line: derive(table.line),
    edge: derive(table.edge),
  })
  return { light: all(light), dark: all(dark) }
}

/** White where it reads, else near-black; where neither does, the nearest lightness of the brand at which one does. */
function fillOf(brand: string): Pick<BrandColors, 'fill' | 'onBrand'> {
  const { c, h } = oklchOf(brand)
  const nearBlack = formatHex(clampChroma({ mode: 'oklch', l: 0.2, c: Math.min(c, 0.04), h }, 'oklch'))
  for (let move = 0; ; move += fillStep) {
    const darker = moved(brand, -move)
    if (contrast('#ffffff', darker) >= onBrandContrast) return { fill: darker, onBrand: '#ffffff' }
    const lighter = moved(brand, move)
    if (contrast(nearBlack, lighter) >= onBrandContrast) return { fill: lighter, onBrand: nearBlack }
  }
}

function inkOf(brand: string, step: number, surfaces: Surfaces, least: number): string {
  const grounds = [surfaces.page, surfaces.sunk, surfaces.lift, surfaces.wash]
  for (let times = 0; ; times++) {
    const ink = moved(brand, times * step)
    if (grounds.every((ground) => contrast(ink, ground) >= least)) return ink
  }
}

/** The colour with its lightness moved, chroma lowered only as far as sRGB asks. Black and white end every search above. */
function moved(brand: string, by: number): string {
  if (by === 0) return brand
  const { l, c, h } = oklchOf(brand)
  return formatHex(clampChroma({ mode: 'oklch', l: Math.min(1, Math.max(0, l + by)), c, h }, 'oklch'))
}

function oklchOf(hex: string): { l: number; c: number; h: number } {
  const { l, c, h = 0 } = oklch(hex) ?? { l: 0, c: 0 }
  return { l, c, h }
}

function checked(hex: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new RangeError('A colour is # and six hexadecimal digits')
  return hex.toLowerCase()
}
