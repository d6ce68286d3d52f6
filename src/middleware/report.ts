import { redact } from '#lib/redact.ts'

/** Logs a bug with where and in which shop, never with bodies or tokens. */
export function report(error: unknown, requestId: string, shop: string | undefined): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const cause = error instanceof Error && error.cause ? ` caused by ${String(error.cause)}` : ''
  console.error(JSON.stringify({ level: 'error', requestId, shop, error: redact(text + cause) }))
}
