import { spanish as jobs } from '#features/jobs/words-es.ts'
import type { Trade } from '#features/settings/rules.ts'
import { spelledInSpanish } from '#lib/numerals.ts'
import type { HomeWords } from './words.ts'

/** "Cinco líneas", or "Dos de cinco líneas" once some are answered. */
function counted(open: number, all: number, gender: 'un' | 'una', [one, many]: readonly [string, string]): string {
  const nouns = all === 1 ? one : many
  const whole = spelledInSpanish(all, gender)
  return open < all ? `${spelledInSpanish(open, gender)} de ${whole.toLowerCase()} ${nouns}` : `${whole} ${nouns}`
}
const work = (trade: Trade) => jobs.vocabularies[trade]
const some = (n: number, { one, many }: { one: string; many: string }, [is, are]: readonly [string, string]) =>
  n === 0 ? '' : `${spelledInSpanish(n, 'un')} ${n === 1 ? `${one} ${is}` : `${many} ${are}`}`

export const spanish: HomeWords = {
  title: 'Inicio',
  heading: (waiting) =>
    waiting === 1 ? 'Una cosa espera su respuesta' : `${spelledInSpanish(waiting, 'una')} cosas esperan su respuesta`,
  headingQuiet: 'Nada espera su respuesta',
  lede(trade, working, shipping) {
    const works = some(working, work(trade), ['está en curso', 'están en curso'])
    const way = some(shipping, work(trade), ['va en camino', 'van en camino'])
    if (!works && !way) return 'No hay nada en curso por ahora.'
    return works && way ? `${works}, y ${way.charAt(0).toLowerCase()}${way.slice(1)}.` : `${works || way}.`
  },
  needs: 'Espera su respuesta',
  requests: '¿Necesita algo?',
  request: 'Solicitar cotización',
  allRequests: 'Sus solicitudes',
  answered: 'respondidas',
  asked: {
    proof: {
      title: (title) => `Apruebe la prueba de ${title}`,
      look: 'Ver la prueba',
      what: ({ edition, openParts, parts }) =>
        [edition > 1 && `Versión ${edition}.`, parts > 1 && `${counted(openParts, parts, 'un', ['diseño', 'diseños'])}.`]
          .filter(Boolean)
          .join(' '),
    },
    work: {
      title: (title) => `Apruebe el trabajo en ${title}`,
      look: 'Ver las líneas',
      what: ({ openParts, parts, money }) =>
        `${counted(openParts, parts, 'una', ['línea', 'líneas'])}${money ? `, ${money} en total antes de impuestos` : ''}.`,
    },
    estimate: {
      title: (title) => `Responda al presupuesto de ${title}`,
      look: 'Ver el presupuesto',
      what: ({ money }) => (money ? `${money} antes de impuestos.` : ''),
    },
    limit: {
      title: () => 'Responda al límite de gasto que proponemos',
      look: 'Ver el límite',
      what: () => 'Hasta ese monto seguimos sin preguntar cada vez.',
    },
  },
  others: 'Espera a quien aprueba',
  othersText: 'Otra persona de su empresa aprueba esto. A usted no se le pide nada.',
  active: 'En curso',
  past: (trade) => `${work(trade).Many} anteriores`,
  noJobs: (trade) => `Ningún ${work(trade).one} en curso`,
  noJobsText: (trade) => `Su próximo ${work(trade).one} aparece aquí en cuanto lo empezamos.`,
  pay: (number, title) => `Pague la factura ${number} de ${title}`,
  payAmount: (amount) => `Pagar ${amount}`,
  payLabel: (amount, number) => `Pagar ${amount}, factura ${number}`,
  look: 'Ver',
  due: (day, inWords) => `Vence el ${day}, ${inWords.replace(/^vence /, '')}.`,
  wasDue: (day) => `Venció el ${day}.`,
  dueShort: (day, isLate) => (isLate ? `Venció el ${day}, con retraso` : `Vence el ${day}`),
  onItsWay: 'Su pago va en camino',
  atBank: 'Su banco está revisando un pago',
  invoice: (number) => `Factura ${number}`,
  toPay: 'Por pagar',
  allInvoices: 'Todas las facturas',
}
