export interface Drawing {
  readonly blob: Blob
  /** Of a PDF, from 1. */
  readonly page?: number
  readonly pages?: number
}

/** The longer side of what is drawn of a picture, px. */
export const drawnSide = 1_600
const quality = 0.85
/** What the server takes. */
const mostBytes = 2 * 1024 * 1024

/** What can be shown of a file: a picture made small, the first pages of a PDF, nothing of anything else. */
export async function* drawingsOf(file: File, pdfWorker: string): AsyncGenerator<Drawing> {
  if (/^image\/(png|jpeg|webp|gif)$/.test(file.type)) yield await pictureOf(file)
  else if (await isPdf(file)) {
    const { pagesOf } = await import('./pdf-pages.ts')
    yield* pagesOf(file, pdfWorker)
  }
}

async function isPdf(file: File): Promise<boolean> {
  return (await file.slice(0, 5).text()) === '%PDF-'
}

async function pictureOf(file: File): Promise<Drawing> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, drawnSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return { blob: await blobOf(canvas) }
}

/** As WebP; where the browser cannot write that it answers with PNG, which may be too large: then as JPEG. */
export async function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const first = await written(canvas, 'image/webp')
  if (first.size <= mostBytes) return first
  return written(canvas, 'image/jpeg')
}

function written(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture cannot be written'))), type, quality),
  )
}
