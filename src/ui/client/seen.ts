// A person has the page in sight and does something: what fetches a page, or opens it behind others, does neither.
const gestures = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart'] as const
/** What was told of already, while the page stands open. */
let told: string | undefined

const formNow = () => {
  const form = document.querySelector<HTMLFormElement>('form[data-seen]')
  return form && form.dataset['seen'] !== told ? form : undefined
}

function tell(event: Event): void {
  // A script's own events and scrolling are nobody's.
  const form = formNow()
  if (!form || document.visibilityState !== 'visible' || !event.isTrusted || isResting(event)) return
  for (const name of gestures) removeEventListener(name, tell)
  told = form.dataset['seen']
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  // What comes back is the page itself, which is here already.
  void fetch(form.action, { method: 'POST', body, redirect: 'manual', keepalive: true }).catch(() => undefined)
}

/** Browsers tell of a mouse that only lies where it lay, too, as a page comes to stand below it. */
function isResting(event: Event): boolean {
  return event.type === 'pointermove' && event instanceof MouseEvent && event.movementX === 0 && event.movementY === 0
}

function listen(): void {
  if (formNow()) for (const name of gestures) addEventListener(name, tell, { passive: true })
}

listen()
// Something new came into the page.
document.addEventListener('morphed', listen)
