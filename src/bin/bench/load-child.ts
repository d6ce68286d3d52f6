import { Agent } from 'node:http'
import { askPage } from './ask.ts'
import type { Load, Target } from './load.ts'

/** The driver for machines without wrk. In a process of its own, as wrk is. */
interface Order extends Target {
  readonly seconds: number
  readonly connections: number
}
const order: Order = JSON.parse(process.argv[2] ?? '')
const agent = new Agent({ keepAlive: true, maxSockets: order.connections })
const took: number[] = []
const began = performance.now()
const until = began + order.seconds * 1000

await Promise.all(Array.from({ length: order.connections }, askOnAndOn))

const elapsed = (performance.now() - began) / 1000
took.sort((a, b) => a - b)
const at = (share: number) => took[Math.floor(took.length * share)] ?? 0
const load: Load = { requests: took.length, perSecond: took.length / elapsed, p50Ms: at(0.5), p99Ms: at(0.99) }
console.log(JSON.stringify(load))
agent.destroy()

async function askOnAndOn(): Promise<void> {
  while (performance.now() < until) {
    const asked = performance.now()
    await askPage(order, agent)
    took.push(performance.now() - asked)
  }
}
