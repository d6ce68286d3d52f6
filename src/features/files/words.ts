import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  empty: 'This file is empty. Choose another one.',
  large: 'That is too large',
  largeText: (megabytes: number) => `This file is too large. Choose one of at most ${megabytes} MB.`,
  noPreview: 'A preview is a PNG, JPEG or WebP.',
  damaged: 'This file is damaged or not what it says it is. Save it again and upload that.',
  noSize: 'This picture has no size. Save it again and upload that.',
  pixels: (width: number, height: number, millions: number) =>
    `This picture is ${width} × ${height}. Choose one of at most ${millions} million pixels.`,
  side: (width: number, height: number, most: number) =>
    `This picture is ${width} × ${height} px. A preview has at most ${most} px on its longer side.`,
  brokenOff: 'The file did not arrive whole. Upload it again.',
  inUse: 'This file is in use, so its pictures stay as they are.',
  inUseNow: 'This file is in use by now.',
  drawn: 'This was drawn already.',
  ofWhat: 'A preview is of a picture, or of one of a PDF’s first pages.',
  howMany: 'A page of a PDF comes with how many there are.',
  gone: 'An upload is not there any more. Remove it from the form and upload it again.',
  often: 'You uploaded a lot within an hour. Send the rest a little later.',
  /** What people try by mistake, and what to do instead. */
  strangers: {
    svg: 'This is an SVG. Export it as PDF or PNG and upload that.',
    web: 'This is a web page, not a picture. Upload the picture itself, or a PDF.',
    heic: 'This is a HEIC photo. Save it as JPEG and upload that.',
    avif: 'This is an AVIF picture. Save it as JPEG or PNG and upload that.',
    video: 'This is a video. Upload a photo, or send a link to the video in a message.',
    tiff: 'This is a TIFF. Save it as PDF or PNG and upload that.',
    bmp: 'This is a BMP. Save it as PNG and upload that.',
    pdf: 'This PDF has something in front of its first line. Export it anew and upload that.',
    archive: 'This is an archive or an office document. Unpack it, or save it as PDF, and upload that.',
    office: 'This is an office document. Save it as PDF and upload that. A Wilcom design must end in .emb.',
    program: 'This is a program. Programs cannot be uploaded here.',
    double:
      'This file is two things at once: it begins like a document and goes on like a web page. Export it anew and upload that.',
    anything:
      'This is not a kind of file we can keep, whatever its name says. Upload PNG, JPEG, WebP, GIF or PDF, or a production file such as AI, EPS, PSD, DST, PES or EMB.',
  },
}
export type FileWords = Words<typeof en>

/** What is said about a file that cannot be taken. */
export const fileWords = inLanguages({ en, es: spanish })
