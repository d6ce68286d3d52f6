import { formatMoney, type PricedLine } from '#lib/money.ts'
import { chosenLines, type Placed, type Price, priceOf } from '#lib/offer.ts'

type Line = PricedLine & Placed & { readonly key: string }
interface Offered {
  readonly lines: readonly Line[]
  readonly terms: Parameters<typeof priceOf>[1]
  readonly currency: string
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-offer]')) {
  // With script the price follows by itself, and Enter must not press the button that asks for it.
  for (const plain of form.querySelectorAll('.no-script')) plain.remove()
  const offered: Offered = JSON.parse(form.dataset['offer'] ?? '')
  form.addEventListener('change', () => show(form, offered))
  // The server has written the price of what it ticked: counting waits until a choice differs, as after the browser filled the
  // form again.
  addEventListener('pageshow', () => isRefilled(form) && show(form, offered))
}

const isRefilled = (form: HTMLFormElement): boolean =>
  [...form.querySelectorAll('input')].some(({ checked, defaultChecked }) => checked !== defaultChecked)

/** What the choice costs, by the rules the server counts by; only the server's word holds. */
function show(form: HTMLFormElement, { lines, terms, currency }: Offered): void {
  const tier = form.querySelector<HTMLInputElement>('[name=tier]:checked')
  const ticked = [...form.querySelectorAll<HTMLInputElement>('[name="addOns[]"]:checked')].map(({ value }) => value)
  const first = form.querySelector<HTMLInputElement>('[name=tier]')
  // Until one of the ways is chosen, the first, which is the least, is counted with, and the price is said to begin there.
  const isUndecided = first !== null && !tier
  const price = priceOf(chosenLines(lines, { tier: (tier ?? first)?.value, addOns: new Set(ticked) }), terms)
  const money = (minor: number) => formatMoney(minor, currency, form.dataset['locale'] ?? 'en')
  for (const row of form.querySelectorAll<HTMLElement>('[data-row]')) {
    const name = row.dataset['row'] ?? ''
    const { minor, isShown, said } = rowOf(name, price, ticked)
    row.hidden = !isShown || (isUndecided && name !== 'total')
    const [label, amount] = [row.querySelector('dt'), row.querySelector('dd')]
    if (minor !== undefined && amount) amount.textContent = from(amount, isUndecided).replace('{}', money(minor))
    const words =
      name === 'base'
        ? tier?.closest('label')?.querySelector('.name')?.firstChild?.textContent?.trim()
        : said !== undefined
          ? money(said)
          : undefined
    if (label?.dataset['pattern'] && words) label.textContent = label.dataset['pattern'].replace('{}', words)
  }
  const total = form.querySelector<HTMLElement>('[data-row=total] dd')
  say(form, 'total', total?.textContent ?? '')
  say(form, 'today', money(price.depositMinor))
  for (const note of form.querySelectorAll<HTMLElement>('[data-undecided]')) note.hidden = tier !== null
}

/** "From $1,180.00" while nothing is chosen. */
function from(amount: HTMLElement, isUndecided: boolean): string {
  return (isUndecided && amount.dataset['from']) || '{}'
}

/** What a row of the sum says: its amount, whether it counts, and the amount its label names. */
function rowOf(name: string, { baseMinor, totals, depositMinor }: Price<Line>, ticked: readonly string[]) {
  const shown = (minor: number, isShown = true) => ({ minor, isShown, said: undefined })
  if (name === 'base') return shown(baseMinor)
  if (name === 'discount') return shown(0 - totals.wholeDiscountMinor, totals.wholeDiscountMinor > 0)
  if (name === 'total') return shown(totals.totalMinor)
  if (name === 'deposit') return shown(depositMinor)
  if (name === 'rest') return shown(totals.totalMinor - depositMinor)
  if (name.startsWith('add-')) return { minor: undefined, isShown: ticked.includes(name.slice(4)), said: undefined }
  const tax = totals.taxes.find((one) => `tax-${one.ratePpm} ${one.name}` === name)
  return { minor: tax?.taxMinor ?? 0, isShown: (tax?.taxMinor ?? 0) !== 0, said: tax?.baseMinor ?? 0 }
}

function say(form: HTMLFormElement, what: string, amount: string): void {
  for (const shown of form.querySelectorAll<HTMLElement>(`[data-say=${what}]`))
    shown.textContent = (shown.dataset['pattern'] ?? '{}').replace('{}', amount)
}
