import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'

export interface LocalServer {
  /** Starts on 127.0.0.1 and answers the port it got; 0 asks for any free one. */
  listen(port: number): Promise<number>
  close(): Promise<void>
}

export interface Incoming {
  method: string
  url: URL
  body: string
  header(name: string): string | undefined
}

export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
}

/** A file as it is. */
export type Bytes = Omit<Reply, 'body'> & { body: Uint8Array }
/** `'drop'` ends the connection without a byte, as a crashed peer does. */
export type Answer = Reply | Bytes | 'drop'

export interface Service {
  answer(incoming: Incoming): Promise<Answer>
  started?(port: number): void
  stopped?(): void
}

const largestBody = 40 * 1024 * 1024

/** A small server on loopback around one function from request to answer. */
export function createLocalServer(service: Service): LocalServer {
  const server = createServer((request, response) => {
    void serve(service, request, response)
  })
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject)
          const address = server.address()
          const actual = typeof address === 'object' && address ? address.port : port
          service.started?.(actual)
          resolve(actual)
        })
      }),
    close: () =>
      new Promise((resolve) => {
        service.stopped?.()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value, null, 2),
})

export const text = (body: string, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
})

export const seeOther = (location: string): Reply => ({ status: 303, headers: { location }, body: '' })

/** The JSON value of a request body, or undefined where it is empty or not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

async function serve(service: Service, request: IncomingMessage, response: ServerResponse) {
  const answer = await answerSafely(service, request)
  if (response.destroyed) return
  if (answer === 'drop') {
    response.destroy()
    return
  }
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}

async function answerSafely(service: Service, request: IncomingMessage): Promise<Answer> {
  try {
    const body = await readBody(request)
    if (body === undefined) return text('The request is too large.\n', 413, { connection: 'close' })
    return await service.answer({
      method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
      url: new URL(request.url ?? '/', 'http://local'),
      body,
      header: (name) => single(request.headers, name),
    })
  } catch (error) {
    if (request.destroyed && !request.complete) return 'drop'
    console.error(error)
    return text('The local server made a mistake; its log has the reason.\n', 500)
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > largestBody) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function single(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}
