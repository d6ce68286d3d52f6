import type { Trade } from '#features/settings/rules.ts'
import type { Option } from '#ui/fields.tsx'

/** What the platform's own mail says. */
export const signupMailWords = {
  subject: (code: string) => `${code} is your code to open a shop`,
  preheader: 'Good for 10 minutes. Press the button or type the code.',
  heading: 'Open your shop on Nameplate',
  paragraphs: ['Press the button in the browser where you began, or type this code there.'],
  button: 'Go on',
  afterword: ['The button and the code work once and for 10 minutes.'],
  reason: 'Somebody typed this address to open a shop on Nameplate. If it was not you, ignore this mail: nothing happens.',
}

/** What the mail says that a new owner keeps. */
export const deskMailWords = {
  subject: 'Your shop is open: keep these two addresses',
  preheader: 'Where you and your team work, and where your customers come.',
  heading: 'Your shop is open',
  paragraphs: [
    'Keep this mail. At your desk you sign in with a code that goes to this mailbox. Your portal opens to customers once you switch it on.',
  ],
  button: 'Open your desk',
  facts: { desk: 'Your desk', portal: 'Your portal' },
  reason: 'You get this because you opened a shop on Nameplate with this mailbox.',
}

export const tradeOptions: readonly (Option & { readonly value: Trade })[] = [
  { value: 'decoration', label: 'We decorate: embroidery, screen print, DTF, engraving, promotional goods' },
  { value: 'wrap', label: 'We wrap: vehicle wraps, window film, paint protection, signs' },
  { value: 'auto', label: 'We repair cars: service, tires, body and detail' },
  { value: 'fleet', label: 'We keep fleets running: trucks, trailers and equipment' },
]
