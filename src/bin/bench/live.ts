import { randomBytes } from 'node:crypto'
import { type ClientRequest, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { newId } from '#lib/id.ts'
import { hosts, type Place } from './place.ts'
import { seedShop, signInOwner } from './seed-shop.ts'
import { median } from './usage.ts'

export interface LiveFigure {
  readonly pages: number
  /** From the press of a button to the last of the open pages that hears of it: ms, the median and the worst of the rounds. */
  readonly ms: number
  readonly worstMs: number
  /** Pages about something else that heard of it all the same. */
  readonly wokenForNothing: number
}

const pages = 1_000
/** So many of them one session may have open. */
const perSession = 30
const bystanders = 10

/** Opens a thousand pages of a shop's desk, and ten about some job; then customers are added, one a round. */
export async function measureLive(place: Place, port: number, rounds: number): Promise<LiveFigure> {
  const shop = await seedShop(place.deps, 'bench-live')
  const sessions = Math.ceil((pages + bystanders) / perSession)
  const cookies = await Promise.all(Array.from({ length: sessions }, () => signInOwner(shop, hosts.staff)))
  const openAt = (path: string, i: number) => openPage(port, path, cookies[Math.floor(i / perSession)] ?? '')
  const open: Page[] = []
  for (let i = 0; i < pages; i += 50) {
    open.push(...(await Promise.all(Array.from({ length: 50 }, (_, j) => openAt(`${shop.desk}/live`, i + j)))))
  }
  const others = await Promise.all(
    Array.from({ length: bystanders }, (_, i) => openAt(`${shop.desk}/live?job=${newId('job')}`, pages + i)),
  )
  const took: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const heard = Promise.all(open.map((page) => page.next()))
    await addCustomer(port, shop.desk, cookies[0] ?? '', round)
    took.push(Math.max(...(await heard)) - began)
  }
  const wokenForNothing = others.filter(({ times }) => times() > 0).length
  for (const page of [...open, ...others]) page.close()
  return { pages, ms: median(took.toSorted((a, b) => a - b)), worstMs: Math.max(...took), wokenForNothing }
}

interface Page {
  times(): number
  /** When it next hears something. */
  next(): Promise<number>
  close(): void
}

/** A page's socket. What comes through it is one short text frame, unmasked (RFC 6455, 5.2): its bytes stand as they are. */
function openPage(port: number, path: string, cookie: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request({
      ...{ host: '127.0.0.1', port, path },
      headers: {
        ...{ host: hosts.staff, origin: `http://${hosts.staff}`, cookie, connection: 'Upgrade', upgrade: 'websocket' },
        ...{ 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') },
      },
    })
    asked.on('upgrade', (_response, socket) => resolve(pageOn(socket)))
    asked.on('response', ({ statusCode }) => reject(new Error(`A page's socket was answered ${statusCode}`)))
    asked.on('error', reject)
    asked.end()
  })
}

function pageOn(socket: Duplex): Page {
  let times = 0
  let waiting: ((at: number) => void) | undefined
  socket.on('data', (bytes: Buffer) => {
    if (!bytes.includes('changed')) return
    times += 1
    waiting?.(performance.now())
  })
  socket.on('error', () => {})
  return {
    times: () => times,
    next: () =>
      new Promise((resolve) => {
        waiting = resolve
      }),
    close: () => socket.destroy(),
  }
}

async function addCustomer(port: number, desk: string, cookie: string, round: number): Promise<void> {
  const form = { command: newId('cmd'), name: `Customer ${round}`, contactName: '', email: '', kind: 'company' }
  const body = String(new URLSearchParams(form))
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path: `${desk}/customers`, method: 'POST' },
        headers: {
          ...{ host: hosts.staff, origin: `http://${hosts.staff}`, 'sec-fetch-site': 'same-origin', cookie },
          ...{ 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
  if (status !== 303) throw new Error(`Adding a customer was answered ${status}`)
}
