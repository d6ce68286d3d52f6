import { form, type Writes } from './scene.ts'

/** Conversations, of a customer and at the desk. */
export const messageWrites: Writes = {
  'message.written': async ({ shop, contact, job }) => {
    const page = `${shop.base}/messages/${job}`
    return form(await shop.signedIn(contact), page, `${page}#write`, { body: 'When is it ready?' })
  },
}
