import { liftable } from './dragging.ts'
import { type Answer, post } from './posting.ts'
import { say } from './toast.ts'

for (const board of document.querySelectorAll<HTMLElement>('[data-board]')) {
  board.classList.add('live')
  openAtWork(board)
  liftable(board, (card, column) => void move(card, column))
  board.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset['move'] === undefined) return
    event.preventDefault()
    const card = form.closest<HTMLElement>('[data-card]')
    const column = card && columnOf(board, choiceOf(form))
    if (card && column) void move(card, column)
    card?.querySelector<HTMLElement>('.move > summary')?.focus()
  })
}

/** On a phone a column fills the window: the first one in sight is the first that has work. */
function openAtWork(board: HTMLElement): void {
  const column = board.querySelector('.card')?.closest<HTMLElement>('[data-column]')
  if (column && board.clientWidth < 2 * column.offsetWidth) board.scrollLeft = column.offsetLeft - board.offsetLeft
}

/** The card goes at once and comes back, with the reason, if the server says no. */
async function move(card: HTMLElement, column: HTMLElement): Promise<void> {
  const form = card.querySelector<HTMLFormElement>('form[data-move]')
  const home = card.closest<HTMLElement>('[data-column]')
  if (!form || !home || home === column) return
  const next = card.nextElementSibling
  const value = column.dataset['column'] ?? ''
  place(card, column)
  setValue(form, value)
  card.classList.add('saving')
  const answer = await post(form.action, new FormData(form))
  card.classList.remove('saving')
  if (answer.ok) return said(answer, () => undo(answer, card, home, form))
  place(card, home, next)
  setValue(form, home.dataset['column'] ?? '')
  say(answer.text, { bad: true })
}

async function undo(answer: Answer, card: HTMLElement, home: HTMLElement, form: HTMLFormElement): Promise<void> {
  if (!answer.undo) return
  const back = await post(answer.undo.action, new URLSearchParams(answer.undo.fields))
  if (!back.ok) return say(back.text, { bad: true })
  place(card, home)
  setValue(form, home.dataset['column'] ?? '')
  said(back)
}

function said(answer: Answer, run?: () => void): void {
  if (answer.text) say(answer.text, answer.undo && run ? { action: { label: answer.undo.label, run } } : {})
}

function place(card: HTMLElement, column: HTMLElement, before: Element | null = null): void {
  const from = card.closest<HTMLElement>('[data-column]')
  card.querySelector('details')?.removeAttribute('open')
  const list = column.querySelector('.column')
  list?.insertBefore(card, before?.parentElement === list ? before : null)
  for (const changed of [from, column]) count(changed)
}

function count(column: HTMLElement | null): void {
  const shown = column?.querySelector('[data-count]')
  if (shown) shown.textContent = String(column?.querySelectorAll('[data-card]').length)
}

function columnOf(board: HTMLElement, value: string): HTMLElement | undefined {
  return [...board.querySelectorAll<HTMLElement>('[data-column]')].find((column) => column.dataset['column'] === value)
}

function selectOf(form: HTMLFormElement): HTMLSelectElement | null {
  return form.querySelector('select')
}

function choiceOf(form: HTMLFormElement): string {
  return selectOf(form)?.value ?? ''
}

function setValue(form: HTMLFormElement, value: string): void {
  const select = selectOf(form)
  if (select) select.value = value
}
