/** What the shop reads of a thing that gets a new owner. */
export const desk = {
  mail: {
    subject: (name: string) => `${name} has a new owner`,
    text: (name: string, from: string, to: string) => `${from} handed ${name} over to ${to || 'a new owner'}, with a code.`,
    history: 'Its work so far stays with the customer you did it for. What is asked for from now on comes from the new owner.',
    open: 'Open it at the desk',
    reason: (shop: string) => `You get this because ${shop} has what its customers do sent to you.`,
  },
} as const
