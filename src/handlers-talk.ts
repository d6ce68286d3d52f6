/** What customers and the shop say and ask each other. Read with the first request for any of it. */
export { portalMessages } from '#features/messages/portal.tsx'
export { portalCalendar } from '#features/appointments/feed.ts'
export { portalAppointments } from '#features/appointments/portal.tsx'
