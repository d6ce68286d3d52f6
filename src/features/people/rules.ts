import type { Profile } from '#features/settings/rules.ts'

/** What a shop lets its customers do about their own account. */
export interface AccountSettings {
  /** Contacts with the tick bring in others. */
  readonly mayInvite: boolean
  /** Contacts with the tick keep the company's name, phone and address. */
  readonly mayEdit: boolean
}
const defaults: AccountSettings = { mayInvite: false, mayEdit: false }

export const accountSettings = ({ accounts }: Pick<Profile, 'accounts'>): AccountSettings => ({ ...defaults, ...accounts })
