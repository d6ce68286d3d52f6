/** How customers sign in, but for the mailed code. Read with the first request for any of it. */

export { portalDoor } from '#identity/ways/door.tsx'
export { googleHandlers } from '#identity/ways/google-callback.tsx'
export { portalWays } from '#identity/ways/portal.tsx'
