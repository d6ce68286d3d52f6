import { redact } from '#lib/redact.ts'
import { headerText } from './headers.ts'
import { MailRefused, MailUnavailable, mailTimeoutMs } from './mail.ts'

export interface ProviderAnswer {
  readonly ok: boolean
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly retryAfterMs: number | undefined
}

/** Posts JSON to a provider and reads its JSON answer, both within 10 s. Redirects are not followed: they would carry the key away. Throws MailUnavailable. */
export async function postJson(
  request: typeof fetch,
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<ProviderAnswer> {
  try {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(mailTimeoutMs),
    })
    const { ok, status } = response
    return { ok, status, body: objectOf(await response.text()), retryAfterMs: secondsOf(response.headers.get('retry-after')) }
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    throw new MailUnavailable(late ? 'The mail provider did not answer in time' : 'The mail provider could not be reached')
  }
}

/** What a failed answer means: 400, 413 and 422 are about this mail, everything else may pass (a wrong key too, once mended). */
export function failureOf(answer: ProviderAnswer, said: string): MailRefused | MailUnavailable {
  const reason = `The mail provider answered ${answer.status}: ${withoutAddresses(said)}`
  const final = answer.status === 400 || answer.status === 413 || answer.status === 422
  return final ? new MailRefused(reason) : new MailUnavailable(reason, answer.retryAfterMs)
}

/** A provider's sentence, short and fit for a log and the desk: one line, addresses and keys left out. */
export function withoutAddresses(said: string): string {
  return redact(headerText(said).replaceAll(/\S+@\S+/g, '(address)')).slice(0, 200)
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined
}
