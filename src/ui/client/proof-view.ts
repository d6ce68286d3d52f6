import { Pinning, type Point } from './pinning.ts'

const most = 8
/** From here on the screen shows more than the preview holds. */
const sharpFrom = 1.6
const step = 1.5
const move = 60

/** Artwork that can be zoomed and moved, with two fingers, a wheel, buttons or keys, and on which comments are placed. */
export class ProofView extends HTMLElement {
  #scale = 1
  #x = 0
  #y = 0
  readonly #fingers = new Map<number, Point>()
  #art: HTMLElement | null = null
  #pinning: Pinning | undefined

  connectedCallback(): void {
    const art = this.querySelector<HTMLElement>('.art')
    const sheet = this.querySelector<HTMLElement>('.sheetlet')
    if (!art || !sheet || this.#art) return
    this.#art = art
    this.classList.add('live')
    art.tabIndex = 0
    art.setAttribute('role', 'group')
    art.setAttribute('aria-label', art.dataset['label'] ?? '')
    this.#pinning = Pinning.on(this, art, sheet)
    this.querySelector('.zoom')?.removeAttribute('hidden')
    this.addEventListener('click', (event) => this.#pressed(event))
    art.addEventListener('keydown', (event) => this.#key(event))
    art.addEventListener('wheel', (event) => this.#wheel(event), { passive: false })
    art.addEventListener('pointerdown', (event) => this.#down(event))
    art.addEventListener('pointermove', (event) => this.#drag(event))
    for (const end of ['pointerup', 'pointercancel'] as const) art.addEventListener(end, (event) => this.#up(event))
  }

  #pressed({ target }: Event): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-zoom]') : null
    if (button) this.#zoomTo(button.dataset['zoom'] ?? '')
  }

  #zoomTo(how: string): void {
    if (how === 'whole') this.#show(1, 0, 0)
    else this.#zoomAround(how === 'in' ? step : 1 / step, this.#middle())
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#art || event.ctrlKey || event.metaKey || event.altKey) return
    const act = this.#actOf(event.key)
    if (!act) return
    event.preventDefault()
    act()
  }

  #actOf(key: string): (() => void) | undefined {
    const by = (x: number, y: number) => () => this.#show(this.#scale, this.#x + x, this.#y + y)
    switch (key) {
      case '+':
      case '=':
        return () => this.#zoomTo('in')
      case '-':
        return () => this.#zoomTo('out')
      case '0':
        return () => this.#zoomTo('whole')
    }
    // Unzoomed, the arrows move the page as everywhere.
    if (this.#scale === 1) return undefined
    const moves: Record<string, () => void> = {
      ArrowLeft: by(move, 0),
      ArrowRight: by(-move, 0),
      ArrowUp: by(0, move),
      ArrowDown: by(0, -move),
    }
    return moves[key]
  }

  #wheel(event: WheelEvent): void {
    // A pinch on a touchpad comes as a wheel with Ctrl; without it the page scrolls.
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    this.#zoomAround(Math.exp(-event.deltaY / 200), this.#pointOf(event))
  }

  #down(event: PointerEvent): void {
    this.#fingers.set(event.pointerId, this.#pointOf(event))
    if (this.#fingers.size === 2 || this.#scale > 1) this.#art?.setPointerCapture(event.pointerId)
    if (this.#fingers.size === 2) this.classList.add('zoomed')
  }

  #drag(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId)
    if (!before) return
    const now = this.#pointOf(event)
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1]
    this.#fingers.set(event.pointerId, now)
    if (other) {
      const factor = distance(now, other) / Math.max(1, distance(before, other))
      this.#zoomAround(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 })
      this.#show(this.#scale, this.#x + (now.x - before.x) / 2, this.#y + (now.y - before.y) / 2)
    } else if (this.#scale > 1 && !this.#pinning?.isPlacing) {
      this.#show(this.#scale, this.#x + now.x - before.x, this.#y + now.y - before.y)
    }
  }

  #up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId)
    if (this.#scale === 1) this.classList.remove('zoomed')
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const box = this.#art?.getBoundingClientRect()
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) }
  }

  #middle(): Point {
    return { x: (this.#art?.clientWidth ?? 0) / 2, y: (this.#art?.clientHeight ?? 0) / 2 }
  }

  /** The place under the fingers stays there. */
  #zoomAround(factor: number, { x, y }: Point): void {
    const scale = Math.min(most, Math.max(1, this.#scale * factor))
    const by = scale / this.#scale
    this.#show(scale, x - (x - this.#x) * by, y - (y - this.#y) * by)
  }

  #show(scale: number, x: number, y: number): void {
    const art = this.#art
    if (!art) return
    this.#scale = scale
    this.#x = Math.min(0, Math.max(art.clientWidth * (1 - scale), x))
    this.#y = Math.min(0, Math.max(art.clientHeight * (1 - scale), y))
    this.style.setProperty('--zoom', String(scale))
    this.classList.toggle('zoomed', scale > 1)
    const sheet = this.querySelector<HTMLElement>('.sheetlet')
    if (sheet) sheet.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${scale})`
    if (scale > sharpFrom) this.#sharpen(art)
  }

  /** The original comes only now that somebody looks that close. */
  #sharpen(art: HTMLElement): void {
    const picture = art.querySelector('img')
    const original = art.dataset['original']
    delete art.dataset['original']
    if (!picture || !original) return
    const sharp = new Image()
    sharp.addEventListener('load', () => {
      picture.removeAttribute('srcset')
      picture.src = original
    })
    sharp.src = original
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
