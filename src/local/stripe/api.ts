import { type Faults, suffer } from '#local/faults.ts'
import { type Answer, type Incoming, json, type Reply } from '#local/http.ts'
import { findEndpoint, isKnownAccount } from './endpoints.ts'
import { apiVersion } from './events.ts'
import { parseFields } from './fields.ts'
import { createIdempotency } from './idempotency.ts'
import { newId } from './ids.ts'
import { expand } from './objects.ts'
import { StripeProblem } from './problem.ts'
import { bookOf, type Double, platform } from './state.ts'

interface Asked {
  method: string
  path: string
  account: string
  key: string | undefined
  parameters: string
}

/** Answers `/v1/…` as Stripe's API does. */
export function createApi(double: Double, faults: Faults) {
  const once = createIdempotency(double)
  return async (incoming: Incoming): Promise<Answer> => {
    const asked = read(incoming)
    const answer = await answerOrRefuse(async () => {
      authenticate(incoming, double, asked.account)
      const fault = faults.take(asked.path)
      const run = () => suffer(fault, failed, () => execute(double, asked))
      if (asked.method !== 'POST' || !asked.key) return run()
      let isFirst = false
      const answer = await once({ ...asked, key: asked.key }, async () => {
        isFirst = true
        let executed: Reply | undefined
        const answer = await suffer(fault, failed, () => {
          const reply = execute(double, asked)
          if (isKept(reply)) executed = reply
          return reply
        })
        return { answer, executed }
      })
      // An answer that is given again can be lost again.
      return isFirst ? answer : suffer(fault, failed, () => answer)
    })
    return answer === 'drop' ? answer : { ...answer, headers: { ...answer.headers, ...commonHeaders(asked) } }
  }
}

function read({ method, url, body, header }: Incoming): Asked {
  return {
    method,
    path: url.pathname,
    account: header('stripe-account') ?? platform,
    key: header('idempotency-key'),
    parameters: method === 'POST' ? body : url.search.slice(1),
  }
}

function authenticate({ header }: Incoming, double: Double, account: string) {
  const key = header('authorization')?.match(/^Bearer (.+)$/)?.[1]
  if (!key)
    throw new StripeProblem(401, {
      type: 'invalid_request_error',
      message: 'You did not provide an API key. Send it as a bearer token in the Authorization header.',
    })
  const shown = `${key.slice(0, 8)}***${key.slice(-4)}`
  if (!/^[rs]k_test_\w+$/.test(key))
    throw new StripeProblem(401, { type: 'invalid_request_error', message: `Invalid API Key provided: ${shown}` })
  if (!isKnownAccount(double, account))
    throw new StripeProblem(403, {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The provided key '${shown}' does not have access to account '${account}' (or that account does not exist).`,
    })
}

function execute(double: Double, { method, path, account, parameters }: Asked): Reply {
  return answerNow(() => {
    const endpoint = findEndpoint(method, path)
    if (!endpoint)
      throw new StripeProblem(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${path}).` })
    const input = parseFields(parameters)
    const book = bookOf(double.state, account)
    return expand(book, endpoint.work({ double, account, book, input, id: endpoint.id }), input.list('expand'))
  })
}

function answerNow(work: () => unknown): Reply {
  try {
    return json(work())
  } catch (error) {
    return problemReply(error)
  }
}

async function answerOrRefuse(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    return problemReply(error)
  }
}

export function problemReply(error: unknown): Reply {
  if (!(error instanceof StripeProblem)) throw error
  return json({ error: error.body }, error.status)
}

/** Stripe keeps no answer for a request that failed its checks before it ran. */
function isKept(reply: Reply): boolean {
  if (reply.status === 200) return true
  return !/"code": "(parameter_\w+|resource_missing|url_invalid|email_invalid)"/.test(reply.body) && reply.status !== 404
}

function failed(status: number): Reply {
  const type = status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'api_error'
  return json(
    { error: { type, message: `The double was told to answer ${status}.`, ...(status === 429 && { code: 'rate_limit' }) } },
    status,
  )
}

function commonHeaders({ account, key }: Asked): Record<string, string> {
  return {
    'request-id': newId('req_', 14),
    'stripe-version': apiVersion,
    ...(key && { 'idempotency-key': key }),
    ...(account && { 'stripe-account': account }),
  }
}
