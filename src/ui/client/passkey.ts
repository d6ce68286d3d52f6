import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

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

function answerTo({ dataset }: HTMLFormElement) {
  const optionsJSON = JSON.parse(dataset['options'] ?? '{}')
  return dataset['passkey'] === 'add' ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON })
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) prepare(form)
} else {
  for (const note of document.querySelectorAll<HTMLElement>('[data-no-passkeys]')) note.hidden = false
}

// Back from the next page, an answer that was sent is spent.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const field of document.querySelectorAll<HTMLInputElement>('form[data-passkey] input[name$=passkey]')) field.value = ''
})
