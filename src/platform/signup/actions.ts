import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Action } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne, Refused, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { tooMany } from '#errors.ts'
import { claimForm, record } from '#features/activity/actions.ts'
import { challengeMs, isWholeCode, tidyCode, triesAllowed } from '#identity/sign-in/rules.ts'
import type { Command } from '#lib/form.ts'
import { newId } from '#lib/id.ts'
import { codeFor, createKeyring, digestOf, type Keyring, newSecret, sameText } from '#lib/token.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { isOpen, platformKey, type Signup } from './rules.ts'
import { signups } from './schema.ts'

/** What the platform's own pages know of a request. */
export interface Occasion {
  readonly deps: Deps
  readonly requestId: string
  readonly network: string
  /** The form that was sent. */
  readonly command: Command | undefined
}

const minute = 60_000

/** The keys of the platform itself, for mailboxes that belong to no shop yet. */
export const platformKeys = (deps: Deps): Keyring => createKeyring(deps.masterKey, platformKey)

/**
 * Starts a sign-up and mails its link and code, with the same answer for every mailbox. Throws too_many when this network asked
 * too often. Returns it with the secret its browser keeps.
 */
export async function askToSignUp(on: Occasion, email: string): Promise<{ readonly id: string; readonly secret: string }> {
  const { deps, network } = on
  const now = deps.now()
  if (!(await takeTurn(deps, [{ key: `sign-up:${network}`, max: 20, windowMs: 60 * minute }]))) {
    throw tooMany('Too many codes were asked for from your network. Try again in an hour.')
  }
  const isSilent = !(await takeTurn(deps, mailLimits(email, network)))
  // Never from the form's own mark: who knows a mailed link must not get the browser's half of the proof by sending a form.
  const id = newId('sgn')
  const secret = newSecret()
  const insert = sql
    .insert(signups)
    .values({ id, email, browser: await digestOf(secret), createdAt: now, expiresAt: now + challengeMs })
  await act(
    on,
    { kind: 'sign_up.asked', subjectId: id, mails: [{ kind: 'sign-up', payload: { signup: id }, isSilent }], isRepeatable: true },
    [insert],
  )
  return { id, secret }
}

function mailLimits(email: string, network: string) {
  return [
    { key: `mail:sign-up:${email}:${network}`, max: 3, windowMs: 15 * minute },
    { key: `mail:sign-up:${email}`, max: 10, windowMs: 1440 * minute },
    { key: 'mails:platform', max: 500, windowMs: 60 * minute },
  ]
}

export type Proved = { readonly ok: true } | { readonly ok: false; readonly reason: 'wrong' | 'spent' }

/** Proves the mailbox with the code from its mail. A wrong one costs one of five tries. */
export async function proveByCode(on: Occasion, signup: Signup, typed: string, browser?: string): Promise<Proved> {
  const { deps } = on
  if (!isOpen(signup, deps.now())) return { ok: false, reason: 'spent' }
  const code = await codeFor(platformKeys(deps), signup.id, signup.generation)
  if (!isWholeCode(typed)) return { ok: false, reason: 'wrong' }
  if (sameText(tidyCode(typed), code)) return proveMailbox(on, signup, browser)
  const spend = sql
    .update(signups)
    .set({ tries: raw`${signups.tries} + 1` })
    .where(and(eq(signups.id, signup.id), lt(signups.tries, triesAllowed)))
  await act(on, { kind: 'sign_up.failed', subjectId: signup.id, isRepeatable: true }, [spend])
  return { ok: false, reason: signup.tries + 1 >= triesAllowed ? 'spent' : 'wrong' }
}

/** Marks the mailbox proven, once; in another browser than the one that asked, that one takes over. */
export async function proveMailbox(on: Occasion, signup: Signup, browser = signup.browser): Promise<Proved> {
  const now = on.deps.now()
  const prove = sql
    .update(signups)
    .set({ provedAt: now, browser })
    .where(and(eq(signups.id, signup.id), isNull(signups.provedAt), gt(signups.expiresAt, now), lt(signups.tries, triesAllowed)))
  try {
    await act(on, { kind: 'sign_up.proved', subjectId: signup.id, isRepeatable: true }, [[prove, exactlyOne('spent')]])
    return { ok: true }
  } catch (error) {
    if (error instanceof Refused && error.reason === 'spent') return { ok: false, reason: 'spent' }
    throw error
  }
}

/** A new secret for the browser that takes a sign-up over, and what the row keeps of it. */
export async function newBrowser(): Promise<{ readonly secret: string; readonly digest: string }> {
  const secret = newSecret()
  return { secret, digest: await digestOf(secret) }
}

/** One action on the directory: told once, with its event and its mails. */
export async function act(on: Occasion, action: Action, changes: readonly Change[]): Promise<'done' | 'done before'> {
  const { deps, requestId, command } = on
  const now = deps.now()
  const happening = { eventId: newId('evt'), actor: { kind: 'visitor' as const }, requestId, now }
  const claim = claimForm(action.subjectId, action, command, happening)
  const clock = action.mails?.length ? deps.clock(deps.directory.id) : undefined
  await clock?.arm(now + 5_000)
  const outcome = await write(deps.directory, [claim, ...changes, ...record(action, happening)])
  await clock?.arm(now)
  return outcome
}
