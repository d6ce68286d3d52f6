import type { Headers, Stamp } from '#lib/mail/authentication.ts'
import type { HeaderOf } from './reports.ts'

/** A file that came with a mail. */
export interface InboundFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** A picture of the text's own, which mail programs also use for logos below a signature. */
  readonly isInline: boolean
}

/** A mail somebody sent us, taken apart and not judged yet. */
export interface InboundMail {
  /** Whose word on its origin counts. */
  readonly stamp: Stamp
  /** To whom it was brought. */
  readonly to: readonly string[]
  readonly headers: Headers
  /** The sender as a mail program shows them. */
  readonly from: string
  readonly text: string
  readonly html: string
  readonly files: readonly InboundFile[]
}

/** `forged`: not from the provider. `other`: from them, and no mail. */
export type ReadMail = InboundMail | 'forged' | 'other'

export interface MailIn {
  /** The provider that brings mail by webhook, as its address names it; none does where there is none. */
  readonly provider: string | undefined
  /** Where answers go: the host behind the @. Without one no mail asks for an answer by email. */
  readonly domain: string | undefined
  /** Reads what was posted to us. Throws MailUnavailable where the mail has to be fetched and cannot be. */
  read(body: string, header: HeaderOf, now: number): Promise<ReadMail>
}

/** The largest mail taken, bytes: it is held in memory whole. */
export const largestMail = 20 * 1024 * 1024
