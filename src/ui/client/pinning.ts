export interface Point {
  readonly x: number
  readonly y: number
}

const whole = 1_000_000
const side = 1_000
/** How far a press may slip and still be a press, pixels. */
const slip = 8
const keys: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** Setting the place of a comment on the artwork: a press, or a cross that is moved by keys. */
export class Pinning {
  readonly #view: HTMLElement
  readonly #sheet: HTMLElement
  readonly #say: HTMLDetailsElement
  readonly #cross: HTMLButtonElement
  #down: Point | undefined
  /** In thousandths of the picture. */
  #at: Point = { x: side / 2, y: side / 2 }

  /** Nothing where no comments are taken. */
  static on(view: HTMLElement, art: HTMLElement, sheet: HTMLElement): Pinning | undefined {
    const say = view.querySelector<HTMLDetailsElement>('details.say')
    return say ? new Pinning(view, art, sheet, say) : undefined
  }

  constructor(view: HTMLElement, art: HTMLElement, sheet: HTMLElement, say: HTMLDetailsElement) {
    this.#view = view
    this.#sheet = sheet
    this.#say = say
    this.#cross = document.createElement('button')
    this.#cross.type = 'button'
    this.#cross.className = 'cross'
    this.#cross.setAttribute('aria-label', say.querySelector<HTMLElement>('[data-cross]')?.dataset['cross'] ?? '')
    say.addEventListener('toggle', () => this.#toggle())
    this.#cross.addEventListener('keydown', (event) => this.#key(event))
    this.#cross.addEventListener('click', () => this.#set())
    art.addEventListener('pointerdown', ({ clientX, clientY }) => {
      this.#down = { x: clientX, y: clientY }
    })
    art.addEventListener('click', (event) => this.#press(event))
    if (say.open) this.#toggle()
  }

  get isPlacing(): boolean {
    return this.#say.open
  }

  #toggle(): void {
    this.#view.classList.toggle('placing', this.#say.open)
    if (!this.#say.open) {
      this.#cross.remove()
      return
    }
    this.#sheet.append(this.#cross)
    this.#moveCross()
    this.#set(false)
  }

  #key(event: KeyboardEvent): void {
    const by = keys[event.key]
    if (!by) return
    event.preventDefault()
    const far = event.shiftKey ? 100 : 20
    this.#at = { x: within(this.#at.x + by.x * far), y: within(this.#at.y + by.y * far) }
    this.#moveCross()
    this.#set(false)
  }

  #press(event: MouseEvent): void {
    if (!this.isPlacing || event.detail === 0) return
    const moved = this.#down && Math.hypot(event.clientX - this.#down.x, event.clientY - this.#down.y) > slip
    if (moved) return
    const box = this.#sheet.getBoundingClientRect()
    this.#at = {
      x: within(((event.clientX - box.left) * side) / box.width),
      y: within(((event.clientY - box.top) * side) / box.height),
    }
    this.#moveCross()
    this.#set()
  }

  #moveCross(): void {
    this.#cross.style.insetInlineStart = `${this.#at.x / 10}%`
    this.#cross.style.insetBlockStart = `${this.#at.y / 10}%`
  }

  /** Writes the place into the form and goes on to the words. */
  #set(goesOn = true): void {
    const { x, y } = this.#at
    this.#fill('xPpm', (x * whole) / side)
    this.#fill('yPpm', (y * whole) / side)
    if (goesOn) this.#say.querySelector<HTMLTextAreaElement>('textarea')?.focus()
  }

  #fill(name: string, value: number): void {
    const field = this.#say.querySelector<HTMLInputElement>(`input[name=${name}]`)
    if (field) field.value = String(Math.round(value))
  }
}

function within(at: number): number {
  return Math.min(side, Math.max(0, at))
}
