import type { Fields } from './fields.ts'
import { newId } from './ids.ts'
import { noSuch, refused } from './problem.ts'
import { bookOf, type Double } from './state.ts'

export type Account = ReturnType<typeof buildAccount>

export interface OnboardingLink {
  account: string
  refreshUrl: string
  returnUrl: string
  expiresAt: number
  isUsed: boolean
}

const due = ['business_profile.url', 'external_account', 'tos_acceptance.date', 'tos_acceptance.ip']
const currencies: Record<string, string> = { US: 'usd', CA: 'cad', GB: 'gbp', AU: 'aud', NZ: 'nzd', CH: 'chf', JP: 'jpy' }
const linkSeconds = 300

export function createAccount(double: Double, input: Fields): Account {
  input.only([
    'type',
    'country',
    'email',
    'business_type',
    'business_profile',
    'capabilities',
    'controller',
    'default_currency',
    'metadata',
    'settings',
    'company',
    'individual',
    'expand',
  ])
  const account = buildAccount(double.now(), input)
  double.state.accounts[account.id] = account
  bookOf(double.state, account.id)
  return account
}

export function getAccount(double: Double, id: string): Account {
  const account = double.state.accounts[id]
  if (!account) throw noSuch('account', id, 'account')
  return account
}

/** The name a payer sees. */
export function accountName(account: Account | undefined): string {
  return account?.business_profile.name ?? account?.settings.dashboard.display_name ?? account?.email ?? 'Test shop'
}

export function createAccountLink(double: Double, input: Fields) {
  input.only(['account', 'refresh_url', 'return_url', 'type', 'collect', 'collection_options', 'expand'])
  const account = getAccount(double, input.required('account'))
  input.required('type')
  input.oneOf('type', ['account_onboarding', 'account_update'])
  const token = newId('', 32)
  const link: OnboardingLink = {
    account: account.id,
    refreshUrl: url(input, 'refresh_url'),
    returnUrl: url(input, 'return_url'),
    expiresAt: double.now() + linkSeconds,
    isUsed: false,
  }
  double.state.links[token] = link
  return {
    object: 'account_link',
    created: double.now(),
    expires_at: link.expiresAt,
    url: `${double.origin()}/setup/s/${account.id}/${token}`,
  }
}

/** Everything Stripe asked for is given: the account may charge and be paid out. */
export function completeOnboarding(double: Double, id: string, name?: string): Account {
  const account = getAccount(double, id)
  account.business_profile.name = name || account.business_profile.name
  account.charges_enabled = true
  account.details_submitted = true
  account.payouts_enabled = true
  account.capabilities = { card_payments: 'active', transfers: 'active' }
  account.requirements = requirements([], null)
  account.tos_acceptance.date = double.now()
  double.emit(account.id, 'account.updated', account)
  return account
}

/** Everything was given and Stripe looks at it first, or wants more: nothing can be charged meanwhile. */
export function reviewAccount(double: Double, id: string): Account {
  const account = getAccount(double, id)
  account.charges_enabled = false
  account.details_submitted = true
  account.payouts_enabled = false
  account.capabilities = { card_payments: 'pending', transfers: 'pending' }
  account.requirements = requirements(['individual.verification.document'], 'requirements.past_due')
  double.emit(account.id, 'account.updated', account)
  return account
}

function buildAccount(now: number, input: Fields) {
  const country = input.text('country') ?? 'US'
  const profile = input.group('business_profile')
  const id = newId('acct_', 16)
  return {
    id,
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: profile.text('mcc') ?? null,
      name: profile.text('name') ?? null,
      product_description: profile.text('product_description') ?? null,
      support_address: null,
      support_email: profile.text('support_email') ?? null,
      support_phone: profile.text('support_phone') ?? null,
      support_url: profile.text('support_url') ?? null,
      url: profile.text('url') ?? null,
    },
    business_type: input.text('business_type') ?? null,
    capabilities: { card_payments: 'inactive', transfers: 'inactive' },
    charges_enabled: false,
    controller: { type: 'application', is_controller: true },
    country,
    created: now,
    default_currency: input.text('default_currency') ?? currencies[country] ?? 'eur',
    details_submitted: false,
    email: input.text('email') ?? null,
    external_accounts: { object: 'list', data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
    future_requirements: requirements([], null),
    metadata: input.pairs('metadata'),
    payouts_enabled: false,
    requirements: requirements(due, 'requirements.past_due'),
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      dashboard: { display_name: profile.text('name') ?? null, timezone: 'Etc/UTC' },
      payments: { statement_descriptor: null },
      payouts: { debit_negative_balances: true, schedule: { delay_days: 2, interval: 'daily' }, statement_descriptor: null },
    },
    tos_acceptance: tosAcceptance(),
    type: input.oneOf('type', ['standard', 'express', 'custom']) ?? 'standard',
  }
}

interface TosAcceptance {
  date: number | null
  ip: string | null
  user_agent: string | null
}
const tosAcceptance = (): TosAcceptance => ({ date: null, ip: null, user_agent: null })

function requirements(missing: string[], reason: string | null) {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: missing,
    disabled_reason: reason,
    errors: [],
    eventually_due: missing,
    past_due: missing,
    pending_verification: [],
  }
}

function url(input: Fields, name: string): string {
  const value = input.required(name)
  if (!URL.canParse(value)) throw refused('Not a valid URL', 'url_invalid', input.path(name))
  return value
}
