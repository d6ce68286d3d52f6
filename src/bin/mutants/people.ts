import { cutting, type Mutant } from './mutant.ts'

const races = ['src/races.test.ts']
const factors = ['src/identity/factors']
const team = ['src/features/team', 'src/races.test.ts']
const forwards = ['src/features/approvals/forwards.test.ts', 'src/features/approvals/passed-on.test.ts', 'src/races.test.ts']
const repeats = ['src/every-write.test.ts']
const directory = ['src/platform', 'src/features/payments']
const stale = "exactlyOne('stale')"

/** Who is let in, customers, the team, shops and what all writes share. */
export const peopleMutants: readonly Mutant[] = [
  ...cutting('identity/staff-context.ts', races, [
    ' AND s.ended_at IS NULL',
    ' AND s.expires_at > ${now}',
    ' AND m.is_active = 1',
    'AND m.role IN (${raw.join(\n      roles.map((role) => raw`${role}`),\n      raw`, `,\n    )})',
  ]),
  ...cutting('identity/customer-context.ts', races, [
    ' AND s.ended_at IS NULL',
    ' AND s.expires_at > ${now}',
    ' AND c.person_id = s.person_id',
  ]),
  ...cutting('identity/link-context.ts', races, [' AND l.generation = ${generation}', ' AND l.revoked_at IS NULL']),
  ...cutting(
    'features/customers/access.ts',
    [...forwards, 'src/identity', 'src/features/work'],
    [
      'c.has_access = 1 AND ',
      ' AND c.removed_at IS NULL',
      '\n  AND EXISTS (SELECT 1 FROM customers k WHERE k.id = c.customer_id AND k.archived_at IS NULL)',
      '\n  AND EXISTS (SELECT 1 FROM profile WHERE is_portal_on = 1)',
      'eq(contacts.hasAccess, true), ',
      'isNull(contacts.removedAt), ',
      ', isNull(customers.archivedAt)',
    ],
  ),
  ...cutting('identity/staff-context.ts', factors, [
    'if (proof && !isProven(proof, row, occasion.now)) throw unproven()',
    [
      "[live, assert(hasProof(proof, claims.session, occasion.now), 'unproven')]",
      ", assert(hasProof(proof, claims.session, occasion.now), 'unproven')",
    ],
  ]),
  ...cutting('identity/factors/queries.ts', factors, [
    ['s.factor_at >= ${now - proofMs}${proof', '>= ${now - proofMs}'],
    ['AND NOT EXISTS (SELECT', ' NOT'],
    ', eq(staffFactors.staffId, theStaff)',
  ]),
  ...cutting('identity/factors/prove.ts', factors, [
    ['counter })\n      .where(and(isStanding(factor), unused))', ', unused'],
    ['lastStep })\n        .where(and(isStanding(factor), unused))', ', unused'],
    ', isNull(recoveryCodes.usedAt)',
    ', isNull(staffFactors.removedAt)',
    "{ key: `${key}:${sessionId}`, max: 5, windowMs: 10 * minute, problem: 'wait' },",
    "{ key: `${key}:${staffId}:day`, max: 30, windowMs: 1440 * minute, problem: 'tomorrow' },",
    'if (tries) await giveTurnBack(ctx.deps, tries)',
    [': [guessedMail(ctx)]', 'guessedMail(ctx)'],
  ]),
  ...cutting('identity/ceremony.ts', factors, [
    ['isOurs && Number(time) >= ceremony.now - offerMs', ' && Number(time) >= ceremony.now - offerMs'],
    ['`${bound}.${said}`', '${bound}.'],
    ['`passkey challenge ${purpose}`', ' ${purpose}'],
  ]),
  ...cutting('identity/factors/actions.ts', factors, [
    ["[confirm, exactlyOne('stale')]", ", exactlyOne('stale')"],
    ["[remove, exactlyOne('stale'), ", "exactlyOne('stale'), "],
    ['hasRoom(ctx),\n      sql.insert', 'hasRoom(ctx),'],
  ]),
  ...cutting('identity/fresh-link.tsx', races, [`, ${stale}`]),
  ...cutting('identity/sign-in/actions.ts', races, [
    ", exactlyOne('spent')",
    ['isNull(challenges.usedAt),\n        isNull(challenges.voidedAt),\n', 'isNull(challenges.voidedAt),'],
    ['gt(challenges.expiresAt, ctx.now),\n        lt(', 'gt(challenges.expiresAt, ctx.now),'],
    ['        lt(challenges.tries, triesAllowed),\n      ),', 'lt(challenges.tries, triesAllowed),'],
  ]),
  ...cutting('platform/signup/actions.ts', races, [", exactlyOne('spent')"]),
  ...cutting('database/write.ts', repeats, ["assert(raw`(SELECT tenant_id FROM _tenant) = ${db.id}`, 'wrong database'), "]),
  ...cutting('features/activity/actions.ts', repeats, [
    "...(digest ? [assert(raw`NOT ${said}`, 'other words')] : []), ",
    "once(claim, 'done before')",
  ]),
  ...cutting('features/customers/actions.ts', races, [
    [`.where(isAt(id, input.version)),\n      ${stale},`, `${stale},`],
    [`[archive, ${stale}]`, `, ${stale}`],
    [`[restore, ${stale}]`, `, ${stale}`],
  ]),
  ...cutting('features/customers/merge-actions.ts', races, [
    [`[archive, ${stale}]`, `, ${stale}`],
    [`[take, ${stale}]`, `, ${stale}`],
  ]),
  ...cutting('features/customers/link-actions.ts', races, [`, ${stale}`]),
  ...cutting('features/customers/contact-actions.ts', races, [
    [`[update, ${stale}],\n      ...move`, `, ${stale}`],
    [`hasPerson)),\n    ${stale},`, `${stale},`],
    [`[remove, ${stale}]`, `, ${stale}`],
    'assertNotListed(customer.id, id, email), ',
  ]),
  ...cutting('features/customers/contact-changes.ts', races, [
    `${stale}, `,
    [', isNotNull(contacts.personId), isNull(contacts.removedAt)),\n    )', ', isNull(contacts.removedAt)'],
  ]),
  ...cutting('features/team/actions.ts', team, [
    ['(touched.some(isManager) ? [confirmed(ctx)] : [])', 'confirmed(ctx)'],
    [', ...endFactors(ctx, member.id)', ', ...endFactors(ctx, member.id)'],
    `${stale},`,
    ['sameRole(ctx), change, ', 'sameRole(ctx), '],
    ['sameRole(ctx), update(member.id, version, change), ', 'sameRole(ctx), '],
    ['sameRole(ctx), ...leaving', 'sameRole(ctx), '],
    ['change), anOwnerStays', ', anOwnerStays'],
  ]),
  ...cutting('platform/domains/actions.ts', directory, [
    'assert(raw`(SELECT shop_key FROM hosts WHERE host = ${host}) = ${shop.key}`, `${host} belongs to another shop.`),',
  ]),
  ...cutting('platform/tenants/limits.ts', ['src/guards.test.ts'], [', assert(room, limit.key)']),
  ...cutting('platform/provisioning/actions.ts', directory, [
    "assert(raw`(SELECT shop_key FROM slugs WHERE slug = ${slug}) = ${key}`, 'slug taken'),",
  ]),
  ...cutting(
    'identity/sign-in/actions.ts',
    ['src/identity/sign-in'],
    ["        eq(challenges.browser, await digestOf(browser.earlier?.secret ?? '')),\n"],
  ),
  ...cutting(
    'identity/link-context.ts',
    [...forwards, 'src/features/work'],
    [' AND (l.expires_at IS NULL OR l.expires_at > ${now})'],
  ),
]
