import { copyTo } from './copying.ts'
import './sharing.ts'

document.addEventListener('click', (event) => {
  const button = target(event)?.closest<HTMLElement>('[data-copy]')
  if (button) void copyTo(button)
})

for (const button of document.querySelectorAll('[data-print]')) {
  button.removeAttribute('hidden')
  button.addEventListener('click', () => print())
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method === 'get') return
  if (form.dataset['busy'] !== undefined) return event.preventDefault()
  form.dataset['busy'] = ''
  if (event.submitter instanceof HTMLElement) showBusy(event.submitter)
})

// A page that comes back from the browser's memory must be usable again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLElement>('form[data-busy]')) delete form.dataset['busy']
  for (const button of document.querySelectorAll<HTMLElement>('[data-idle-text], .btn[aria-busy=true]')) showIdle(button)
})

document.addEventListener('change', (event) => {
  const input = target(event)
  if (input instanceof HTMLInputElement && input.dataset['autosubmit'] !== undefined) input.form?.requestSubmit()
})

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(target(event))) return
  const box = document.querySelector<HTMLInputElement>('input[type=search]')
  const link = document.querySelector<HTMLAnchorElement>('a[data-find]')
  if (!box && !link) return
  event.preventDefault()
  if (box) box.focus()
  else link?.click()
})

// An open card menu closes like any other.
document.addEventListener('click', (event) => {
  for (const open of document.querySelectorAll<HTMLDetailsElement>('details.move[open]')) {
    if (!open.contains(target(event))) open.open = false
  }
})

function target(event: Event): Element | null {
  return event.target instanceof Element ? event.target : null
}

function isTyping(element: Element | null): boolean {
  return element?.closest('input, textarea, select, [contenteditable]') != null
}

function showBusy(button: HTMLElement): void {
  button.setAttribute('aria-busy', 'true')
  const words = button.dataset['busyText']
  if (words === undefined) return
  button.dataset['idleText'] = button.textContent ?? ''
  button.textContent = words
}

function showIdle(button: HTMLElement): void {
  button.removeAttribute('aria-busy')
  const words = button.dataset['idleText']
  if (words === undefined) return
  button.textContent = words
  delete button.dataset['idleText']
}
