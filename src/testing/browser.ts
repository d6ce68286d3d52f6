import * as workers from 'cloudflare:workers'
import { newId } from '#lib/id.ts'

// The runner's Worker under test; its type would come from generated bindings.
const worker = (workers as unknown as { exports: { default: { fetch(request: Request): Promise<Response> } } }).exports.default

/** What a person's browser gets back. */
export interface Page {
  readonly status: number
  readonly text: string
  readonly location: string
  readonly headers: Headers
}

/** A browser with its own cookies, on one origin, sending what Chromium sends. */
export interface Browser {
  readonly origin: string
  readonly cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Page>
  /** Sends a form; a `command` is added unless given, as the page would. */
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Page>
  /** Presses the form of a page with this action, with its hidden fields, and these typed in. */
  submit(page: Page, action: string | RegExp, fields?: Fields): Promise<Page>
  fetch(path: string, init?: RequestInit): Promise<Response>
}
export type Fields = Readonly<Record<string, string | readonly string[] | Blob>>

let networks = 0

/** A new browser, on a network of its own so that limits of one test are not another's. */
export function openBrowser(origin: string): Browser {
  const cookies = new Map<string, string>()
  const network = `10.${(++networks >> 16) & 255}.${(networks >> 8) & 255}.${networks & 255}`

  async function fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    if (!headers.has('cf-connecting-ip')) headers.set('cf-connecting-ip', network)
    const url = path.startsWith('http') ? path : origin + path
    const response = await worker.fetch(new Request(url, { ...init, headers, redirect: 'manual' }))
    for (const cookie of response.headers.getSetCookie()) keep(cookie)
    return response
  }

  function keep(cookie: string) {
    const [pair = '', ...attributes] = cookie.split(/;\s*/)
    const at = pair.indexOf('=')
    const isOver = attributes.some((attribute) => /^max-age=0$/i.test(attribute))
    if (isOver) cookies.delete(pair.slice(0, at))
    else cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }

  async function post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Page> {
    const body = bodyOf({ command: newId('cmd'), ...fields })
    const request = new Request(origin, { method: 'POST', body })
    const bytes = await request.arrayBuffer()
    const init = {
      method: 'POST',
      body: bytes,
      headers: {
        'content-type': request.headers.get('content-type') ?? '',
        'content-length': String(bytes.byteLength),
        origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    }
    return pageOf(await fetch(path, init))
  }

  return {
    origin,
    cookies,
    fetch,
    async get(path, headers = {}) {
      return pageOf(await fetch(path, { headers: { 'sec-fetch-site': 'none', ...headers } }))
    },
    post,
    submit(page, action, fields = {}) {
      const form = formsOf(page).find((one) => (typeof action === 'string' ? one.action === action : action.test(one.action)))
      if (!form)
        throw new Error(
          `The page has no form for ${String(action)}; it has ${formsOf(page)
            .map((one) => one.action)
            .join(', ')}`,
        )
      return post(form.action, { ...form.fields, ...fields })
    },
  }
}

export interface Form {
  readonly action: string
  readonly method: 'get' | 'post'
  /** What a browser would send untouched. Names that repeat are lists. */
  readonly fields: Record<string, string | string[]>
  readonly controls: readonly Control[]
}
/** What somebody can fill in: `kind` is the keyboard it asks for or else its type, `options` what can be chosen. */
export interface Control {
  readonly name: string
  readonly kind: string
  readonly value: string
  readonly options?: readonly string[]
}

/** The forms of a page with what a browser would send untouched, and with their inputs, choices and texts. */
export function formsOf(page: Page): Form[] {
  return [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', inside = '']) => {
    const fields: Record<string, string | string[]> = {}
    const all = controlsOf(inside)
    for (const { name, value, isSent } of all) {
      if (!isSent) continue
      const known = fields[name]
      fields[name] = name.endsWith('[]') ? [...(Array.isArray(known) ? known : []), value] : value
    }
    const method = attributeOf(attributes, 'method') === 'post' ? 'post' : 'get'
    const controls = all.filter(({ kind }) => !/^(hidden|submit|checkbox|radio)$/.test(kind))
    return { action: attributeOf(attributes, 'action') ?? '', method, fields, controls }
  })
}

function controlsOf(inside: string): (Control & { readonly isSent: boolean })[] {
  const controls = /<input\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>/g
  return [...inside.matchAll(controls)].flatMap(([, input, area, text = '', select, list = '']) => {
    const attributes = input ?? area ?? select ?? ''
    const name = attributeOf(attributes, 'name')
    if (!name || / disabled\b/.test(attributes)) return []
    if (area !== undefined) return [{ name, kind: 'textarea', value: unescaped(text), isSent: true }]
    if (select !== undefined) {
      const options = [...list.matchAll(/<option\b([^>]*)>/g)].map(([, one = '']) => attributeOf(one, 'value') ?? '')
      return [{ name, kind: 'select', value: chosenOf(list), options, isSent: true }]
    }
    const type = attributeOf(attributes, 'type') ?? 'text'
    const isLeft = type === 'file' || type === 'submit' || (/^(checkbox|radio)$/.test(type) && !/ checked\b/.test(attributes))
    const value = attributeOf(attributes, 'value') ?? (type === 'checkbox' ? 'on' : '')
    const kind = type === 'text' ? (attributeOf(attributes, 'inputmode') ?? type) : type
    return [{ name, kind, value, isSent: !isLeft }]
  })
}

function chosenOf(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, attributes = '']) => attributes)
  return attributeOf(all.find((one) => / selected\b/.test(one)) ?? all[0] ?? '', 'value') ?? ''
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function bodyOf(fields: Fields): URLSearchParams | FormData {
  const hasFile = Object.values(fields).some((value) => value instanceof Blob)
  const body = hasFile ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) (body as FormData).append(name, value, value instanceof File ? value.name : 'file')
    else for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
  }
  return body
}

/** Sends a few bytes where files go. */
export async function putTo(browser: Browser, address: string): Promise<Page> {
  const headers = { 'content-length': '4', origin: browser.origin, 'sec-fetch-site': 'same-origin' }
  return pageOf(await browser.fetch(address, { method: 'PUT', body: 'wrng', headers }))
}

async function pageOf(response: Response): Promise<Page> {
  const bytes = await response.arrayBuffer()
  return {
    status: response.status,
    text: new TextDecoder().decode(bytes),
    location: response.headers.get('location') ?? '',
    headers: response.headers,
  }
}
