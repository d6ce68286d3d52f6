import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './admin.ts'
import { RequestError } from './errors.ts'

/** The body as text; 413 past the limit, but only after all of it came, so that the client reads the answer. */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
    })
    request.on('error', reject)
    request.on('end', () => {
      if (size > limit) reject(new RequestError(413, 'text/plain', 'The request is too large'))
      else resolve(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString())
    })
  })
}

export function send(response: ServerResponse, { status, contentType, body }: Answer): void {
  const headers: Record<string, string | number> = { 'content-length': Buffer.byteLength(body) }
  if (contentType) headers['content-type'] = contentType
  response.writeHead(status, headers).end(body)
}

/** Ends the connection without an answer. */
export function hangUp(response: ServerResponse): undefined {
  response.destroy()
}

export function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return
  if (error instanceof RequestError) {
    send(response, { status: error.status, contentType: error.contentType, body: error.body })
    return
  }
  console.error(error)
  const message = `Internal Error: \`${error instanceof Error ? error.message : error}\``
  send(response, { status: 500, contentType: 'application/json', body: JSON.stringify({ error: message }) })
}
