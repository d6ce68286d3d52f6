/** What the shop reads of a thing that gets a new owner. */
export const desk = {
  title: 'Public page',
  heading: { on: 'Its public page is on', off: 'Its public page is off' },
  qr: (name: string) => `QR code of the public page of ${name}`,
  off: 'Its owner has not switched its public page on. They do it in their portal, on its page; then its code stands here to print.',
  archived: 'It is archived, and so is its public page.',
  text: 'Print the code and put it where it is found: in the door, on the dash. Whoever scans it sees what its owner ticked.',
  /** Make and model stand there always. */
  shows: (what: readonly string[]) => `Shows: ${['make and model', ...what].join(', ')}.`,
  ticks: { name: 'name', plate: 'plate', vin: 'VIN', history: 'what was done to it' },
  ends: 'It ends when its owner switches the page off, or when it goes to a new one: then print a new code.',
  address: 'Address of the page',
  copy: { copy: 'Copy', copied: 'Address copied' },
  print: 'Print',
  download: 'Download as SVG',
  open: 'Code to print',
  mail: {
    subject: (name: string) => `${name} has a new owner`,
    text: (name: string, from: string, to: string) => `${from} handed ${name} over to ${to || 'a new owner'}, with a code.`,
    history: 'Its work so far stays with the customer you did it for. What is asked for from now on comes from the new owner.',
    open: 'Open it at the desk',
    reason: (shop: string) => `You get this because ${shop} has what its customers do sent to you.`,
  },
} as const
