/** What people try by mistake, by its first bytes, and what to do instead. */
const strangers: readonly (readonly [RegExp, string])[] = [
  [/^(\xef\xbb\xbf)?\s*<(svg[\s/>]|.*<svg[\s/>])/is, 'This is an SVG. Export it as PDF or PNG and upload that.'],
  [/<\s*(!doctype html|html|head|body|script)/i, 'This is a web page, not a picture. Upload the picture itself, or a PDF.'],
  [/^.{4}ftyp(heic|heix|hevc|mif1|msf1)/s, 'This is a HEIC photo. Save it as JPEG and upload that.'],
  [/^.{4}ftypavi[fs]/s, 'This is an AVIF picture. Save it as JPEG or PNG and upload that.'],
  [/^.{4}ftyp|^\x1a\x45\xdf\xa3/s, 'This is a video. Upload a photo, or send a link to the video in a message.'],
  [/^(II\*\0|MM\0\*)/, 'This is a TIFF. Save it as PDF or PNG and upload that.'],
  [/^BM/, 'This is a BMP. Save it as PNG and upload that.'],
  [/^\s+%PDF-/, 'This PDF has something in front of its first line. Export it anew and upload that.'],
  [
    /^(PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b)/,
    'This is an archive or an office document. Unpack it, or save it as PDF, and upload that.',
  ],
  [/^\xd0\xcf\x11\xe0/, 'This is an office document. Save it as PDF and upload that. A Wilcom design must end in .emb.'],
  [/^(MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|#!)/, 'This is a program. Programs cannot be uploaded here.'],
]
const anything =
  'This is not a kind of file we can keep, whatever its name says. Upload PNG, JPEG, WebP, GIF or PDF, or a production file such as AI, EPS, PSD, DST, PES or EMB.'

/** What to say about a file that is none of ours. */
export function strangerSentence(head: string): string {
  return strangers.find(([begins]) => begins.test(head))?.[1] ?? anything
}
