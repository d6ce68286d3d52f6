export { portalCalendar } from '#features/appointments/feed.ts'
export { portalAppointments } from '#features/appointments/portal.tsx'
