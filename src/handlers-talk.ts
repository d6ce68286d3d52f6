/** What customers and the shop say and ask each other. Read with the first request for any of it. */
export { portalUploads } from '#features/files/uploads.ts'
export { portalMessages } from '#features/messages/portal.tsx'
