import type { Answer, Reply } from '#local/http.ts'
import { StripeProblem } from './problem.ts'
import type { Double } from './state.ts'

export interface StoredAnswer {
  path: string
  parameters: string
  at: number
  reply: Reply
}

export interface Ask {
  account: string
  key: string
  path: string
  parameters: string
}

const keptSeconds = 24 * 3600

/** One effect for one key: a repeat gets the first answer, a different request under the same key is refused, one still under way is a conflict. */
export function createIdempotency(double: Double) {
  const underWay = new Set<string>()
  return async (ask: Ask, work: () => Promise<{ answer: Answer; executed: Reply | undefined }>): Promise<Answer> => {
    const { answers } = double.state
    const name = `${ask.account}:${ask.key}`
    const known = answers[name]
    if (known && known.at > double.now() - keptSeconds) return replay(known, ask)
    if (underWay.has(name)) throw inUse(ask.key)
    underWay.add(name)
    try {
      const { answer, executed } = await work()
      if (executed) answers[name] = { path: ask.path, parameters: ask.parameters, at: double.now(), reply: executed }
      return answer
    } finally {
      underWay.delete(name)
    }
  }
}

function replay(known: StoredAnswer, ask: Ask): Reply {
  const advice = `Try using a key other than '${ask.key}' if you meant to execute a different request.`
  if (known.path !== ask.path)
    throw misused(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${ask.path}' vs '${known.path}'). ${advice}`,
    )
  if (known.parameters !== ask.parameters)
    throw misused(`Keys for idempotent requests can only be used with the same parameters they were first used with. ${advice}`)
  return { ...known.reply, headers: { ...known.reply.headers, 'idempotent-replayed': 'true' } }
}

const misused = (message: string) => new StripeProblem(400, { type: 'idempotency_error', message })

const inUse = (key: string) =>
  new StripeProblem(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `Another request with the idempotency key '${key}' is still in progress. Try again later.`,
  })
