import type { MessageWords } from './words.ts'

export const spanish: MessageWords = {
  title: 'Mensajes',
  heading: (unread) => {
    if (unread === 0) return 'Mensajes'
    return unread === 1 ? 'Una conversación tiene algo nuevo' : `${unread} conversaciones tienen algo nuevo`
  },
  conversations: 'Conversaciones',
  all: 'Todos los mensajes',
  name: ({ kind, title, number }, shop) => {
    if (kind === 'general') return shop
    return kind === 'invoice' ? `Factura ${number}` : title
  },
  about: ({ kind, number }, work) => {
    if (kind === 'general') return undefined
    if (kind === 'job') return `${work} ${number}`
    if (kind === 'asset') return 'Datos e historial de servicio'
    return kind === 'estimate' ? `Presupuesto ${number}` : 'Ver la factura'
  },
  general: 'Sobre todo lo demás',
  you: 'Usted',
  unread: 'sin leer',
  said: (name, text) => (text ? `${name}: ${text}` : `${name} envió un archivo`),
  none: 'Todavía no hay mensajes',
  noneText: (shop) => `Lo que usted y ${shop} se escriben aparece aquí. Pregunte lo que quiera.`,
  new: 'Mensaje nuevo',
  write: {
    label: 'Su mensaje',
    to: (name) => `Escribir a ${name}`,
    send: 'Enviar',
    sending: 'Enviando…',
    told: (name) => `${name} recibe también un correo.`,
    missing: 'Primero escriba su mensaje',
    preview: 'Aquí solo escribe el cliente.',
    tooMany: 'Esta conversación ya no puede crecer más. Escriba en «Mensaje nuevo», o llame.',
    tooOften: 'Envió mucho en una hora. Lo que escribió sigue aquí: envíelo de nuevo en un rato.',
    notYours: 'Solo puede escribir quien recibió esto. Pídaselo.',
  },
  begin: (name) => `Todavía no se escribió nada. ${name} lee lo que escriba aquí.`,
  log: 'Lo que se escribió',
  mailed: {
    quoted: 'Mostrar el texto citado',
    leftOut: (names) => `No se guardó, porque no se pueden guardar archivos de este tipo: ${names.join(', ')}`,
  },
  earlier: 'Mensajes anteriores',
  later: 'Mensajes más recientes',
  today: 'Hoy',
  job: {
    title: 'Mensajes',
    write: (work) => `Escribir sobre este ${work}`,
    more: 'Leer todo y responder',
  },
  asset: { ask: 'Hacer una pregunta', gone: 'Esto ya no está registrado a su nombre. Lo que escribió se queda aquí.' },
  home: { title: 'Mensajes', all: 'Todos los mensajes' },
  attach: {
    title: 'Adjuntar archivos',
    label: 'Archivos y fotos',
    mostFiles: 'Adjunte como máximo 10 archivos',
    kinds: 'Fotos, PDF y diseños, hasta 50 MB cada uno.',
    again: 'Súbalo de nuevo',
  },
  mail: {
    subject: (shop, title) => (title ? `${shop} escribió sobre ${title}` : `${shop} le escribió`),
    hello: (name) => `Hola, ${name}:`,
    wrote: (name) => `${name} escribió:`,
    more: (count) => (count === 1 ? 'Y un mensaje más.' : `Y ${count} mensajes más.`),
    files: (names) => `Adjuntos: ${names.join(', ')}`,
    answer: 'Leer y responder',
    byMail: 'O responda a este correo: lo que escriba se agrega a la conversación.',
    reason: (shop, customer) => `Recibe este correo porque ${shop} escribió a ${customer} y usted tiene acceso a su portal.`,
  },
}
