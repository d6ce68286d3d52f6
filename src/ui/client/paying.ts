import { formatMoney } from '#lib/money.ts'

/** What the ticked ones come to, as they are ticked; only the server's word counts. */
for (const said of document.querySelectorAll<HTMLElement>('[data-picked]')) {
  const form = said.closest('form')
  const { picked: pattern = '', currency = '', locale = 'en' } = said.dataset
  const none = said.textContent ?? ''
  const show = () => {
    const boxes = [...(form?.querySelectorAll<HTMLInputElement>('input[data-minor]:checked') ?? [])]
    const minor = boxes.reduce((sum, { dataset }) => sum + Number(dataset['minor']), 0)
    const amount = currency ? formatMoney(minor, currency, locale) : ''
    said.textContent = boxes.length === 0 ? none : pattern.replace('{n}', String(boxes.length)).replace('{amount}', amount)
  }
  form?.addEventListener('change', show)
  // A page that comes back from the browser's memory still has its ticks.
  addEventListener('pageshow', show)
}
