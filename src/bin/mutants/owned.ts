import { cutting, type Mutant } from './mutant.ts'

const stale = "exactlyOne('stale')"
const passports = ['src/features/passports']

/** The public page of what customers own, and its way to a new owner. */
export const ownedMutants: readonly Mutant[] = [
  ...cutting('features/passports/actions.ts', passports, [
    [`[save, ${stale}]`, `, ${stale}`],
    'generation: raw`${passports.generation} + 1`, ',
  ]),
  ...cutting('features/passports/portal.tsx', passports, [
    'if (!c.var.ctx.viewer.canApprove) throw forbidden(words.own.onlySome)',
    [' && !ctx.isPreview ?', ' && !ctx.isPreview'],
  ]),
  ...cutting('features/passports/public.tsx', passports, [
    ' || !(await opens(ctx.tenant.keys, tokenOf(c), passport.generation))',
    ' && (passport.openedAt !== null || passport.handoverId !== null)',
  ]),
  ...cutting('features/passports/claim-actions.ts', passports, [
    'if (!(await takeTurn(deps, [{ key: `handover:${network}`, max: 20, windowMs: 60 * minute }]))) throw tooMany(words.page.many)',
    '{ key: `handover:${mailbox}:${network}`, max: 3, windowMs: 15 * minute },',
    "if (known.length > 0 && others.length === 0) return 'own'",
    "if (claim.tries >= triesAllowed || (claim.codeExpiresAt ?? 0) <= ctx.now) return 'spent'",
    "[use, exactlyOne('gone')],",
    ['[gt(handovers.expiresAt, now), lt(', 'gt(handovers.expiresAt, now), '],
  ]),
  ...cutting('features/passports/take-over.ts', passports, ['\n      changeKey(assetId),', 'unitNumber: null, depot: null, ']),
]
