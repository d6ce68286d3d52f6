import { say } from './toast.ts'

/** Copies what the button's field holds, says so, and lets the server know where it asked to. */
export async function copyTo(button: HTMLElement): Promise<void> {
  const field = document.getElementById(button.dataset['copy'] ?? '')
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  if (!(await copied(field))) return
  say(button.dataset['copied'] ?? '')
  const report = button.dataset['report']
  if (report) void fetch(report, { method: 'POST', keepalive: true }).catch(() => undefined)
}

/** Over plain http the clipboard is closed; selecting the text leaves one key to press. */
async function copied(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
    return true
  } catch {
    return document.execCommand('copy')
  }
}
