/** What customers and the shop say and ask each other. Read with the first request for any of it. */

export { portalCalendar } from '#features/appointments/feed.ts'
export { portalAppointments } from '#features/appointments/portal.tsx'
export { portalAssets } from '#features/assets/portal.tsx'
export { portalUploads } from '#features/files/uploads.ts'
export { portalMessages } from '#features/messages/portal.tsx'
export { portalPassports } from '#features/passports/portal.tsx'
export { passportPages } from '#features/passports/public.tsx'
export { portalRequests } from '#features/requests/portal.tsx'
export { portalDrafts } from '#features/requests/portal-drafts.tsx'
export { strangerRequests } from '#features/requests/strangers.tsx'
