import type { BaseCtx, Mail } from '#context.ts'

/** What can change of how somebody signs in. */
export type About =
  | 'passkey_added'
  | 'passkey_removed'
  | 'google_tied'
  | 'google_untied'
  | 'password_set'
  | 'password_changed'
  | 'password_removed'

interface Named {
  /** Which passkey or account it was. */
  readonly name?: string
  /** The tie this is about: without that row there is nothing to tell. */
  readonly identity?: string
}

/** Tells somebody what was changed of how they sign in; never switched off, never held back. Names no secret. */
export function changedMail(
  { device, now }: BaseCtx,
  person: string,
  about: About,
  { name = '', identity = '' }: Named = {},
): Mail {
  return { kind: 'ways.changed', payload: { person, about, name, identity, device, at: String(now) } }
}
