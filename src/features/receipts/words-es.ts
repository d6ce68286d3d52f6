import { greet } from '#features/customers/words.ts'
import type { ReceiptWords } from './words.ts'

export const spanish: ReceiptWords = {
  title: 'Comprobante',
  what: (kind, outcome) => {
    if (outcome === 'approved') return 'Lo que se aprobó'
    return kind === 'proof' ? 'Lo que se revisó' : kind === 'override' ? 'Lo que se dejó pasar' : 'Lo que se respondió'
  },
  edition: (n) => `Versión ${n}`,
  see: 'Ver lo que vieron',
  replaced: 'Después se envió una versión más nueva. Este registro es de la que se nombra aquí.',
  approvedTotal: 'Aprobado, antes de impuestos',
  answers: { approved: 'Aprobado', declined: 'Rechazado', changes: 'Por cambiar' },
  lede: (said, total, declined) =>
    [
      total ? `${said}, por ${total}.` : `${said}.`,
      declined === 1
        ? 'Una línea queda rechazada y guardada.'
        : declined > 1
          ? `${declined} líneas quedan rechazadas y guardadas.`
          : '',
    ]
      .filter(Boolean)
      .join(' '),
  how: 'Cómo sabemos quién fue',
  said: 'Lo que se dijo',
  elsewhere: 'Algunas de sus letras no se pueden imprimir en este papel. Léalo completo en línea, e imprímalo allí:',
  check: 'Compruébelo usted mismo',
  checkText:
    'Cualquiera a quien muestre este código puede ver que el registro está completo y sin cambios. No muestra precios ni nombres.',
  openCheck: 'Abrir la página de comprobación',
  qr: 'Código QR de la página de comprobación',
  pdf: 'Comprobante, PDF',
  json: 'Registro como archivo',
  follow: 'Seguir el trabajo',
  terms: (n) => `Las condiciones, versión ${n}`,
  signatureOf: (name) => `Firma de ${name}`,
  typed: 'Escrito como firma',
  erased: (day) => `Contenido borrado el ${day}`,
  erasedText: 'Los datos personales de este registro se borraron. El registro en sí sigue en pie y se puede comprobar.',
  erasedTitle: 'Esto se borró',
  erasedDone: 'Los datos personales se borraron. El registro sigue en pie.',
  erase: {
    title: 'Datos personales en las aprobaciones',
    about: 'Los registros de lo aprobado guardan el nombre, el correo, la dirección y las palabras de quien decidió.',
    record: 'Borrar los datos personales',
    recordTitle: '¿Borrar los datos personales de este registro?',
    recordText:
      'El nombre, el correo, la firma, los comentarios y la dirección se van para siempre, con los PDF. Lo que se decidió, cuándo, y su prueba quedan y se pueden comprobar. No se puede deshacer.',
    contact: 'Borrar de todos los registros',
    contactTitle: (name) => `¿Borrar a ${name} de todos los registros?`,
    contactText:
      'En cada registro que decidió, su nombre, correo, firma, comentarios y dirección se van para siempre, con los PDF. Lo que se decidió, cuándo, y su prueba quedan y se pueden comprobar. No se puede deshacer.',
    keep: 'Conservar',
    do: 'Borrar para siempre',
  },
  facts: {
    signed: 'Firmado por',
    answered: 'Respondido por',
    said: 'Dicho por',
    decided: 'Decidido por',
    when: 'Cuándo',
    proved: 'Comprobado por',
    from: 'Desde',
    putDownFrom: 'Anotado desde',
    consent: 'Con estas palabras',
    checked: 'Revisado',
    toCheck: 'Por revisar antes del sí',
    terms: 'Condiciones',
    po: 'Número de orden de compra',
    recorded: 'Anotado por',
    record: 'Registro',
    fingerprint: 'Huella',
    hash: 'Contenido',
  },
  version: (n) => `Versión ${n}`,
  follows: (n, before) => `${n}, después del ${before}`,
  first: (n) => `${n}, el primero`,
  proofs: {
    session: (mailbox, time) => `Con sesión iniciada con el correo ${mailbox}${time && `, comprobado el ${time}`}`,
    mailedLink: (mailbox, time) => `Por el enlace enviado a ${mailbox}, ${time}`,
    mailedCode: (mailbox, time) => `Código enviado a ${mailbox}, ${time}`,
    forwarded: (by, to) => `Identidad no comprobada, pasado por ${by} para ${to}`,
    none: 'Identidad no comprobada',
    word: (name, way) => `La palabra de ${name}: dicho ${way}`,
  },
  sentOn: (n, time) => `Versión ${n}, enviada el ${time}. Así era; aquí ya no se pregunta nada.`,
  cameOn: (time) => `Llegó con el presupuesto aprobado, el ${time}. Así era; aquí ya no se pregunta nada.`,
  replacedEdition: 'Después se envió una versión más nueva.',
  noteThen: 'La nota que la acompañaba',
  linesThen: 'Las líneas que se enviaron',
  totalThen: 'Todas las líneas, antes de impuestos',
  askedThen: 'Lo que se pedía con ella',
  line: 'Línea',
  answer: 'Respuesta',
  amount: 'Importe',
  pictureOf: (title, page) => (page === 1 ? title : `${title}, página ${page}`),
  mail: {
    hello: greet,
    receiptSubject: (title) => `Su comprobante: ${title}`,
    receiptText: (sentence, shop) =>
      `Esto es lo que ${shop} tiene registrado. ${sentence}. El comprobante va adjunto; guárdelo, se puede comprobar en cualquier momento.`,
    receiptReason: (shop, customer) => `Recibe este correo porque respondió a ${shop} por ${customer}.`,
    told: (name, company) => `De ${[name, company].filter(Boolean).join(', ').replace(/\.$/, '')}.`,
    toldReason: (shop) => `Recibe este correo porque se ocupa de este trabajo en ${shop}, o se le avisa de cada respuesta.`,
    open: 'Abrir el registro',
    openDesk: 'Abrirlo en el escritorio',
    job: 'Trabajo',
    more: (n) => `Y ${n} más, en el comprobante adjunto`,
  },
  history: {
    title: 'Aprobaciones',
    sent: (n, title) => `Versión ${n} enviada: ${title}`,
    came: (title) => `Llegó con el presupuesto aprobado: ${title}`,
    record: (n) => `Registro ${n}`,
    saw: 'Ver lo que se envió',
    tally: (approved, declined) =>
      `${approved} ${approved === 1 ? 'aprobada' : 'aprobadas'}, ${declined} ${declined === 1 ? 'rechazada' : 'rechazadas'}`,
    recorded: (name) => `anotado por ${name}`,
  },
}
