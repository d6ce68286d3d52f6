import { post } from './posting.ts'

/** Mails the code and stays on the page, so that nothing typed is lost. */
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-mails-code]') : null
  if (!(button instanceof HTMLButtonElement)) return
  event.preventDefault()
  void mail(button)
})

async function mail(button: HTMLButtonElement): Promise<void> {
  button.setAttribute('aria-busy', 'true')
  const answer = await post(button.formAction, new FormData(), JSON.parse(button.dataset['mailsCode'] ?? '{}'))
  button.removeAttribute('aria-busy')
  const told = button.parentElement?.querySelector('[role=status]')
  if (told) told.textContent = answer.text
  if (answer.ok) button.form?.querySelector<HTMLInputElement>('[name=code]')?.focus()
}
