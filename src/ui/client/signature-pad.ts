import SignaturePad from 'signature_pad'
import './link-code.ts'

/** Every drawing is kept on a pad of this size, whatever the screen it was made on. */
const size = { width: 1_000, height: 400 }
const most = { strokes: 200, numbers: 6_000 }
type Strokes = ReturnType<SignaturePad['toData']>

/** Lets a name be signed by hand: what is drawn goes into the form as strokes, and stays sharp on every screen and turn of it. */
class SignatureField extends HTMLElement {
  static readonly formAssociated = true
  readonly #internals = this.attachInternals()
  readonly #canvas = this.#part('canvas', HTMLCanvasElement)
  readonly #name = this.#part('[name=signedName]', HTMLInputElement)
  readonly #drawn = this.#part('[name=drawn]', HTMLInputElement)
  readonly #board = this.#part('.pad', HTMLElement)
  readonly #pad = new SignaturePad(this.#canvas, { minWidth: 0.9, maxWidth: 2.4, minDistance: 3 })
  /** Strokes in the pad's own size. */
  #strokes: Strokes = []

  connectedCallback(): void {
    this.tabIndex = -1
    this.#strokes = strokesFrom(this.#drawn.value)
    this.#pad.addEventListener('endStroke', () => this.#keep(this.#onPaper(this.#pad.toData())))
    this.addEventListener('change', () => this.#show())
    this.#part('[data-undo]', HTMLElement).addEventListener('click', () => this.#keep(this.#strokes.slice(0, -1)))
    this.#part('[data-clear]', HTMLElement).addEventListener('click', () => this.#keep([]))
    new ResizeObserver(() => this.#draw()).observe(this.#canvas)
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw())
    this.#show()
  }

  get #isByHand(): boolean {
    return this.querySelector<HTMLInputElement>('[name=signs][value=drawn]')?.checked === true
  }

  /** What is not chosen is out of sight and not sent; it comes back with the choice. */
  #show(): void {
    const isByHand = this.#isByHand
    const hasName = !isByHand || this.dataset['keepsName'] !== undefined
    this.#board.hidden = !isByHand
    this.#name.disabled = !hasName
    this.#name.closest('.sign')?.toggleAttribute('hidden', !hasName)
    this.#fill()
  }

  #keep(strokes: Strokes): void {
    this.#strokes = strokes.slice(0, most.strokes)
    this.#fill()
    this.#draw()
    const told = this.querySelector('[role=status]')
    if (told) told.textContent = this.dataset[strokes.length > 0 ? 'drawn' : 'cleared'] ?? ''
  }

  #fill(): void {
    const isEmpty = this.#strokes.length === 0
    this.#drawn.value = this.#isByHand && !isEmpty ? textOf(this.#strokes) : ''
    for (const button of this.querySelectorAll<HTMLButtonElement>('.pad button')) button.disabled = isEmpty
    const missing = this.#isByHand && isEmpty && this.dataset['required']
    if (missing) this.#internals.setValidity({ valueMissing: true }, missing, this.#canvas)
    else this.#internals.setValidity({})
  }

  /** The canvas has as many pixels as the screen shows, and the ink of the theme. */
  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas
    if (width === 0) return
    const sharp = devicePixelRatio || 1
    this.#canvas.width = Math.round(width * sharp)
    this.#canvas.height = Math.round(height * sharp)
    this.#canvas.getContext('2d')?.scale(sharp, sharp)
    this.#pad.penColor = getComputedStyle(this.#canvas).color
    this.#pad.clear()
    this.#pad.fromData(scaled(this.#strokes, width / size.width, { penColor: this.#pad.penColor }))
  }

  #onPaper(strokes: Strokes): Strokes {
    return scaled(strokes, size.width / this.#canvas.clientWidth)
  }

  #part<T extends Element>(selector: string, type: new () => T): T {
    const found = this.querySelector(selector)
    if (found instanceof type) return found
    throw new Error(`A signature field without ${selector}`)
  }
}

function scaled(strokes: Strokes, factor: number, more: { penColor?: string } = {}): Strokes {
  return strokes.map((stroke) => ({
    ...stroke,
    ...more,
    points: stroke.points.map((point) => ({ ...point, x: point.x * factor, y: point.y * factor })),
  }))
}

/** Whole numbers within the pad, at most as many as the server takes: every second point goes until they fit. */
function textOf(strokes: Strokes): string {
  let lines = strokes.map(({ points }) => points.map(({ x, y }) => [within(x, size.width), within(y, size.height)]))
  while (lines.flat(2).length > most.numbers) lines = lines.map((line) => line.filter((_, i) => i % 2 === 0))
  return JSON.stringify({ ...size, strokes: lines.map((line) => line.flat()) })
}
const within = (at: number, end: number) => Math.min(Math.max(Math.round(at), 0), end)

/** What the page brought back after it was refused; nothing where that is no drawing of ours. */
function strokesFrom(text: string): Strokes {
  if (text === '') return []
  try {
    const { strokes }: { strokes: number[][] } = JSON.parse(text)
    return strokes.map((line) => ({ ...pen, points: pointsOf(line) }))
  } catch {
    return []
  }
}
const pen = {
  ...{ penColor: '', dotSize: 0, minWidth: 0.9, maxWidth: 2.4, velocityFilterWeight: 0.7 },
  compositeOperation: 'source-over',
} as const

function pointsOf(line: readonly number[]) {
  return Array.from({ length: line.length / 2 }, (_, i) => ({
    ...{ x: line[2 * i] ?? 0, y: line[2 * i + 1] ?? 0, pressure: 0.5, time: i * 16 },
  }))
}

customElements.define('signature-pad', SignatureField)
