/** A mail ready to go. `key` is the same at every try, so that a provider that can tell takes it once. */
export interface OutgoingMail {
  readonly key: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly replyTo?: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
  readonly tag?: string
  /** Whose it is and which row of the outbox: what a provider reports comes back with both. */
  readonly origin?: { readonly shop: string; readonly mail: string }
  readonly attachments?: readonly Attachment[]
}

/** A file that goes with the mail. Its name is ours and plain ASCII. */
export interface Attachment {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

export interface MailSender {
  /** Hands the mail to the provider within 10 s. Throws MailRefused or MailUnavailable, nothing else. */
  send(mail: OutgoingMail): Promise<{ readonly providerId: string | undefined }>
}

/** The provider will never take this mail: trying again is useless. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
}

/** Not now: network, time, limits, or an account that its operator must mend. The mail may have been taken all the same. */
export class MailUnavailable extends Error {
  override readonly name = 'MailUnavailable'
  readonly retryAfterMs: number | undefined

  constructor(message: string, retryAfterMs?: number) {
    super(message)
    this.retryAfterMs = retryAfterMs
  }
}

/** Longest wait for a provider, in milliseconds. */
export const mailTimeoutMs = 10_000
