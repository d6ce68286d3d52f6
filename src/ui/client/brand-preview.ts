const pause = 120
const values = ['brand', 'fill', 'onBrand', 'inkLight', 'inkDark'] as const

/** Chosen and not yet sent. */
let logo: File | undefined

for (const field of document.querySelectorAll<HTMLElement>('.hexes')) {
  const picker = field.querySelector<HTMLInputElement>('input[type=color]')
  const text = field.querySelector<HTMLInputElement>('input:not([type=color])')
  if (picker && text) follow(field, picker, text)
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[type=file]')) {
  input.addEventListener('change', () => {
    logo = input.files?.[0]
    void showLogo()
  })
}

/** Picker and text say the same; whichever was used, the preview follows. */
function follow(field: HTMLElement, picker: HTMLInputElement, text: HTMLInputElement): void {
  let timer: number | undefined
  const ask = (color: string) => {
    clearTimeout(timer)
    timer = setTimeout(() => void show(field.dataset['preview'], color), pause)
  }
  picker.addEventListener('input', () => {
    text.value = picker.value
    ask(picker.value)
  })
  text.addEventListener('input', () => {
    if (!/^#[0-9a-f]{6}$/i.test(text.value)) return
    picker.value = text.value
    ask(text.value)
  })
}

let latest = 0
async function show(url: string | undefined, color: string): Promise<void> {
  if (!url) return
  const mine = ++latest
  const address = new URL(url, location.href)
  address.searchParams.set('color', color)
  const response = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined)
  if (!response?.ok || mine !== latest) return
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const part of page.querySelectorAll<HTMLElement>('[id]')) document.getElementById(part.id)?.replaceWith(part)
  paint()
  void showLogo()
}

/** The page's policy forbids style attributes in HTML; values set from here are allowed. */
function paint(): void {
  const preview = document.getElementById('brand-preview')
  const [brand, fill, onBrand, inkLight, inkDark] = values.map((name) => preview?.dataset[name] ?? '')
  for (const { style } of preview?.querySelectorAll<HTMLElement>('.preview') ?? []) {
    style.setProperty('--brand', brand ?? '')
    style.setProperty('--brand-fill', fill ?? '')
    style.setProperty('--on-brand', onBrand ?? '')
    style.setProperty('--brand-ink', `light-dark(${inkLight}, ${inkDark})`)
  }
}

async function showLogo(): Promise<void> {
  const picture = logo && (await createImageBitmap(logo).catch(() => undefined))
  if (!picture) return
  for (const shop of document.querySelectorAll('.preview .shop')) {
    const canvas = document.createElement('canvas')
    const height = 64
    canvas.height = height
    canvas.width = Math.round((picture.width / picture.height) * height)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, height)
    shop.querySelector('img, canvas, .mark')?.replaceWith(canvas)
  }
}
