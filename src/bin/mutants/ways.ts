import { cutting, type Mutant } from './mutant.ts'

const google = ['src/identity/ways/google.test.ts', 'src/identity/ways/ways.test.ts']
const passkeys = ['src/identity/ways/passkeys.test.ts']
const password = ['src/identity/ways/password.test.ts']
const both = [...passkeys, ...password]

/** How customers sign in, but for the mailed code. */
export const waysMutants: readonly Mutant[] = [
  ...cutting('adapters/google-answers.ts', google, [
    ['(!kid || (typ', '!kid || '],
    " || (typ !== undefined && typ !== 'JWT')",
    "algorithms: ['RS256'], ",
    'issuer: google.issuer, audience: google.clientId, ',
    'maxTokenAge: 600, ',
    ['payload.aud === google.clientId && ', 'payload.aud === google.clientId && '],
    ' && (claims.azp === undefined || claims.azp === google.clientId)',
    ' || !sameText(claims.nonce, nonce)',
    '  email_verified: v.literal(true),\n',
    ['v.minLength(1), v.maxLength(255)', 'v.minLength(1), '],
  ]),
  ...cutting('identity/ways/google-visits.ts', google, [
    'token?.purpose === purpose && ',
    ' && (await isGenuine(ctx.tenant.keys, token, 1))',
    ['visit.answeredAt === null && visit.expiresAt > now', 'visit.answeredAt === null && '],
    ['visit.answeredAt === null && visit.expiresAt > now', ' && visit.expiresAt > now'],
    ' && visit.answeredAt + handOverMs > now',
    ", exactlyOne('spent')",
  ]),
  ...cutting('identity/ways/google-cookie.ts', google, [' && sameText(secret, await secretOf(tenant, visit))']),
  ...cutting('identity/ways/google-callback.tsx', google, [
    'if (!isUnderWay(visit, ctx.now)) throw gone(words.google.overTitle, words.google.over)',
  ]),
  ...cutting('identity/ways/door.tsx', google, [
    'visit?.host === ctx.host && ',
    'visit.sessionId === null && ',
    ' || !isHere',
    "await countTry(ctx, [networkTries(ctx, 'google', 30)])",
  ]),
  ...cutting('identity/ways/door.tsx', passkeys, ["await countTry(ctx, [networkTries(ctx, 'passkey', 60)])"]),
  {
    ...{ file: 'src/identity/ways/door-steps.ts', tests: [...google, ...passkeys] },
    ...{ text: 'arrivalOf(ctx.base, safeNext(next, ctx.base), ', instead: 'arrivalOf(ctx.base, next, ' },
  },
  ...cutting('identity/ways/door-queries.ts', both, [['eq(people.id, person), isLetIn', ', isLetIn']]),
  ...cutting('identity/ways/enter.ts', passkeys, [', isNull(passkeys.removedAt)', [', unused)),', ', unused']]),
  ...cutting('identity/ways/door.tsx', passkeys, [['${ctx.host} ${browser}', ' ${browser}']]),
  ...[
    ['requireUserVerification: true', 'requireUserVerification: false'],
    ['expectedOrigin: ceremony.origin', "expectedOrigin: [ceremony.origin, 'https://evil.test']"],
    ['expectedRPID: placeOf(ceremony)', "expectedRPID: [placeOf(ceremony), 'evil.test']"],
    ['        counter: credential.counter,\n', '        counter: 0,\n'],
  ].map(([text = '', instead = '']) => ({ file: 'src/identity/ceremony.ts', text, instead, tests: passkeys })),
  ...cutting('identity/sign-in/new-session.ts', passkeys, [
    "assert(isTheirs, 'spent'), ",
    ' AND c.person_id = ${person}',
    ' AND ${isStillLetIn}',
  ]),
  {
    ...{ file: 'src/identity/sign-in/portal.tsx', tests: google },
    text: "redeemCode(ctx, challenge, contact, form.ok ? form.value.code : '')\n",
    instead: "redeemCode(ctx, challenge, contact, form.ok ? form.value.code : '', waiting)\n",
  },
  ...cutting('identity/ways/google-actions.ts', google, [
    "assert(isFree, 'taken'), ",
    'isProvenStill(ctx), ',
    ' takeOver(visit.id, ctx.now),',
  ]),
  ...cutting('identity/ways/passkey-actions.ts', google, [
    ['isProvenStill(ctx),\n      assert', 'isProvenStill(ctx),'],
    ['isProvenStill(ctx),\n    sql', 'isProvenStill(ctx),'],
  ]),
  ...cutting('identity/ways/password-actions.ts', google, [
    ['isProvenStill(ctx), set', 'isProvenStill(ctx), '],
    ['isProvenStill(ctx),\n    sql', 'isProvenStill(ctx),'],
  ]),
  ...cutting('identity/ways/portal.tsx', google, [
    'visit?.sessionId === ctx.sessionId && ',
    ' && (await beganHere(c, ctx.tenant, visit))',
  ]),
  ...cutting('identity/ways/portal.tsx', passkeys, [
    'if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.passkey, { id: passkey.id }))',
  ]),
  ...cutting('identity/ways/queries.ts', passkeys, [
    [', eq(passkeys.personId, thePerson)))\n\nexport', ', eq(passkeys.personId, thePerson)'],
  ]),
  ...cutting('identity/ways/passkey-actions.ts', passkeys, ["assert(hasRoom, 'full'),"]),
  ...cutting('identity/ways/password-door.tsx', password, [
    "assert(isStill, 'spent')",
    ' JOIN profile f ON f.are_passwords_on = 1',
    ' AND w.hash = ${kept.hash}',
    '{ key: `${mailbox}:${ctx.network}`, max: 5, windowMs: 15 * minute },',
    "networkTries(ctx, 'password', 30),",
    ["isKnown ? 'known' : 'new'", "isKnown ? 'known' : "],
  ]),
  ...cutting('identity/ways/password-actions.ts', password, [[', set, endOthers(ctx)]', ', endOthers(ctx)']]),
  ...cutting('identity/ways/password-actions.ts', ['src/revocation.test.ts'], [[', mails, consequences }', ', consequences']]),
  ...cutting('identity/ways/scrypt.ts', password, [".normalize('NFKC')"]),
  ...cutting('identity/ways/password-rules.ts', password, [
    "if (isPattern(plain)) return 'common'",
    "for (const form of formsOf(plain)) if (await isCommon(form)) return 'common'",
    ["isOwn(plain, own) ? 'own' : undefined", "isOwn(plain, own) ? 'own' : "],
  ]),
  ...cutting('features/customers/contact-actions.ts', both, [
    ['endWays(ctx.now, contact.personId),\n      endAutopay', 'endWays(ctx.now, contact.personId),'],
  ]),
]
