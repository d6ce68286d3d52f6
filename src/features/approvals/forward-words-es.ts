import { greet } from '#features/customers/words.ts'
import type { ForwardWords } from './forward-words.ts'
import type { RequestKind } from './rules.ts'

const things: Readonly<Record<RequestKind, string>> = {
  proof: 'la prueba de',
  work: 'las líneas de',
  estimate: 'el presupuesto de',
  limit: 'el límite de gasto de',
}
const thing = (kind: RequestKind, title: string) => `${things[kind]} ${title}`

export const spanish: ForwardWords = {
  block: '¿Debe verlo otra persona?',
  blockText: 'Haga un enlace solo a esto, para ver o para responder, por el tiempo que usted diga.',
  open: 'Pasarlo a alguien',
  title: 'Pasarlo a alguien',
  heading: (kind, title) => `Pasar ${thing(kind, title)}`,
  lede: 'El enlace abre solo esto, nada más de lo suyo. Puede retirarlo en cualquier momento.',
  back: (title) => title,
  name: 'Para quién',
  nameHint: 'La persona ve este nombre, y queda en el registro',
  email: 'Su correo, si debemos enviarlo',
  emailHint: 'Déjelo vacío para entregar el enlace usted mismo',
  may: 'Puede',
  view: 'Verlo',
  approve: 'Verlo y responder por usted',
  answered: 'Ya se respondió, así que solo se puede ver.',
  days: 'Días que se abre',
  daysHint: 'De 1 a 30',
  make: 'Hacer el enlace',
  making: 'Haciendo el enlace',
  refused: 'Todavía no está hecho. Revise esto:',
  made: (name, isMailed) =>
    isMailed
      ? `El enlace para ${name} está hecho, y va en camino por correo.`
      : `El enlace para ${name} está hecho. Cópielo abajo.`,
  list: 'Enlaces que hizo',
  none: 'Todavía ningún enlace',
  noneText: 'Los enlaces que haga aparecen aquí, y cada uno se puede retirar.',
  mayNow: (mayDecide) => (mayDecide ? 'Puede responder por usted' : 'Puede verlo'),
  until: (time) => `se abre hasta el ${time}`,
  mailedTo: (email) => `enviado a ${email}`,
  copy: 'Copiarlo o compartirlo',
  message: (name) => `Mensaje para ${name}`,
  share: 'Compartir',
  take: 'Retirar',
  takeFrom: (name) => `Retirar el enlace de ${name}`,
  taking: 'Retirando',
  taken: 'Retirado. El enlace ya no abre nada.',
  ready: (given) =>
    [
      `Hola, ${given.to}:`,
      `${given.mayDecide ? 'por favor vea y responda' : 'por favor vea'} ${thing(given.kind, given.title)}, de ${given.shop}:`,
      given.url,
      [given.by, `El enlace es solo para usted y se abre hasta el ${given.until}.`].filter(Boolean).join(' '),
      given.from,
    ].join('\n\n'),
  approversOnly: 'Solo quien puede aprobar puede pasar esto. Pida ayuda en su empresa, o llámenos.',
  tooMany: 'Hoy hizo 20 enlaces. Continúe mañana; ahora no se hizo ninguno.',
  wrong: {
    name: 'Escriba para quién es el enlace',
    may: 'Elija qué puede hacer',
    days: 'Escriba un número de días de 1 a 30',
  },
  mail: {
    subject: (from, title, mayDecide) => (mayDecide ? `${from} le pide responder: ${title}` : `${from} le muestra ${title}`),
    heading: (title) => title,
    hello: greet,
    text: (from, company, kind, title) => `${from}, de ${company}, le pasó ${thing(kind, title)}.`,
    may: (from, mayDecide) =>
      mayDecide
        ? `Usted puede responder en su lugar. Se le pide su nombre, y queda constancia de que ${from} se lo pasó.`
        : `Usted puede verlo. ${from} responde.`,
    button: { proof: 'Ver la prueba', work: 'Ver las líneas', estimate: 'Ver el presupuesto', limit: 'Ver' },
    until: (time) => `El enlace es solo para usted y se abre hasta el ${time}.`,
    reason: (from, shop) => `Recibe este correo porque ${from} dio su dirección para pasarle algo de ${shop}.`,
  },
}
