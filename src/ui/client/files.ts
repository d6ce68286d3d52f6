import type { PickerWords } from '../picker-words.ts'
import { type Chosen, createItem } from './picked-item.ts'

const atOnce = 2

for (const picker of document.querySelectorAll<HTMLElement>('[data-picker]')) start(picker)

function start(picker: HTMLElement): void {
  const input = picker.querySelector<HTMLInputElement>('input[type=file]')
  const list = picker.querySelector<HTMLElement>('[data-picked]')
  const box = picker.querySelector<HTMLElement>('.drop')
  if (!input || !list || !box) return
  const words: PickerWords = JSON.parse(picker.dataset['words'] ?? '{}')
  const items = new Set<Chosen>()
  // From here on the files go ahead of the form, which sends their ids.
  if (input.name && input.form) input.form.enctype = 'application/x-www-form-urlencoded'
  input.removeAttribute('name')

  const say = (text: string) => {
    const said = picker.querySelector('[data-said]')
    if (said) said.textContent = text
  }
  const pump = () => {
    const waiting = [...items].filter(({ state }) => state === 'waiting')
    const going = [...items].filter(({ state }) => state === 'going')
    for (const item of waiting.slice(0, Math.max(0, atOnce - going.length))) void item.go().then(pump)
    input.toggleAttribute('data-busy', going.length + waiting.length > 0)
  }
  const forget = (item: Chosen) => {
    items.delete(item)
    leave(item.row)
    say(words.removed.replace('{name}', item.name))
    pump()
  }
  const leave = (row: Element) => {
    const next = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    list.hidden = list.children.length === 0
    const button = next?.querySelector<HTMLElement>('button')
    ;(button ?? input).focus()
  }
  const add = (files: Iterable<File>) => {
    for (const file of input.multiple ? files : [...files].slice(0, 1)) {
      if (!input.multiple) {
        for (const item of items) item.stop()
        items.clear()
        list.replaceChildren()
      }
      const item = createItem({ picker, file, words, say, again: pump, forget })
      items.add(item)
      list.append(item.row)
      list.hidden = false
    }
    pump()
  }

  input.addEventListener('change', () => {
    add(input.files ?? [])
    input.value = ''
  })
  // The rows that came with the page.
  list.addEventListener('click', (event) => {
    const row = event.target instanceof Element && event.target.closest('[data-drop]')?.closest('li')
    if (row) leave(row)
  })
  takeDrops(box, add)
  document.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files
    if (!files || files.length === 0 || document.querySelector('[data-picker]') !== picker) return
    event.preventDefault()
    add(files)
  })
  input.form?.addEventListener('submit', (event) => {
    const waits = [...items].some(({ state }) => state === 'waiting' || state === 'going')
    if (!waits) return
    event.preventDefault()
    say('')
    requestAnimationFrame(() => say(words.busy))
  })
}

function takeDrops(box: HTMLElement, add: (files: Iterable<File>) => void): void {
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    box.classList.add('over')
  }
  box.addEventListener('dragenter', over)
  box.addEventListener('dragover', over)
  box.addEventListener('dragleave', () => box.classList.remove('over'))
  box.addEventListener('drop', (event) => {
    event.preventDefault()
    box.classList.remove('over')
    add([...(event.dataTransfer?.files ?? [])])
  })
}
