const day = 86_400_000

/** How long what nobody needs any more is kept, ms. Why these: docs/decisions/0008. */
export const kept = {
  /** After they ended. */
  challenges: 30 * day,
  /** Of the outbox, what never became a mail. */
  unmailed: 30 * day,
  /** And so how old a form may be when it is sent. */
  commands: 90 * day,
  /** Lists of customers: those nobody brought in, and the words of the others. */
  lists: 30 * day,
  /** Mails that wait to be looked at. */
  heldMails: 30 * day,
  /** Files no row knows of, left by an action that failed after they were stored. */
  strayFiles: 30 * day,
} as const
