export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

const shownFor = 4000
/** An undo must be reachable in peace: it stays as long as the mail waits. */
const actionShownFor = 120_000

/** Says in words what just happened; one at a time, the newest. */
export function say(text: string, options: { action?: ToastAction; bad?: boolean } = {}): void {
  const toast = document.createElement('div')
  toast.className = options.bad ? 'toast bad' : 'toast'
  toast.append(wordsOf(text))
  if (options.action) toast.append(buttonOf(options.action, () => toast.remove()))
  shelf().replaceChildren(toast)
  setTimeout(() => toast.remove(), options.action || options.bad ? actionShownFor : shownFor)
}

function shelf(): HTMLElement {
  const found = document.querySelector<HTMLElement>('.toasts')
  if (found) return found
  const made = document.createElement('div')
  made.className = 'toasts'
  made.setAttribute('role', 'status')
  document.body.append(made)
  return made
}

function wordsOf(text: string): HTMLElement {
  const words = document.createElement('span')
  words.textContent = text
  return words
}

function buttonOf(action: ToastAction, close: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = action.label
  button.addEventListener('click', () => {
    close()
    action.run()
  })
  return button
}
