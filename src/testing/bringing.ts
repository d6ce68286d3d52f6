import type { Browser } from './browser.ts'
import { bytesOf, joined } from './pictures.ts'

const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW'

/** Brings a file as the page’s script does; its id, empty where it was refused. */
export async function upload(browser: Browser, address: string, bytes: Uint8Array<ArrayBuffer>) {
  const headers = { 'content-length': String(bytes.length), origin: browser.origin, 'sec-fetch-site': 'same-origin' }
  const response = await browser.fetch(address, { method: 'PUT', body: bytes, headers })
  const { id = '' } = (await response.json()) as { id?: string }
  return { status: response.status, id }
}

/** A file in a form that a browser without script sends. */
export interface SentFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Sends a form with files in its field `file[]` as a browser without script does. */
export async function sendWithFiles(
  browser: Browser,
  to: string,
  fields: Readonly<Record<string, string>>,
  files: readonly SentFile[],
) {
  const part = (head: string, body: Uint8Array) => [
    new TextEncoder().encode(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    body,
    bytesOf('\r\n'),
  ]
  const body = joined([
    ...Object.entries(fields).flatMap(([name, value]) => part(`name="${name}"`, new TextEncoder().encode(value))),
    ...files.flatMap(({ name, bytes }) => part(`name="file[]"; filename="${name}"`, bytes)),
    bytesOf(`--${boundary}--\r\n`),
  ])
  const response = await browser.fetch(to, {
    method: 'POST',
    body,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(body.length),
      origin: browser.origin,
      'sec-fetch-site': 'same-origin',
    },
  })
  return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' }
}
