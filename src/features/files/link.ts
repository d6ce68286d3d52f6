import { fileForLink } from './rights-queries.ts'
import { type Asked, sendFile } from './send.ts'

/** A file of the one item that a link opens: for every kind of link. */
export const linkFile = (c: Asked) => sendFile(c, fileForLink)
