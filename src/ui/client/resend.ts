for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-wait]')) {
  countDown(button, Number(button.dataset['wait']), button.textContent ?? '')
}

function countDown(button: HTMLButtonElement, seconds: number, words: string): void {
  button.disabled = seconds > 0
  button.textContent = seconds > 0 ? (button.dataset['waiting'] ?? words).replace('{s}', String(seconds)) : words
  if (seconds > 0) setTimeout(() => countDown(button, seconds - 1, words), 1000)
}
