import { previewSides } from '#lib/picture/preview-sides.ts'

export interface Drawing {
  readonly blob: Blob
  /** For a phone. */
  readonly isNarrow: boolean
  /** Of a PDF, from 1. */
  readonly page?: number
  readonly pages?: number
}

/** As canvas takes it, 0 to 1. The narrow one is for slow networks, and the wide one is a look closer away. */
const quality = { wide: 0.85, narrow: 0.8 }
/** What the server takes. */
const mostBytes = 2 * 1024 * 1024

/** What can be shown of a file: a picture made small, the first pages of a PDF, nothing of anything else. */
export async function* drawingsOf(file: File, pdfWorker: string): AsyncGenerator<Drawing> {
  if (/^image\/(png|jpeg|webp|gif)$/.test(file.type)) yield* picturesOf(file)
  else if (await isPdf(file)) {
    const { pagesOf } = await import('./pdf-pages.ts')
    yield* pagesOf(file, pdfWorker)
  }
}

async function isPdf(file: File): Promise<boolean> {
  return (await file.slice(0, 5).text()) === '%PDF-'
}

async function* picturesOf(file: File): AsyncGenerator<Drawing> {
  const picture = await createImageBitmap(file)
  try {
    yield* drawnTwice(picture)
  } finally {
    picture.close()
  }
}

/** A picture at the sides it is shown at; the narrow one only where it would be less. */
export async function* drawnTwice(picture: ImageBitmap | HTMLCanvasElement): AsyncGenerator<Drawing> {
  yield { blob: await blobOf(picture, 'wide'), isNarrow: false }
  const isLarger = Math.max(picture.width, picture.height) > previewSides.narrow
  if (isLarger) yield { blob: await blobOf(picture, 'narrow'), isNarrow: true }
}

function drawnAt(picture: ImageBitmap | HTMLCanvasElement, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (pen) pen.imageSmoothingQuality = 'high'
  pen?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** As WebP; where the browser cannot write that it answers with PNG, which may be too large: then as JPEG. */
async function blobOf(picture: ImageBitmap | HTMLCanvasElement, as: keyof typeof previewSides): Promise<Blob> {
  const canvas = drawnAt(picture, previewSides[as])
  const first = await written(canvas, 'image/webp', quality[as])
  if (first.size <= mostBytes) return first
  return written(canvas, 'image/jpeg', quality[as])
}

function written(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture cannot be written'))), type, quality),
  )
}
