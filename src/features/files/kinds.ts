import { asItIs, wholePdf } from '#lib/picture/document.ts'
import { createFilter, type Filter, type SizeSeen } from '#lib/picture/filter.ts'
import { gif } from '#lib/picture/gif.ts'
import { jpeg } from '#lib/picture/jpeg.ts'
import { png } from '#lib/picture/png.ts'
import { webp } from '#lib/picture/webp.ts'
import { strangerSentence } from './strangers.ts'
import { fileWords as words } from './words.ts'

/** What a shop may upload to its work. */
export const uploadLimits = { bytes: 50 * 1024 * 1024, pixels: 100_000_000 } as const
/** So many first bytes tell what a file is. */
export const headBytes = 1_024

/** Shown as they are, in the page. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
export type PictureType = (typeof pictureTypes)[number]
export const isPicture = (type: string): type is PictureType => pictureTypes.some((one) => one === type)

/** What a file is, and how its bytes are checked and cleaned while they stream by. */
export interface Kind {
  readonly type:
    | PictureType
    | 'application/pdf'
    | 'application/postscript'
    | 'image/vnd.adobe.photoshop'
    | 'application/octet-stream'
  /** What its name may end in; another end gets the first of these behind it. */
  readonly ends: readonly string[]
  open(seen: SizeSeen): Filter
}
export type Typed = { readonly ok: true; readonly kind: Kind } | { readonly ok: false; readonly problem: string }

const picture = (type: PictureType, ends: readonly string[], grammar: typeof png): Kind => ({
  type,
  ends,
  open: (seen) => createFilter(grammar(seen)),
})
const machine = (type: Kind['type'], ...ends: readonly string[]): Kind => ({ type, ends, open: asItIs })
const stitches = (...ends: readonly string[]) => machine('application/octet-stream', ...ends)

/** By their first bytes, Latin-1. Behind the pictures and PDF stand formats of production, which nobody but their programs opens. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^\x89PNG\r\n\x1a\n/, picture('image/png', ['png'], png)],
  [/^\xff\xd8\xff/, picture('image/jpeg', ['jpg', 'jpeg', 'jfif'], jpeg)],
  [/^RIFF.{4}WEBP/s, picture('image/webp', ['webp'], webp)],
  [/^GIF8[79]a/, picture('image/gif', ['gif'], gif)],
  // Illustrator saves PDF inside .ai, unless told otherwise.
  [/^%PDF-[12]\.\d/, { type: 'application/pdf', ends: ['pdf', 'ai'], open: wholePdf }],
  [/^%!PS-Adobe-|^\xc5\xd0\xd3\xc6/, machine('application/postscript', 'eps', 'ai', 'ps')],
  [/^8BPS\0[\x01\x02]/, machine('image/vnd.adobe.photoshop', 'psd', 'psb')],
  [/^LA:.{16}\rST:[ \d]{7}\r/s, stitches('dst')],
  [/^#PE[SC]\d{4}/, stitches('pes', 'pec')],
  [/^%vsm%\0/, stitches('vp3')],
  [/^\x5b\xaf\xc8\0/, stitches('hus')],
  [/^.{4}\x14\0\0\0(19|20)\d{2}[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d/s, stitches('jef')],
  [/^RIFF.{4}CDR|^PK\x03\x04.{26}mimetypeapplication\/x-vnd\.corel\./s, stitches('cdr')],
]
/** Wilcom keeps EMB in a container that office documents use too, so here alone the name has to say so. */
const container = /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/
const emb = stitches('emb')

/** What a browser of old might take for a page, within the bytes it looks at. */
const markup = /<\s*(!doctype\s+html|html|head|body|script|svg|iframe)/i

/** What a file is by its first bytes; where it is none of ours, the sentence that says what to do. */
export function kindOf(head: Uint8Array, name: string): Typed {
  const text = String.fromCharCode(...head.subarray(0, headBytes))
  const kind = container.test(text) && endOf(name) === 'emb' ? emb : kinds.find(([begins]) => begins.test(text))?.[1]
  if (!kind) return { ok: false, problem: strangerSentence(text) }
  if (!isPicture(kind.type) && markup.test(text)) {
    return {
      ok: false,
      problem: words.strangers.double,
    }
  }
  return { ok: true, kind }
}

/** The name with an end that tells the truth about the bytes. */
export function nameFor(name: string, { ends }: Kind): string {
  return ends.includes(endOf(name)) ? name : `${name}.${ends[0]}`
}

const endOf = (name: string) => /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
