import { asLeft } from '#lib/language.ts'

const tiers: Readonly<Record<string, string>> = { Good: 'Bueno', Better: 'Mejor', Best: 'El mejor' }

/** What a way to go is called: as the shop wrote it, or as we did, in the reader's language. */
export const tierLabel = (name: string): string => asLeft(name, tiers)
