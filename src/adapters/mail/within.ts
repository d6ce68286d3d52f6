import { within } from '#lib/within.ts'
import { MailUnavailable, mailTimeoutMs } from './mail.ts'

/** The work's result, or MailUnavailable after 10 s. */
export function withinTimeout<T>(work: Promise<T>): Promise<T> {
  return within(mailTimeoutMs, work, () => new MailUnavailable('The mail provider did not answer in time'))
}
