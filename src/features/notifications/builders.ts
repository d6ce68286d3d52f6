import type { Attachment } from '#adapters/mail/mail.ts'
import type { SystemCtx } from '#context.ts'
import type { MailContent } from './content.ts'

/** A mail ready to be rendered: to whom, and the words. */
export interface Letter {
  readonly to: string
  /** Set where the shop reads it, whose desk is English. */
  readonly isForDesk?: true
  /** Whose words it is in, where the mailbox is not the one we know them by. */
  readonly personId?: string | null
  readonly content: MailContent
  readonly replyTo?: string | undefined
  readonly attachments?: readonly Attachment[]
  /**
   * Set where its button opens the customers' portal, which a shop may have closed: then a mail that is there for its button is
   * not sent, and one that says something by itself goes without it.
   */
  readonly portal?: 'needed' | 'offered'
}
/** Makes the mail of one kind from the rows its payload names, or undefined when there is nothing left to say (it was undone, paid, withdrawn). */
export type MailBuilder = (ctx: SystemCtx, payload: Readonly<Record<string, string>>) => Promise<Letter | undefined>
export type MailBuilders = Readonly<Record<string, MailBuilder>>
