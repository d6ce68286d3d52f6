/** What customers and the shop say and ask each other. Read with the first request for any of it. */
export { portalMessages } from '#features/messages/portal.tsx'
export { portalRequests } from '#features/requests/portal.tsx'
export { portalDrafts } from '#features/requests/portal-drafts.tsx'
export { strangerRequests } from '#features/requests/strangers.tsx'
