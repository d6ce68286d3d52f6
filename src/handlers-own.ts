/** What people do about themselves and whom they stand for. Read with the first request for any of it. */

export { portalCompany, portalPeople } from '#features/people/portal.tsx'
export { muteHandlers } from '#features/profile/mute.tsx'
export { portalProfile } from '#features/profile/portal.tsx'
export { portalAccounts } from '#identity/accounts/portal.tsx'
export { portalDevices } from '#identity/sessions/devices.tsx'
