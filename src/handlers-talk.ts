/** What customers and the shop say and ask each other. Read with the first request for any of it. */

export { portalCalendar } from '#features/appointments/feed.ts'
export { portalAppointments } from '#features/appointments/portal.tsx'
export { portalMessages } from '#features/messages/portal.tsx'
