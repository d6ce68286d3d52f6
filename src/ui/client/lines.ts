import {
  type DocumentTerms,
  formatMoney,
  type PricedLine,
  parseMoney,
  parsePercent,
  parseQuantity,
  totalsOf,
} from '#lib/money.ts'

for (const editor of document.querySelectorAll<HTMLElement>('[data-lines]')) start(editor)

function start(editor: HTMLElement): void {
  const pattern = takePattern(editor)
  if (linesOf(editor).length === 0) add(editor, pattern)
  editor.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('[data-add]')) add(editor, pattern).querySelector<HTMLElement>('input')?.focus()
    const removed = event.target.closest('[data-remove]')?.closest<HTMLElement>('.line')
    if (removed) remove(editor, pattern, removed)
    show(editor)
  })
  // The whole form: a discount on the whole stands below the lines.
  const form = editor.closest('form') ?? editor
  form.addEventListener('input', () => show(editor))
  // Enter in the last line means one more line, not "send the invoice".
  editor.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    const line = event.target.closest('.line')
    const next = line?.nextElementSibling?.matches('.line') ? line.nextElementSibling : add(editor, pattern)
    next.querySelector<HTMLElement>('input')?.focus()
  })
  show(editor)
}

/** The lines meant for pages without script go; one stays as the pattern for new ones. */
function takePattern(editor: HTMLElement): HTMLElement | undefined {
  const spare = [...editor.querySelectorAll<HTMLElement>('.line.spare')]
  for (const line of spare) line.remove()
  spare[0]?.classList.remove('spare')
  return spare[0]
}

function add(editor: HTMLElement, pattern: HTMLElement | undefined): HTMLElement {
  const line = pattern?.cloneNode(true)
  if (!(line instanceof HTMLElement)) return editor
  editor.insertBefore(line, editor.querySelector('[data-add]'))
  number(editor)
  return line
}

function remove(editor: HTMLElement, pattern: HTMLElement | undefined, line: HTMLElement): void {
  const after = line.nextElementSibling ?? editor
  line.remove()
  if (linesOf(editor).length === 0) add(editor, pattern)
  number(editor)
  const focus = after.querySelector<HTMLElement>('input') ?? editor.querySelector<HTMLElement>('[data-add]')
  focus?.focus()
}

/** Ids and spoken numbers follow the order in which the lines are sent. */
function number(editor: HTMLElement): void {
  linesOf(editor).forEach((line, i) => {
    line.setAttribute('aria-label', (line.dataset['line'] ?? '0').replace('0', String(i + 1)))
    for (const input of line.querySelectorAll<HTMLElement>('[data-field]')) {
      input.id = `f-${input.dataset['field']}-${i}`
      input.closest('label')?.setAttribute('for', input.id)
    }
  })
}

/** A preview by the same rules the server uses; only the server's word counts. */
function show(editor: HTMLElement): void {
  nameWays(editor.closest('form') ?? editor)
  const currency = editor.dataset['lines'] ?? ''
  const money = (minor: number) => formatMoney(minor, currency, editor.dataset['locale'] ?? 'en')
  const lines = linesOf(editor)
  const priced = lines.map((line) => pricedOf(line, currency))
  const totals = totalsOf(
    priced.filter((line) => line !== undefined),
    termsOf(editor, currency),
  )
  let at = 0
  lines.forEach((line, i) => {
    const total = line.querySelector('[data-total]')
    const { grossMinor = 0, discountMinor = 0 } = (priced[i] && totals.lines[at++]) || {}
    if (total) total.textContent = priced[i] ? money(grossMinor - discountMinor) : ''
  })
  const sums = {
    subtotal: totals.subtotalMinor,
    discount: 0 - totals.discountMinor - totals.wholeDiscountMinor,
    tax: totals.taxMinor,
    total: totals.totalMinor,
  }
  for (const [name, minor] of Object.entries(sums)) {
    const shown = editor.querySelector(`[data-sum=${name}]`)
    if (!shown) continue
    shown.textContent = money(minor)
    if (name === 'discount') shown.parentElement?.toggleAttribute('hidden', minor === 0)
  }
  editor.querySelector('[data-sums]')?.removeAttribute('hidden')
}

/** Ways to choose from are called in every line as the form names them: `ab` is the first and the second. */
function nameWays(form: HTMLElement): void {
  const nameOf = (key: string) => form.querySelector<HTMLInputElement>(`[name=name-${key}]`)?.value.trim()
  for (const option of form.querySelectorAll<HTMLOptionElement>('[data-field=part] option, [name=suggested] option')) {
    if (!/^[abc]{1,2}$/.test(option.value)) continue
    const names = [...option.value].map(nameOf)
    if (names.every(Boolean)) option.textContent = names.join(' and ')
  }
}

/** What holds for the whole: whether prices include tax, and the form's own discount, "10%" or "25.00". */
function termsOf(editor: HTMLElement, currency: string): DocumentTerms {
  const field = editor.closest('form')?.elements.namedItem('wholeDiscount')
  const text = field instanceof HTMLInputElement ? field.value.trim() : ''
  const off = text.endsWith('%') ? { discountPpm: parsePercent(text) ?? 0 } : { discountMinor: parseMoney(text, currency) ?? 0 }
  return { ...off, isTaxInclusive: editor.dataset['inclusive'] !== undefined }
}

function pricedOf(line: HTMLElement, currency: string): PricedLine | undefined {
  const quantity = parseQuantity(typed(line, 'quantity'))
  const unitPriceMinor = parseMoney(typed(line, 'unitPrice'), currency)
  if (quantity === undefined || unitPriceMinor === undefined) return undefined
  const rate = (field: string) => parsePercent(typed(line, field) || '0') ?? 0
  return { quantity, unitPriceMinor, discountPpm: rate('discount'), taxPpm: rate('tax'), taxName: '' }
}

function typed(line: HTMLElement, field: string): string {
  const input = line.querySelector(`[data-field=${field}]`)
  return input instanceof HTMLInputElement || input instanceof HTMLSelectElement ? input.value.trim() : ''
}

function linesOf(editor: HTMLElement): HTMLElement[] {
  return [...editor.querySelectorAll<HTMLElement>('.line')]
}
