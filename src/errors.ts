import { errorWords as words } from './error-words.ts'

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

/** Words that follow the reader are found when they are said: a refusal may come before it is known who reads it. */
type Words = string | (() => string)
const said = (words: Words) => (typeof words === 'function' ? words() : words)

/** A refusal with a sentence for the person: what is wrong and what to do next. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly #title: Words
  readonly #sentence: Words
  constructor(code: ErrorCode, title: Words, sentence: Words, options?: ErrorOptions) {
    super(said(sentence), options)
    this.code = code
    this.#title = title
    this.#sentence = sentence
  }
  get title(): string {
    return said(this.#title)
  }
  get sentence(): string {
    return said(this.#sentence)
  }
}

/** Not there, or not yours: nobody can tell which. */
export function notFound(what: string): AppError {
  return new AppError(
    'not_found',
    () => words.notFound(what),
    () => words.notFoundText,
  )
}
/** Somebody was faster; or, with a sentence of its own, it cannot be done as things stand. */
export function conflict(why?: Words): AppError {
  if (why !== undefined) return new AppError('conflict', () => words.conflictStands, why)
  return new AppError(
    'conflict',
    () => words.conflict,
    () => words.conflictText,
  )
}
/** The same form, sent before with other words: neither is taken for the other. */
export function sentBefore(): AppError {
  return new AppError(
    'conflict',
    () => words.sentBefore,
    () => words.sentBeforeText,
  )
}
export function invalid(sentence: Words): AppError {
  return new AppError('invalid', () => words.invalid, sentence)
}
export function forbidden(sentence: Words = () => words.role): AppError {
  return new AppError('forbidden', () => words.forbidden, sentence)
}
/** It may be them, and they have not shown so for ten minutes. */
export function unproven(): AppError {
  return new AppError(
    'unproven',
    () => words.unproven,
    () => words.unprovenText,
  )
}
export function signedOut(): AppError {
  return new AppError(
    'signed_out',
    () => words.signedOut,
    () => words.signedOutText,
  )
}
export function tooMany(sentence: Words): AppError {
  return new AppError('too_many', () => words.tooMany, sentence)
}
export function gone(title: Words, sentence: Words): AppError {
  return new AppError('gone', title, sentence)
}
export function unavailable(sentence: Words, cause?: unknown): AppError {
  return new AppError('unavailable', () => words.unavailable, sentence, { cause })
}
