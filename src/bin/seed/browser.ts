import { request } from 'node:http'

export interface Page {
  readonly status: number
  readonly location: string
  readonly text: string
}

/** A browser for the demo's last touches: it talks to the Worker on 127.0.0.1 under a host's name, which Node itself cannot resolve. */
export function openBrowser(origin: URL, known: readonly (readonly [string, string])[]) {
  const cookies = new Map<string, string>(known)

  async function send(method: 'GET' | 'POST' | 'PUT', path: string, sent?: FormData | Buffer): Promise<Page> {
    const encoded = sent && new Response(sent instanceof FormData ? sent : new Uint8Array(sent))
    const body = encoded && Buffer.from(await encoded.arrayBuffer())
    const headers = {
      host: origin.host,
      origin: origin.origin,
      'sec-fetch-site': method === 'GET' ? 'none' : 'same-origin',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(body ? { 'content-type': encoded.headers.get('content-type') ?? '', 'content-length': String(body.length) } : {}),
    }
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: origin.port, method, path, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          for (const cookie of response.headers['set-cookie'] ?? []) keep(cookie)
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location ?? '',
            text: Buffer.concat(chunks).toString(),
          })
        })
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }

  function keep(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }

  return {
    get: (path: string) => send('GET', path),
    put: (path: string, bytes: Buffer) => send('PUT', path, bytes),
    post(path: string, fields: Readonly<Record<string, string | File>>) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      return send('POST', path, form)
    },
  }
}

/** What a hidden field of a page holds. */
export function hidden(page: Page, name: string): string {
  const input = [...page.text.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(`name="${name}"`))
  return /value="([^"]*)"/.exec(input ?? '')?.[1] ?? ''
}
