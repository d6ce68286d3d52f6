/** What a secret looks like, under the name of what it is. */
export const secretShapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['live key of Stripe', /\b[sr]k_live_\w{10,}/],
  ['key of Stripe', /\b[sr]k_test_[A-Za-z0-9]{16,}/],
  ['signing secret of a webhook', /\bwhsec_[A-Za-z0-9+/_-]{16,}/],
  ['token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/],
  ['key of AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['key of Google', /\bAIza[\w-]{35}/],
  ['token of Slack', /\bxox[abprs]-[\w-]{10,}/],
  ['token of npm', /\bnpm_[A-Za-z0-9]{36}/],
  ['key of Resend', /\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{16,}/],
  ['JWT', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['master key', /MASTER_KEY["'`]?\s*[:=]\s*["'`]?[A-Za-z0-9_-]{43}/],
]

/** The names of the shapes that a text holds. */
export const secretsIn = (text: string): string[] => secretShapes.filter(([, shape]) => shape.test(text)).map(([what]) => what)
