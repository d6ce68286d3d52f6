/** Moves the edge, or the strength, of the newer version over the older one. */
export class ProofCompare extends HTMLElement {
  connectedCallback(): void {
    const range = this.querySelector<HTMLInputElement>('input[type=range]')
    const move = () => this.style.setProperty('--cut', range?.value ?? '50')
    range?.addEventListener('input', move)
    move()
  }
}
