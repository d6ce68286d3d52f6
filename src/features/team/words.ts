/** What the invited read, in English. */
export const invitationWords = {
  subject: (shop: string) => `Join the team of ${shop}`,
  preheader: 'Your place at the desk is ready.',
  heading: (shop: string) => `Welcome to the desk of ${shop}`,
  paragraphs: (name: string, shop: string) => [
    `Hi ${name},`,
    `${shop} keeps its jobs, customers and invoices here, and you have a place in the team. There is no password: the button sends a code to this address.`,
  ],
  button: 'Go to the desk',
  afterword: 'The button works for 30 days. After that, sign in with this address.',
  reason: (shop: string) => `You get this because somebody at ${shop} added your address to the team.`,
} as const

/** What staff are told was done. */
export const done = {
  invited: 'Invited. The email is on its way.',
  saved: 'Saved.',
  removed: 'Removed. Their sessions ended at once.',
} as const
