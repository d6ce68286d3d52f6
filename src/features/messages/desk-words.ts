/** What staff read of messages. */
export const desk = {
  mail: {
    subject: (name: string, about: string) => `${name} wrote about ${about}`,
    general: (customer: string) => `${customer}, in general`,
    wrote: (name: string, customer: string) => `${name} of ${customer} wrote:`,
    answer: 'Read and answer',
    reason: (shop: string) => `You get this because messages of ${shop}’s customers are told to this address.`,
  },
} as const
