import { asLeft, spoken } from '#lib/language.ts'

const checks: Readonly<Record<string, string>> = {
  'The spelling is right': 'La ortografía es correcta',
  'The colors are right. Screens differ, thread and ink numbers do not':
    'Los colores son correctos. Las pantallas varían, los números de hilo y tinta no',
  'The size is right': 'El tamaño es correcto',
  'The placement is right': 'La ubicación es correcta',
  'The quantity is right': 'La cantidad es correcta',
}

/** A point to check: as the shop wrote it, or as we did, in the reader's language. */
export const checkLabel = (point: string): string => asLeft(point, checks)

/** What a request is called; a spending limit by a name of ours. */
export const titleText = (title: string): string => asLeft(title, { 'Spending limit': 'Límite de gasto' })

/** What a part of one is called; the amounts of a spending limit stand in words of ours. */
export function partText(title: string): string {
  const [, line, job] = /^(.+) a line, (.+) a job$/.exec(title) ?? []
  return spoken() === 'en' || line === undefined ? title : `${line} por línea, ${job} por trabajo`
}
