// Where the device can hand a text to its other apps, the button that does so appears.
if ('share' in navigator) {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-share]')) {
    button.hidden = false
    button.addEventListener('click', () => void share(button.dataset['share'] ?? ''))
  }
}

async function share(id: string): Promise<void> {
  const field = document.getElementById(id)
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  // Closing the sheet without choosing anything is an answer, not a failure.
  await navigator.share({ text: field.value }).catch(() => undefined)
}
