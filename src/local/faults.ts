import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import { type Answer, type Incoming, json, parseJson } from './http.ts'

const Fault = v.object({
  kind: v.picklist(['delay', 'refuse', 'drop', 'status']),
  ms: v.optional(v.number(), 1000),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)), 500),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  match: v.optional(v.string(), ''),
})
export type Fault = v.InferOutput<typeof Fault>

export interface Faults {
  /** The fault this request must suffer, counted as used; one at most, in the order they were set. */
  take(path: string): Fault | undefined
  /** `POST` adds a list of faults, `DELETE` clears them; both answer what is set now. */
  control(incoming: Incoming): Answer
}

export function createFaults(): Faults {
  let pending: Fault[] = []
  return {
    take(path) {
      const fault = pending.find(({ match }) => path.includes(match))
      if (!fault) return undefined
      fault.times -= 1
      pending = pending.filter(({ times }) => times > 0)
      return fault
    },
    control({ method, body }) {
      if (method === 'DELETE') pending = []
      if (method === 'POST') {
        const parsed = v.safeParse(v.array(Fault), parseJson(body))
        if (!parsed.success) return json({ message: v.summarize(parsed.issues) }, 400)
        pending.push(...parsed.output)
      }
      return json({ faults: pending })
    },
  }
}

/** Runs the work under a fault: refused and failed requests never reach it, a dropped one is done but not answered. */
export async function suffer(
  fault: Fault | undefined,
  failed: (status: number) => Answer,
  work: () => Answer | Promise<Answer>,
): Promise<Answer> {
  if (fault?.kind === 'refuse') return 'drop'
  if (fault?.kind === 'status') return failed(fault.status)
  if (fault?.kind === 'delay') await wait(fault.ms)
  const answer = await work()
  return fault?.kind === 'drop' ? 'drop' : answer
}
