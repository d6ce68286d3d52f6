import type { PickerWords } from '../picker-words.ts'
import { drawingsOf } from './drawing.ts'
import { send, Unsent } from './sending.ts'

/** One file that somebody chose, from its row in the list to its id in the form. */
export interface Chosen {
  readonly row: HTMLElement
  readonly name: string
  readonly state: 'waiting' | 'going' | 'ready' | 'failed'
  /** Uploads it, then what is drawn of it; never rejects. */
  go(): Promise<void>
  stop(): void
}
interface Making {
  readonly picker: HTMLElement
  readonly file: File
  readonly words: PickerWords
  say(text: string): void
  /** It waits once more. */
  again(): void
  forget(item: Chosen): void
}

export function createItem({ picker, file, words, say, again, forget }: Making): Chosen {
  const { upload = '', preview = '', maxBytes = '0', pdfWorker = '', picker: name = '' } = picker.dataset
  const parts = rowFor(file.name, words)
  let state: Chosen['state'] = 'waiting'
  let leaving = new AbortController()

  const show = (text: string, share?: number) => {
    parts.detail.textContent = text
    parts.bar.hidden = share === undefined
    parts.bar.value = share ?? 0
  }
  const finish = (next: 'ready' | 'failed', text: string) => {
    state = next
    show(text)
    parts.row.classList.toggle('bad', next === 'failed')
    parts.retry.hidden = next === 'ready'
    parts.drop.setAttribute('aria-label', words.remove.replace('{name}', file.name))
    say(`${file.name}: ${text}`)
  }
  const item: Chosen = {
    row: parts.row,
    name: file.name,
    get state() {
      return state
    },
    async go() {
      state = 'going'
      say(`${file.name}: ${words.uploading.replace('{percent}', '0')}`)
      try {
        const most = Number(maxBytes)
        if (file.size > most) throw new Unsent(words.tooLarge.replace('{megabytes}', String(Math.floor(most / 1024 / 1024))))
        const to = `${upload}?name=${encodeURIComponent(file.name)}`
        const onShare = (share: number) => show(words.uploading.replace('{percent}', String(Math.floor(share * 100))), share)
        const id = await send(to, file, words, leaving.signal, onShare)
        const isDrawn = await draw(preview.replace('{id}', id))
        if (leaving.signal.aborted) return
        parts.row.prepend(hidden(name, id))
        finish('ready', isDrawn ? words.ready : words.undrawn)
      } catch (error) {
        if (!leaving.signal.aborted) finish('failed', error instanceof Unsent ? error.message : words.offline)
      }
    },
    stop: () => leaving.abort(),
  }

  /** Draws and sends one picture after the other. A file that cannot be drawn is kept without. */
  async function draw(to: string): Promise<boolean> {
    let count = 0
    show(words.drawing)
    try {
      for await (const { blob, isNarrow, page, pages } of drawingsOf(file, pdfWorker)) {
        if (leaving.signal.aborted) return false
        if (page) show(words.drawingPage.replace('{page}', String(page)).replace('{pages}', String(pages)))
        const asked = new URLSearchParams({
          ...(page && { page: String(page), pages: String(pages) }),
          ...(isNarrow && { narrow: '1' }),
        })
        await send(`${to}?${asked}`, blob, words, leaving.signal)
        if (count++ === 0) parts.thumb.replaceChildren(pictureOf(blob))
      }
    } catch (error) {
      console.warn(error)
    }
    return count > 0
  }

  parts.retry.addEventListener('click', () => {
    leaving = new AbortController()
    state = 'waiting'
    parts.retry.hidden = true
    parts.row.classList.remove('bad')
    show(words.waiting)
    parts.drop.focus()
    again()
  })
  parts.drop.addEventListener('click', (event) => {
    event.stopPropagation()
    leaving.abort()
    forget(item)
  })
  show(words.waiting)
  return item
}

function rowFor(name: string, words: PickerWords) {
  const row = document.createElement('li')
  const thumb = element('span', 'thumb')
  const about = element('span')
  const title = element('b')
  const detail = element('small')
  const bar = document.createElement('progress')
  const retry = button(words.retry)
  const drop = button('×')
  title.textContent = name
  bar.max = 1
  bar.setAttribute('aria-label', name)
  retry.hidden = true
  drop.setAttribute('aria-label', words.cancel.replace('{name}', name))
  about.append(title, detail, bar)
  row.append(thumb, about, retry, drop)
  return { row, thumb, detail, bar, retry, drop }
}

function element(tag: 'span' | 'b' | 'small', name = ''): HTMLElement {
  const made = document.createElement(tag)
  if (name) made.className = name
  return made
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'btn plain'
  made.textContent = text
  return made
}

function hidden(name: string, value: string): HTMLInputElement {
  const made = document.createElement('input')
  made.type = 'hidden'
  made.name = name
  made.value = value
  return made
}

function pictureOf(blob: Blob): HTMLImageElement {
  const made = document.createElement('img')
  made.src = URL.createObjectURL(blob)
  made.alt = ''
  made.addEventListener('load', () => URL.revokeObjectURL(made.src), { once: true })
  return made
}
