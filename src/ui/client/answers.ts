import { formatMoney } from '#lib/money.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-answers]')) {
  form.addEventListener('change', () => show(form))
  // A page that comes back from the browser's memory still has its choices.
  addEventListener('pageshow', () => show(form))
  show(form)
}

/** The sums as they choose; only the server's word counts. */
function show(form: HTMLFormElement): void {
  const currency = form.dataset['answers'] ?? ''
  const money = (minor: number) => formatMoney(minor, currency, form.dataset['locale'] ?? 'en')
  const lines = [...form.querySelectorAll<HTMLElement>('[data-line]')].map((line) => ({
    key: line.dataset['line'] ?? '',
    isAsked: line.dataset['after'] === undefined,
    minor: Number(line.dataset['minor'] ?? 0),
    answer: line.querySelector<HTMLInputElement>('input:checked')?.value,
  }))
  const asked = lines.filter(({ isAsked }) => isAsked)
  const answered = asked.filter(({ answer }) => answer !== undefined).length
  for (const shown of document.querySelectorAll<HTMLElement>('[data-progress]'))
    shown.textContent = fill(shown.dataset['progress'] ?? '', answered, asked.length)
  if (!currency) return
  for (const { key, minor, answer } of lines) showLine(key, answer, money(minor))
  const approved = lines.filter(({ answer }) => answer === 'approved').reduce((sum, { minor }) => sum + minor, 0)
  const total = document.querySelector<HTMLElement>('dd[data-total]')
  const text = money(Number(total?.dataset['total'] ?? 0) + approved)
  for (const shown of document.querySelectorAll('dd[data-total], [data-say]')) shown.textContent = text
}

function showLine(key: string, answer: string | undefined, amount: string): void {
  const sum = document.querySelector<HTMLElement>(`[data-sum="${CSS.escape(key)}"]`)
  if (!sum) return
  sum.className = answer === 'approved' ? 'money' : 'quiet'
  sum.textContent = answer === 'approved' ? amount : ((answer ? sum.dataset['no'] : sum.dataset['none']) ?? '')
}

function fill(pattern: string, n: number, all: number): string {
  return pattern.replace('{n}', String(n)).replace('{all}', String(all))
}
