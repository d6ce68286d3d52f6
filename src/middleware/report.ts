import { redact } from '#lib/redact.ts'

/** Logs a bug with where and in which shop, never with bodies or tokens. */
export function report(error: unknown, requestId: string, shop: string | undefined): void {
  console.error(JSON.stringify({ level: 'error', requestId, shop, error: redact(storyOf(error)) }))
}

const causesTold = 4

/** The error with its stack, and in a line each what caused it. */
function storyOf(error: unknown): string {
  let story = error instanceof Error ? (error.stack ?? error.message) : String(error)
  let cause = causeOf(error)
  for (let told = 0; cause !== undefined && told < causesTold; told++) {
    story += ` caused by ${String(cause)}`
    cause = causeOf(cause)
  }
  return story
}

const causeOf = (error: unknown) => (error instanceof Error ? error.cause : undefined)
