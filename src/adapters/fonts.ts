import type { farFonts } from '#generated/pdf-letters.ts'
import { late } from '#lib/late.ts'
import { within } from '#lib/within.ts'
import { FilesUnavailable } from './files.ts'

/** Fonts too large to carry: static assets, asked for when a PDF needs one. */
export interface FontStore {
  /** The bytes of a TrueType font. Throws FilesUnavailable. */
  get(name: keyof typeof farFonts): Promise<Uint8Array>
}

// What starts the product reads this file before the build has made that one.
const addresses = late(() => import('#generated/pdf-letters.ts'))

/** For all of it: the largest is some ten megabytes. */
const timeoutMs = 5_000

export function createFontStore(assets: Fetcher): FontStore {
  return {
    async get(name) {
      return within(timeoutMs, load(assets, name), () => new FilesUnavailable(`The static assets give no font ${name}`))
    },
  }
}

async function load(assets: Fetcher, name: keyof typeof farFonts): Promise<Uint8Array> {
  const { farFonts } = await addresses()
  // The binding looks at the path alone.
  const response = await assets.fetch(`https://assets.invalid${farFonts[name]}`)
  if (!response.ok) throw new FilesUnavailable(`The static assets have no font ${name}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
