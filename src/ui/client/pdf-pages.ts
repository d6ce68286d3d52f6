import { GlobalWorkerOptions, getDocument, version } from 'pdfjs-dist'
import { previewSides } from '#lib/picture/preview-sides.ts'
import { type Drawing, drawnTwice } from './drawing.ts'

/** More pages are kept in the PDF alone; it is told how many there are, and no proof goes out that hides some. */
const mostPages = 20

/** The first pages of a PDF as pictures, one after the other. */
export async function* pagesOf(file: File, worker: string): AsyncGenerator<Drawing> {
  GlobalWorkerOptions.workerSrc = worker
  const loading = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    wasmUrl: worker.replace(/[^/]+$/, `pdf-${version}/`),
    enableXfa: false,
  })
  try {
    const document = await loading.promise
    const pages = document.numPages
    for (let number = 1; number <= Math.min(pages, mostPages); number++) {
      const page = await document.getPage(number)
      const { width, height } = page.getViewport({ scale: 1 })
      const viewport = page.getViewport({ scale: previewSides.wide / Math.max(width, height) })
      const canvas = window.document.createElement('canvas')
      canvas.width = Math.max(1, Math.floor(viewport.width))
      canvas.height = Math.max(1, Math.floor(viewport.height))
      await page.render({ canvas, viewport }).promise
      for await (const drawing of drawnTwice(canvas)) yield { ...drawing, page: number, pages }
      page.cleanup()
    }
  } finally {
    await loading.destroy()
  }
}
