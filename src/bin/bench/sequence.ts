import { Agent } from 'node:http'
import { ask } from './ask.ts'
import type { Target } from './load.ts'
import { median } from './usage.ts'

/** The median time of one request after the other, ms, of two series that take turns, so that both meet the same machine. */
export async function compare(one: readonly Target[], other: readonly Target[], status: number): Promise<[number, number]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: [number[], number[]] = [[], []]
  for (const [i, target] of one.entries()) {
    times[0].push(await timed(target, agent, status))
    const twin = other[i]
    if (twin) times[1].push(await timed(twin, agent, status))
  }
  agent.destroy()
  return [median(times[0]), median(times[1])]
}

async function timed(target: Target, agent: Agent, status: number): Promise<number> {
  const asked = performance.now()
  const answer = await ask(target, agent)
  const took = performance.now() - asked
  if (answer.status !== status) throw new Error(`${target.path} was answered ${answer.status}, not ${status}`)
  return took
}
