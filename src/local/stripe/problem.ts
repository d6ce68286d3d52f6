export interface ProblemBody {
  type: 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'rate_limit_error' | 'card_error'
  message: string
  code?: string
  param?: string
  /** Of a charge that was refused. */
  decline_code?: string
  charge?: string
  payment_intent?: unknown
}

/** A refusal as Stripe words it: status and the `error` object of the answer. */
export class StripeProblem extends Error {
  readonly status: number
  readonly body: ProblemBody

  constructor(status: number, body: ProblemBody) {
    super(body.message)
    this.status = status
    this.body = body
  }
}

export const refused = (message: string, code?: string, param?: string) =>
  new StripeProblem(400, { type: 'invalid_request_error', message, ...(code && { code }), ...(param && { param }) })

export const noSuch = (kind: string, id: string, param = 'id') =>
  new StripeProblem(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
  })
