import { type Agent, request } from 'node:http'
import type { Target } from './load.ts'

export interface Answer {
  readonly status: number
  readonly body: Buffer
  readonly type: string
}

/** Asks for one page and reads it to its end. Node's own fetch would not send a Host of our choosing. */
export function ask({ port, path, host, cookie }: Target, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host, ...(cookie ? { cookie } : {}) }
    const sent = request({ host: '127.0.0.1', port, path, headers, ...(agent ? { agent } : {}) }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), type: response.headers['content-type'] ?? '' }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** The same, where anything but 200 is a fault of the bench. */
export async function askPage(target: Target, agent?: Agent): Promise<Answer> {
  const answer = await ask(target, agent)
  if (answer.status !== 200) throw new Error(`${target.path} was answered ${answer.status}`)
  return answer
}
