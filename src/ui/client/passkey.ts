import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'

/** A form that waits for the device: pressed once it asks for a passkey, and with that it is sent. */
function prepare(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name$=passkey]')
  if (!field) return
  form.hidden = false
  form.addEventListener('submit', (event) => {
    if (field.value !== '') return
    event.preventDefault()
    void ask(form, field)
  })
}

async function ask(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const said = form.querySelector<HTMLElement>('[data-failed]')
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (said) said.textContent = ''
  button?.setAttribute('aria-busy', 'true')
  try {
    field.value = JSON.stringify(await answerTo(form))
  } catch {
    // Closed, timed out or refused by the device: which of them is nobody's but the device's to tell.
    if (said) said.textContent = said.dataset['failed'] ?? ''
    return
  } finally {
    button?.removeAttribute('aria-busy')
  }
  form.requestSubmit()
}

async function answerTo(form: HTMLFormElement) {
  const optionsJSON = await optionsOf(form)
  return form.dataset['passkey'] === 'add' ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON })
}

/** In the page, or where it says that they are to be had when they are needed: those do not grow old. */
async function optionsOf({ dataset }: HTMLFormElement) {
  const { options = '{}', optionsFrom } = dataset
  return optionsFrom ? (await fetch(optionsFrom)).json() : JSON.parse(options)
}

/** Where somebody types their address, the browser offers the passkeys they have here; one that is chosen signs in. */
async function offerWhileTyping(form: HTMLFormElement): Promise<void> {
  const field = form.querySelector<HTMLInputElement>('input[name$=passkey]')
  const isAsked = document.querySelector("input[autocomplete$='webauthn']") !== null
  if (!field || !isAsked || !(await browserSupportsWebAuthnAutofill())) return
  try {
    field.value = JSON.stringify(await startAuthentication({ optionsJSON: await optionsOf(form), useBrowserAutofill: true }))
  } catch {
    // Nobody chose one, or the button was pressed instead.
    return
  }
  form.requestSubmit()
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    prepare(form)
    if (form.dataset['optionsFrom']) void offerWhileTyping(form)
  }
} else {
  for (const note of document.querySelectorAll<HTMLElement>('[data-no-passkeys]')) note.hidden = false
}

// A page that is left asks no more: else the next one could not.
addEventListener('pagehide', () => WebAuthnAbortService.cancelCeremony())

// Back from the next page, an answer that was sent is spent.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const field of document.querySelectorAll<HTMLInputElement>('form[data-passkey] input[name$=passkey]')) field.value = ''
})
