import { MailUnavailable, mailTimeoutMs } from './mail.ts'

/** The work's result, or MailUnavailable after 10 s. The work itself cannot be stopped. */
export async function withinTimeout<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new MailUnavailable('The mail provider did not answer in time')), mailTimeoutMs)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
