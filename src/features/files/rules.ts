import { type SniffedImage, sniffImage } from '#lib/image.ts'

/** What a shop may upload as its logo. */
export const logoLimits = { bytes: 2 * 1024 * 1024, pixels: 25_000_000 } as const
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type LogoType = (typeof logoTypes)[number]

export interface Picture {
  readonly type: LogoType
  readonly width: number
  readonly height: number
}
export type CheckedPicture = { readonly ok: true; readonly picture: Picture } | { readonly ok: false; readonly problem: string }

export const unreadable = 'This picture could not be read. Save it again as PNG and choose it once more.'

/** Whether these bytes can be a logo, by what they are and never by their name; if not, the sentence for the person. */
export function checkLogo(bytes: Uint8Array): CheckedPicture {
  if (bytes.byteLength === 0) return refused('This file is empty. Choose another one.')
  if (bytes.byteLength > logoLimits.bytes)
    return refused(`This file has ${megabytes(bytes.byteLength)} MB. Choose a picture of at most 2 MB.`)
  const found = sniffImage(bytes)
  if (!found || !isLogoType(found.type))
    return refused(`A logo can be PNG, JPEG or WebP. ${named(found)} Save it as PNG and choose that.`)
  if (found.width === undefined || found.height === undefined) return refused(unreadable)
  if (found.width * found.height > logoLimits.pixels) {
    return refused(`This picture is ${found.width} × ${found.height}. Choose one of at most 25 million pixels.`)
  }
  return { ok: true, picture: { type: found.type, width: found.width, height: found.height } }
}

function refused(problem: string): CheckedPicture {
  return { ok: false, problem }
}

function isLogoType(type: SniffedImage['type']): type is LogoType {
  return logoTypes.some((one) => one === type)
}

function named(found: SniffedImage | undefined): string {
  if (found?.type === 'image/gif') return 'This is a GIF.'
  if (found?.type === 'application/pdf') return 'This is a PDF.'
  return 'This file is none of them, whatever its name says.'
}

/** What a chooser of photos offers. */
export const acceptedPictures = 'image/png,image/jpeg,image/webp,image/gif'
/** What a chooser of files offers for the work: pictures, PDF and the formats of production. */
export const acceptedFiles = `${acceptedPictures},application/pdf,.ai,.eps,.psd,.psb,.dst,.pes,.pec,.emb,.vp3,.hus,.jef,.cdr`
export const acceptedText = 'Photos, PDF, and production files such as AI, EPS, PSD, DST, PES, EMB. Up to 50 MB each.'

/** A size as people say it: "2.4 MB", "12 kB". */
export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.ceil(bytes / 1024))} kB` : `${megabytes(bytes)} MB`
}

/** Rounded up, so that a file just past the limit is not said to have exactly the limit. */
function megabytes(bytes: number): string {
  return (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1)
}

/** A file's name as it is kept: one line, no path, at most 120 characters; `nameless` where nothing is left of it. */
export function tidyName(name: string, nameless = 'logo'): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return [...last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()].slice(0, 120).join('') || nameless
}
