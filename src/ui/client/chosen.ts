/** Where one of several is chosen on the page, the last step names it. */
export function nameChosen(): void {
  for (const shown of document.querySelectorAll<HTMLElement>('[data-chosen]')) {
    const chosen = document.querySelector<HTMLInputElement>('input[name=choice][data-title]:checked')
    const { chosen: pattern = '', none = '' } = shown.dataset
    shown.textContent = chosen ? pattern.replace('{title}', () => chosen.dataset['title'] ?? '') : none
  }
}
