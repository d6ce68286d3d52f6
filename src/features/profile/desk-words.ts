const labels: Readonly<Record<string, string>> = {
  ...{ name: 'Name', phone: 'Phone', email: 'Email' },
  ...{ company: 'Company', companyPhone: 'Phone of the company', address: 'Address' },
}

/** What the shop is told about what its customers change. */
export const desk = {
  subject: (who: string, company: string) => `${who} changed their details${company && company !== who ? ` (${company})` : ''}`,
  text: (who: string) => `${who} changed this in the portal:`,
  labels,
  change: (before: string, after: string) => `${after || 'none'} (was ${before || 'none'})`,
  button: 'Open the customer',
  reason: (shop: string) => `You get this because customers of ${shop} keep their own details.`,
}
