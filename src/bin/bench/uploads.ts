import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { jpeg } from '#testing/pictures.ts'
import { hosts } from './place.ts'
import { memoryOf } from './usage.ts'
import type { Runtime } from './workerd.ts'

const atOnce = 20
const size = 50 * 1024 * 1024

export interface Uploads {
  readonly atOnce: number
  readonly bytesEach: number
  /** What workerd holds more at its highest than before, bytes. */
  readonly growth: number
  readonly seconds: number
}

/** Sends twenty photos of 50 MB at the same time and watches what workerd holds in memory meanwhile. */
export async function measureUploads({ pid, port }: Runtime, desk: string, cookie: string): Promise<Uploads> {
  // Once alone, so that code and buffers that stay are not counted as growth.
  await upload(port, desk, cookie, 1024 * 1024)
  const before = memoryOf(pid)
  const began = performance.now()
  let [isOver, highest] = [false, before]
  const all = Promise.all(Array.from({ length: atOnce }, () => upload(port, desk, cookie, size))).finally(() => {
    isOver = true
  })
  while (!isOver) {
    highest = Math.max(highest, memoryOf(pid))
    await wait(20)
  }
  await all
  return { atOnce, bytesEach: size, growth: highest - before, seconds: (performance.now() - began) / 1000 }
}

/** A photo whose drawn data goes on for as long as asked. */
function upload(port: number, desk: string, cookie: string, length: number): Promise<void> {
  const [head, end] = [jpeg.subarray(0, -2), jpeg.subarray(-2)]
  const headers = {
    host: hosts.staff,
    origin: `http://${hosts.staff}`,
    'sec-fetch-site': 'same-origin',
    'content-length': String(length),
    cookie,
  }
  const path = `${href(desk, paths.staff.files.upload)}?name=photo.jpg`
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'PUT', path, headers }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 201) resolve()
        else reject(new Error(`An upload was answered ${response.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.write(head)
    fill(
      length - head.length - end.length,
      (piece) => sent.write(piece),
      (go) => sent.once('drain', go),
      () => sent.end(end),
    )
  })
}

// Bytes as a photo's drawn data has them: now and then an FF, which is written FF 00.
const data = Buffer.alloc(64 * 1024, Buffer.from(Array.from({ length: 254 }, (_, i) => i + 1).concat(0xff, 0)))

/** Writes so many bytes of data, no faster than they are taken. Whole runs only end on a byte that is no FF. */
function fill(left: number, write: (piece: Buffer) => boolean, whenDrained: (go: () => void) => void, done: () => void): void {
  let rest = left
  const go = () => {
    while (rest > 0) {
      const piece = rest < data.length ? Buffer.alloc(rest, 1) : data
      rest -= piece.length
      if (!write(piece)) return whenDrained(go)
    }
    done()
  }
  go()
}
