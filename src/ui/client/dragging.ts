/** How far a mouse moves before a press becomes a drag, and how long a finger rests. */
const slop = 6
const hold = 350
/** Within this of the board's edge the board scrolls along. */
const edge = 56

interface Drag {
  readonly card: HTMLElement
  readonly pointer: number
  readonly x: number
  readonly y: number
  readonly scroll: number
  timer: number | undefined
  lifted: boolean
}

/** Lets cards of the board be carried to another column: at once with a mouse, after a rest with a finger, Escape puts back. */
export function liftable(board: HTMLElement, dropped: (card: HTMLElement, column: HTMLElement) => void): void {
  let drag: Drag | undefined

  board.addEventListener('dragstart', (event) => event.preventDefault())
  board.addEventListener('pointerdown', (event) => {
    const card = cardAt(event)
    if (!card || event.button !== 0) return
    drag = {
      card,
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      scroll: board.scrollLeft,
      timer: undefined,
      lifted: false,
    }
    if (event.pointerType !== 'mouse') drag.timer = setTimeout(lift, hold)
  })

  addEventListener('pointermove', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y]
    const moved = Math.hypot(dx, dy) > slop
    if (!drag.lifted && moved && event.pointerType === 'mouse') lift()
    else if (!drag.lifted && moved) return stop()
    if (!drag.lifted) return
    drag.card.style.setProperty('--dx', `${dx + board.scrollLeft - drag.scroll}px`)
    drag.card.style.setProperty('--dy', `${dy}px`)
    scrollAlong(board, event.clientX)
    mark(board, columnAt(event))
  })

  addEventListener('pointerup', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return
    const { card, lifted } = drag
    const column = lifted ? columnAt(event) : undefined
    stop()
    if (!lifted) return
    swallowClick()
    if (column && board.contains(column)) dropped(card, column)
  })

  addEventListener('pointercancel', stop)
  addEventListener('keydown', (event) => event.key === 'Escape' && stop())
  // Only a listener that is not passive can keep the page still under a lifted card.
  board.addEventListener('touchmove', (event) => drag?.lifted && event.preventDefault(), { passive: false })
  board.addEventListener('contextmenu', (event) => drag?.lifted && event.preventDefault())

  function lift(): void {
    if (!drag) return
    drag.lifted = true
    drag.card.classList.add('lifted')
    navigator.vibrate?.(10)
  }

  function stop(): void {
    if (!drag) return
    clearTimeout(drag.timer)
    drag.card.classList.remove('lifted')
    drag.card.style.removeProperty('--dx')
    drag.card.style.removeProperty('--dy')
    mark(board, undefined)
    drag = undefined
  }
}

function cardAt(event: PointerEvent): HTMLElement | undefined {
  const pressed = event.target
  if (!(pressed instanceof Element) || pressed.closest('.move')) return undefined
  return pressed.closest<HTMLElement>('[data-card]:has(form[data-move])') ?? undefined
}

function columnAt(event: PointerEvent): HTMLElement | undefined {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-column]') ?? undefined
}

function mark(board: HTMLElement, over: HTMLElement | undefined): void {
  for (const column of board.querySelectorAll('[data-column]')) column.classList.toggle('over', column === over)
}

function scrollAlong(board: HTMLElement, x: number): void {
  const { left, right } = board.getBoundingClientRect()
  if (x < left + edge) board.scrollLeft -= 16
  if (x > right - edge) board.scrollLeft += 16
}

/** The release of a drag must not open the card's link. */
function swallowClick(): void {
  const swallow = (event: Event) => event.preventDefault()
  addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }))
}
