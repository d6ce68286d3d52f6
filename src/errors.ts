/** Every refusal the product knows, and the status it answers with. */
export const statusOf = {
  invalid: 422,
  signed_out: 401,
  forbidden: 403,
  unproven: 403,
  not_found: 404,
  gone: 410,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof statusOf

/** A refusal with a sentence for the person: what is wrong and what to do next. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly title: string
  constructor(code: ErrorCode, title: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.title = title
  }
}

/** Not there, or not yours: nobody can tell which. */
export function notFound(what: string): AppError {
  return new AppError(
    'not_found',
    `This ${what.toLowerCase()} is not here`,
    'The address may be mistyped, or it was taken down. Go back and try from there.',
  )
}
/** Somebody was faster; or, with a sentence of its own, it cannot be done as things stand. */
export function conflict(why?: string): AppError {
  if (why !== undefined) return new AppError('conflict', 'This cannot be done as things stand', why)
  const message = 'Somebody changed this while you were looking at it. Look again and repeat what you wanted.'
  return new AppError('conflict', 'This changed while you were reading', message)
}
/** The same form, sent before with other words: neither is taken for the other. */
export function sentBefore(): AppError {
  const message = 'This form was already sent with other words. Reload the page to send it again.'
  return new AppError('conflict', 'This was sent already', message)
}
export function invalid(message: string): AppError {
  return new AppError('invalid', 'That did not fit', message)
}
export function forbidden(message = 'Your role does not include this. Ask an owner or a manager of the shop.'): AppError {
  return new AppError('forbidden', 'This is not yours to do', message)
}
/** It may be them, and they have not shown so for ten minutes. */
export function unproven(): AppError {
  return new AppError('unproven', 'Confirm it is you', 'Show once more that it is you. Nothing was changed.')
}
export function signedOut(): AppError {
  return new AppError('signed_out', 'You are signed out', 'Sign in again to go on. Nothing was changed.')
}
export function tooMany(message: string): AppError {
  return new AppError('too_many', 'Too many tries', message)
}
export function gone(title: string, message: string): AppError {
  return new AppError('gone', title, message)
}
export function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('unavailable', 'We cannot do this right now', message, { cause })
}
