import { everyone } from '#features/team/rules.ts'
import { customer, link, staff } from './routes.ts'

/** Where an open page keeps a socket, on which it hears when to look again. */
export const portalLive = customer.get('/live')
export const linkLive = link.get('/live/:token')
export const deskLive = staff.get('/live', everyone)
