import { fileWords as words } from './words.ts'

/** What people try by mistake, by its first bytes. */
const strangers: readonly (readonly [RegExp, keyof typeof words.strangers])[] = [
  [/^(\xef\xbb\xbf)?\s*<(svg[\s/>]|.*<svg[\s/>])/is, 'svg'],
  [/<\s*(!doctype html|html|head|body|script)/i, 'web'],
  [/^.{4}ftyp(heic|heix|hevc|mif1|msf1)/s, 'heic'],
  [/^.{4}ftypavi[fs]/s, 'avif'],
  [/^.{4}ftyp|^\x1a\x45\xdf\xa3/s, 'video'],
  [/^(II\*\0|MM\0\*)/, 'tiff'],
  [/^BM/, 'bmp'],
  [/^\s+%PDF-/, 'pdf'],
  [/^(PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b)/, 'archive'],
  [/^\xd0\xcf\x11\xe0/, 'office'],
  [/^(MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|#!)/, 'program'],
]
/** What to say about a file that is none of ours. */
export function strangerSentence(head: string): string {
  const [, what] = strangers.find(([begins]) => begins.test(head)) ?? []
  return words.strangers[what ?? 'anything']
}
