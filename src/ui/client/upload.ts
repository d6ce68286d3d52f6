const shownAt = 240
const quality = 0.9

for (const input of document.querySelectorAll<HTMLInputElement>('input[type=file]')) {
  const box = input.closest('.drop')
  for (const kind of ['dragenter', 'dragover'] as const) box?.addEventListener(kind, () => box.classList.add('over'))
  for (const kind of ['dragleave', 'drop'] as const) box?.addEventListener(kind, () => box.classList.remove('over'))
  input.addEventListener('change', () => void take(input))
}

/** Shows the picture and, when it is larger than asked for, sends a smaller one of the same kind. */
async function take(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0]
  const picture = file && (await createImageBitmap(file).catch(() => undefined))
  if (!file || !picture) return
  show(input, picture)
  const most = Number(input.dataset['maxPixels'] ?? Number.POSITIVE_INFINITY)
  if (Math.max(picture.width, picture.height) <= most) return
  const smaller = await blobOf(drawn(picture, most), file.type)
  // The browser answers with PNG where it cannot write the kind asked for; then the original is better.
  if (smaller?.type !== file.type || input.files?.[0] !== file) return
  const carrier = new DataTransfer()
  carrier.items.add(new File([smaller], file.name, { type: file.type }))
  input.files = carrier.files
}

function show(input: HTMLInputElement, picture: ImageBitmap): void {
  const place = document.querySelector(`[data-shows="${CSS.escape(input.id)}"]`)
  place?.replaceChildren(drawn(picture, shownAt))
}

function drawn(picture: ImageBitmap, most: number): HTMLCanvasElement {
  const scale = Math.min(1, most / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, type, quality))
}
