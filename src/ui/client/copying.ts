import { say } from './toast.ts'

/** Copies what the button points at, says so, and lets the server know where it asked to. */
export async function copyTo(button: HTMLElement): Promise<void> {
  const place = document.getElementById(button.dataset['copy'] ?? '')
  if (!place || !(await copied(place))) return
  say(button.dataset['copied'] ?? '')
  const report = button.dataset['report']
  if (report) void fetch(report, { method: 'POST', keepalive: true }).catch(() => undefined)
}

const isField = (place: HTMLElement) => place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement

/** Over plain http the clipboard is closed; selecting the text leaves one key to press. */
async function copied(place: HTMLElement): Promise<boolean> {
  if (isField(place)) place.select()
  else getSelection()?.selectAllChildren(place)
  try {
    await navigator.clipboard.writeText(isField(place) ? place.value : place.innerText)
    return true
  } catch {
    return document.execCommand('copy')
  }
}
