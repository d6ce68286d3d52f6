import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './children.ts'

/** One page as a driver asks for it. */
export interface Target {
  readonly port: number
  readonly path: string
  readonly host: string
  readonly cookie: string
}
export interface Load {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export const connections = 16
const isWrkHere = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'wrk')))
export const driver = isWrkHere ? 'wrk -t1 -c16' : 'Node, 16 connections'

/** Asks for one page over and over on 16 connections. Throws when anything but the page is answered. */
export function load(target: Target, seconds: number): Promise<Load> {
  return isWrkHere ? byWrk(target, seconds) : byNode(target, seconds)
}

async function byWrk({ port, path, host, cookie }: Target, seconds: number): Promise<Load> {
  const headers = ['-H', `Host: ${host}`, '-H', `Cookie: ${cookie}`]
  const url = `http://127.0.0.1:${port}${path}`
  const said = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...headers, url])
  const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1])
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(`${path} was not always answered:\n${said}`)
  return {
    requests: number(/(\d+) requests in/),
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50Ms: milliseconds(/ 50%\s+(\S+)/.exec(said)?.[1]),
    p99Ms: milliseconds(/ 99%\s+(\S+)/.exec(said)?.[1]),
  }
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 }
function milliseconds(text = ''): number {
  const [, value, unit = ''] = /^([\d.]+)(us|ms|s)$/.exec(text) ?? []
  return Number(value) * (units[unit] ?? Number.NaN)
}

async function byNode({ port, path, host, cookie }: Target, seconds: number): Promise<Load> {
  const order = JSON.stringify({ port, path, host, cookie, seconds, connections })
  const said = await run(process.execPath, [join(import.meta.dirname, 'load-child.ts'), order])
  return JSON.parse(said) as Load // what the child prints
}
