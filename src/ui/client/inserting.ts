// Words kept ready go where the cursor stands; without a script their link opens the page with them written in.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-insert]') : null
  const field = link?.closest('form')?.querySelector<HTMLTextAreaElement>('[data-inserts]')
  if (!link || !field || event.metaKey || event.ctrlKey) return
  event.preventDefault()
  const { selectionStart: from, selectionEnd: to, value } = field
  const gap = from > 0 && !/\s/.test(value[from - 1] ?? '') ? ' ' : ''
  field.focus()
  field.setRangeText(gap + (link.dataset['insert'] ?? ''), from, to, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
})
