// A person has the page in sight and does something: what fetches a page, or opens it behind others, does neither.
const gestures = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart'] as const
const form = document.querySelector<HTMLFormElement>('form[data-seen]')

function tell(event: Event): void {
  // A script's own events and scrolling are nobody's.
  if (!form || document.visibilityState !== 'visible' || !event.isTrusted) return
  for (const name of gestures) removeEventListener(name, tell)
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  // What comes back is the page itself, which is here already.
  void fetch(form.action, { method: 'POST', body, redirect: 'manual', keepalive: true }).catch(() => undefined)
}

if (form) for (const name of gestures) addEventListener(name, tell, { passive: true })
