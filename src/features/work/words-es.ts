import type { Answer, Door } from '#features/approvals/rules.ts'
import { greet } from '#features/customers/words.ts'
import { spelledInSpanish } from '#lib/numerals.ts'
import type { Difference, Mark, Tally } from './rules.ts'
import type { WorkWords } from './words.ts'

const lines = (n: number) => (n === 1 ? '1 línea' : `${n} líneas`)
const Lines = (n: number) => `${spelledInSpanish(n, 'una')} ${n < 2 ? 'línea' : 'líneas'}`
const needs = (n: number) => `${Lines(n)} ${n < 2 ? 'espera' : 'esperan'} su respuesta`

/** "5 líneas aprobadas, 2 rechazadas". */
function answered({ approved, declined, open }: Tally): string {
  const s = (n: number) => (n === 1 ? '' : 's')
  const parts = [
    { n: approved, what: `aprobada${s(approved)}` },
    { n: declined, what: `rechazada${s(declined)}` },
    { n: open, what: 'sin responder' },
  ].filter(({ n }) => n > 0)
  return parts.map(({ n, what }, i) => `${i === 0 ? lines(n) : n} ${what}`).join(', ')
}

const changeWords: Readonly<Record<Mark | 'removed', readonly [one: string, many: string]>> = {
  added: ['línea agregada', 'líneas agregadas'],
  price: ['precio cambiado', 'precios cambiados'],
  changed: ['línea cambiada', 'líneas cambiadas'],
  removed: ['línea quitada', 'líneas quitadas'],
}
/** "1 línea agregada, 1 precio cambiado". */
function changes(marks: Difference['marks']): string {
  const said = (['added', 'price', 'changed', 'removed'] as const)
    .filter((mark) => marks[mark] > 0)
    .map((mark) => `${marks[mark]} ${changeWords[mark][marks[mark] === 1 ? 0 : 1]}`)
  return said.join(', ')
}

const doors: Readonly<Record<Door, string>> = {
  portal: '',
  link: '',
  forward: '',
  phone: ', por teléfono',
  text: ', por mensaje de texto',
  in_person: ', en persona',
  limit: '',
  desk: '',
}
const said: Readonly<Record<Answer, string>> = { approved: 'Aprobada', declined: 'Rechazada', changes: 'Cambios pedidos' }

