import type { Answer, RecordKind } from '#features/approvals/rules.ts'
import type { ToldWords } from './told.ts'

const nouns: Readonly<Record<RecordKind, readonly [one: string, many: string, ending: 'o' | 'a']>> = {
  proof: ['diseño', 'diseños', 'o'],
  work: ['línea', 'líneas', 'a'],
  estimate: ['línea', 'líneas', 'a'],
  limit: ['límite', 'límites', 'o'],
  override: ['parte', 'partes', 'a'],
}
const answers: Readonly<Record<Answer, (ending: string) => string>> = {
  approved: (ending) => `aprobad${ending}`,
  changes: () => 'por cambiar',
  declined: (ending) => `rechazad${ending}`,
}

export const spanish: ToldWords = {
  ways: {
    portal: '',
    link: '',
    forward: 'por un enlace que alguien pasó',
    phone: 'por teléfono',
    text: 'por mensaje de texto',
    in_person: 'en persona',
    limit: 'dentro del límite de gasto',
    desk: 'en el taller',
  },
  tally: (kind, counts) => {
    const [one, many, ending] = nouns[kind]
    const said = (n: number, answer: Answer) => answers[answer](n === 1 ? ending : `${ending}s`)
    return counts.map(({ n, answer }, i) => `${i === 0 ? `${n} ${n === 1 ? one : many}` : n} ${said(n, answer)}`).join(', ')
  },
  headings: {
    approved: (title) => `Aprobado: ${title}`,
    mixed: (title) => `Respondido: ${title}`,
    changes_requested: (title) => `Cambios pedidos: ${title}`,
    declined: (title) => `Rechazado: ${title}`,
    overridden: (title) => `Pasó a producción sin aprobación: ${title}`,
  },
  somebody: 'Alguien',
  verbs: {
    approved: 'aprobó',
    mixed: 'respondió a',
    changes_requested: 'pidió cambios en',
    declined: 'rechazó',
    overridden: 'pasó a producción sin aprobación:',
  },
  done: {
    approved: 'Aprobado',
    mixed: 'Aprobado en parte',
    changes_requested: 'Cambios pedidos',
    declined: 'Rechazado',
    overridden: 'Pasó a producción sin aprobación',
  },
  by: (what, name) => `${what} por ${name}`,
}
