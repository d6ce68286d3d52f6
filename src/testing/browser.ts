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

/** The forms of a page with their hidden fields, and what text fields hold. */
export function formsOf(page: Page): { readonly action: string; readonly fields: Record<string, string> }[] {
  return [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', inside = '']) => ({
    action: unescaped(/action="([^"]*)"/.exec(attributes)?.[1] ?? ''),
    fields: Object.fromEntries(
      [...inside.matchAll(/<input\b([^>]*)>/g)].flatMap(([, input = '']) => {
        const type = /type="([^"]*)"/.exec(input)?.[1] ?? 'text'
        const name = /name="([^"]*)"/.exec(input)?.[1]
        const isLeft = type === 'file' || ((type === 'checkbox' || type === 'radio') && !/\bchecked\b/.test(input))
        return name && !isLeft ? [[name, unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? (type === 'checkbox' ? 'on' : ''))]] : []
      }),
    ),
  }))
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

async function pageOf(response: Response): Promise<Page> {
  return {
    status: response.status,
    text: await response.text(),
    location: response.headers.get('location') ?? '',
    headers: response.headers,
  }
}
