import type { RequestKind, StillTrue } from '#features/requests/rules.ts'

/** Words of one side on a day: a nick of the staff, or the email of a contact. */
export type SaidScript = readonly [by: string, day: number, text: string]

/** A conversation: about a job, an estimate or the invoice of a job, by title, or a thing by name; about nothing in particular when left out. */
export interface TalkScript {
  readonly customer: string
  readonly about?:
    | { readonly job: string }
    | { readonly thing: string }
    | { readonly estimate: string }
    | { readonly invoiceOf: string }
  readonly said: readonly SaidScript[]
  /** What colleagues wrote each other beside it. */
  readonly notes?: readonly SaidScript[]
  readonly assigned?: { readonly to: string; readonly day: number }
  /** Who looked without writing, and when. */
  readonly read?: readonly (readonly [email: string, day: number])[]
}

interface AskedScript {
  readonly kind?: RequestKind
  readonly what: string
  readonly pieces?: number
  readonly sizes?: string
  readonly notes?: string
  readonly phone?: string
  /** The day it is wanted, counted from today. */
  readonly wanted?: number
  readonly day: number
}

/** What a contact asked for, and what became of it; a job or an estimate made from it says so itself. */
export interface RequestScript extends AskedScript {
  readonly customer: string
  readonly by: string
  /** Names of what it is about. */
  readonly things?: readonly string[]
  /** The job it repeats, and what is still true of it. */
  readonly again?: { readonly job: string } & StillTrue
  readonly said?: readonly SaidScript[]
  readonly closed?: { readonly by: string; readonly day: number; readonly reason: string }
  /** Begun and not sent. */
  readonly isDraft?: true
}

/** What somebody asked for who is no customer. */
export interface StrangerScript extends AskedScript {
  readonly name: string
  readonly company?: string
  readonly email: string
}
