/** Slugs that would read as a part of the product in an address or a host. */
export const reservedSlugs: ReadonlySet<string> = new Set(
  (
    'about account accounts activate admin api app apps assets auth billing blog c cdn code confirm contact dashboard demo dev directory ' +
    'docs domain email files help home hooks host invite invoice invoices job jobs legal local localhost login logout mail me message ' +
    'messages nameplate new null oauth operator pay payments platform portal portals preview pricing privacy proof proofs public root ' +
    'security session settings setup shop shops sign-in sign-out sign-up signin signout signup staff start static status stripe support ' +
    'system team terms test undefined verify view webhook webhooks well-known work www'
  ).split(' '),
)

const maxLength = 40
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  '&': ' and ',
}

/** A name as a slug: accents folded, words joined by hyphens, at most 40 characters; empty when nothing in it can be written so. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßæœøđðłþı&]/g, (letter) => letters[letter] ?? '')
    .normalize('NFKD')
    .replace(/[\p{M}'’.]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, maxLength)
    .replace(/-$/, '')
}

/** True for 2 to 40 lower-case letters, digits and single hyphens inside. Whether it is reserved or taken is asked apart. */
export function isSlug(text: string): boolean {
  return text.length >= 2 && text.length <= maxLength && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
}