export const spanish: WorkWords = {
  title: 'Líneas por aprobar',
  needs,
  lines,
  answered,
  allAnswered: (tally) => (tally.declined === 0 ? 'Todo está aprobado' : answered(tally)),
  withdrawn: 'El taller lo retiró',
  withdrawnText: 'Ya no hay nada que responder. Llame o escriba si quiere saber por qué.',
  thanks: (shop) => `Gracias. ${shop} ve sus respuestas de inmediato.`,
  promised: (day) => `prometido para el ${day}`,
  plate: (plate) => `placas ${plate}`,
  block: 'Lo que encontramos',
  closed: 'Este trabajo está cerrado: no hay nada que responder',
  changedSince: (day) => `Cambió desde que usted respondió el ${day}`,
  marks: { added: 'Agregada', price: 'Cambió el precio', changed: 'Cambió' },
  changes,
  was: 'era ',
  noLonger: (names) => `Ya no forma parte: ${names}.`,
  yourAnswer: (title) => `Su respuesta a ${title}`,
  approve: 'Aprobar',
  decline: 'Rechazar',
  comment: 'Un comentario, si lo desea',
  photo: (alt) => `Foto: ${alt}`,
  parts: (amount) => `piezas ${amount}`,
  labor: (hours) => `mano de obra ${hours} h`,
  each: (quantity, price) => `${quantity} × ${price}`,
  off: (percent) => `${percent} de descuento`,
  kept: 'Sigue aprobado',
  keptFirst: 'Aprobado',
  keptAside: 'No tiene que hacer nada',
  onFile: 'Rechazado, guardado en el expediente',
  onFileCount: (n) =>
    `${Lines(n)} que rechazó ${n < 2 ? 'queda guardada y se puede' : 'quedan guardadas y se pueden'} aprobar más adelante.`,
  afterAll: 'Aprobar después de todo',
  afterAllFor: (title) => `Aprobar después de todo: ${title}`,
  youSaid: (comment) => `Usted dijo «${comment}»`,
  theySaid: (name, comment) => `${name} dijo «${comment}»`,
  decided: (answer, when, who, door) => `${said[answer]} el ${when} por ${who}${doors[door]}`,
  byLimit: (when) => `Aprobada el ${when} dentro de su límite de gasto`,
  you: 'usted',
  someone: 'alguien de su empresa',
  toSend: 'Antes de enviar',
  sum: 'Si envía esto ahora',
  sumStill: (n) => `Siguen aprobadas, ${lines(n)}`,
  sumOpen: (n) => `${Lines(n)} por responder`,
  notAnswered: 'sin responder',
  declinedSum: 'rechazada',
  total: 'Aprobado',
  beforeTax: (who) => `Antes de impuestos. ${who} ve sus respuestas de inmediato.`,
  atOnce: (who) => `${who} ve sus respuestas de inmediato.`,
  progress: (n, all) => `${n} de ${all} respondidas`,
  progressPattern: '{n} de {all} respondidas',
  send: 'Enviar respuestas',
  sending: 'Enviando',
  partly: 'Puede responder ahora a unas líneas y después a las demás.',
  editing: 'El taller está cambiando esto',
  editingText: 'Sus respuestas valen para las líneas como están aquí. Lo que cambie le llega de nuevo.',
  nothingChosen: 'Apruebe o rechace al menos una línea',
  look: 'Revise esto de nuevo:',
  mayNot: 'Usted puede ver esto, pero no aprobarlo por su empresa. Pregunte a alguien que pueda.',
  askColleague: (names) =>
    names.length > 0
      ? `${names.join(' o ')} puede responder a esto por su empresa.`
      : 'Todavía nadie de su empresa puede responder a esto.',
  onlyThey: 'Aquí solo responde el cliente.',
  answer: (n) => (n === 1 ? 'Responder a esta línea' : `Responder a ${n} líneas`),
  openLines: 'Ver las líneas',
  consentUnpriced: 'Autorizo el trabajo de las líneas que aprobé.',
  long: 'Use menos de 1,000 caracteres',
  sitting: {
    title: 'Líneas por aprobar',
    home: 'Inicio',
    heading: (n, jobs, what) => (jobs === 1 ? needs(n) : `${Lines(n)} en ${jobs} ${what.many} esperan su respuesta`),
    lede: 'Responda de una sola vez. Lo que deje fuera sigue abierto.',
    none: 'Nada espera su respuesta',
    gone: 'Trabajo que el taller retiró',
    noneText: 'Cuando el taller pregunte por líneas, aparecen aquí, todas juntas.',
    order: (One, number) => `${One} ${number}`,
    more: 'Ver todo',
    partly: 'No se envió todo',
    partlyText: 'Lo demás vale. Revise estas una vez más:',
  },
  limit: {
    title: 'Límite de gasto',
    heading: '¿Podemos seguir sin preguntar hasta estos montos?',
    accepted: 'Usted permitió al taller seguir sin preguntar hasta estos montos',
    over: 'Este límite de gasto terminó',
    refused: 'Usted dijo no a este límite de gasto',
    text: 'Las líneas dentro de ambos montos se aprueban de inmediato, y todos los que aprueban reciben un correo cada vez. Todo lo demás se pregunta. Puede terminarlo cuando quiera.',
    perLine: 'Una línea, antes de impuestos',
    perJob: 'Todas esas líneas de un trabajo',
    accept: 'Aceptar el límite',
    refuse: 'Rechazar',
    end: 'Terminar el límite',
    choose: 'Elija una opción',
    answered: 'Esto ya se respondió o se retiró. Recargue la página.',
    ended: 'Este límite se terminó mientras tanto.',
    proposedSubject: (shop) => `${shop} propone un límite de gasto`,
    hello: greet,
    proposedText: 'Puede dejarnos seguir con trabajos pequeños sin preguntar cada vez. Véalo y diga sí o no.',
    look: 'Ver la propuesta',
    usedSubject: (title, n) => `${title}: ${lines(n)} ${n === 1 ? 'aprobada' : 'aprobadas'} dentro de su límite`,
    usedText: (n) =>
      `${Lines(n)} se ${n < 2 ? 'aprobó' : 'aprobaron'} dentro del límite que aceptó su empresa, así que seguimos.`,
    usedTotal: 'Aprobado dentro del límite, antes de impuestos',
    lookLines: 'Ver las líneas',
    reason: (shop, company) => `Recibe este correo porque aprueba trabajo en ${shop} por ${company}.`,
  },
  mail: {
    subject: (title, n) => `${title}: ${lines(n)} por aprobar`,
    subjectAgain: (title, n) => `${title} cambió: ${lines(n)} por aprobar`,
    heading: needs,
    hello: greet,
    text: 'Lo revisamos y necesitamos su sí o su no antes de seguir. Cada línea tiene su propia respuesta.',
    textAgain: (what) => `Algo cambió desde que usted respondió: ${what}. Lo que no cambió conserva su respuesta.`,
    answerBy: 'Responder antes del',
    total: 'Por aprobar, antes de impuestos',
    more: (n) => `y ${lines(n)} más`,
    button: (n) => (n === 1 ? 'Responder a esta línea' : `Responder a ${n} líneas`),
    reason: (shop, company) => `Recibe este correo porque aprueba trabajo en ${shop} por ${company}.`,
  },
}
