import { farFonts } from '#generated/pdf-letters.ts'
import { within } from '#lib/within.ts'
import { FilesUnavailable } from './files.ts'

/** Fonts too large to carry: static assets, asked for when a PDF needs one. */
export interface FontStore {
  /** The bytes of a TrueType font. Throws FilesUnavailable. */
  get(name: keyof typeof farFonts): Promise<Uint8Array>
}

const timeoutMs = 2_000

export function createFontStore(assets: Fetcher): FontStore {
  return {
    async get(name) {
      // The binding looks at the path alone.
      const asked = assets.fetch(`https://assets.invalid${farFonts[name]}`)
      const response = await within(timeoutMs, asked, () => new FilesUnavailable('The static assets give no answer'))
      if (!response.ok) throw new FilesUnavailable(`The static assets have no font ${name}: ${response.status}`)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}
