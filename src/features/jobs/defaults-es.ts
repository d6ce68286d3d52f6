import { asLeft } from '#lib/language.ts'

const labels: Readonly<Record<string, string>> = {
  Received: 'Recibido',
  Artwork: 'Diseño',
  'Your approval': 'Su aprobación',
  Approved: 'Aprobado',
  'In production': 'En producción',
  'Ready for pickup': 'Listo para recoger',
  'On its way': 'En camino',
  Completed: 'Terminado',
  'On hold': 'En pausa',
  Cancelled: 'Cancelado',
  Booked: 'Agendado',
  Design: 'Diseño',
  Installing: 'En instalación',
  Scheduled: 'Programado',
  'Checked in': 'Recibido en el taller',
  'In the bay': 'En el taller',
  'Picked up': 'Recogido',
  'Waiting for parts': 'En espera de piezas',
  Requested: 'Solicitado',
  'Road test': 'Prueba de manejo',
  Done: 'Terminado',
}
const subjects: Readonly<Record<string, string>> = {
  '{{job}} is in production': '{{job}} está en producción',
  '{{job}} is ready': '{{job}}: listo para recoger',
  '{{job}} is on its way': '{{job}} va en camino',
  'We started on {{job}}': 'Empezamos con {{job}}',
  'We have {{job}} in the shop': 'Tenemos {{job}} en el taller',
}
const sentences: Readonly<Record<string, string>> = {
  '{{job}} is being made now. We promised it for {{due}}.': '{{job}} ya se está haciendo. Fecha prometida: {{due}}.',
  '{{job}} is ready. Pick it up whenever it suits you.': '{{job}}: todo listo. Pase a recogerlo cuando guste.',
  '{{job}} left our shop today and is on its way to you.': '{{job}} salió hoy de nuestro taller y va en camino.',
  'We started on {{job}} today. We promised it for {{due}}.': 'Hoy empezamos con {{job}}. Fecha prometida: {{due}}.',
  'We have {{job}} in the shop and look at it next.': 'Tenemos {{job}} en el taller y pronto empezamos la revisión.',
  '{{job}} is done and ready. Pick it up whenever it suits you.': '{{job}}: terminado y listo. Pase a recogerlo cuando guste.',
  '{{job}} is in the bay now. We promised it for {{due}}.': '{{job}} ya está en el taller. Fecha prometida: {{due}}.',
  '{{job}} is done and ready to go back on the road.': '{{job}}: terminado y listo para volver al camino.',
}
const greeting = 'Hi {{contact}},\n\n'

/** What customers read of a status: as the shop called it, or as we called it for its trade, in their language. */
export const statusLabel = (label: string): string => asLeft(label, labels)

/** The subject of the mail that tells of a status, in the same way. */
export const statusSubject = (subject: string): string => asLeft(subject, subjects)

/** And what the mail says. */
export function statusBody(body: string): string {
  const text = body.replace(/\r\n?/g, '\n')
  if (!text.startsWith(greeting)) return body
  const sentence = text.slice(greeting.length)
  const said = asLeft(sentence, sentences)
  return said === sentence ? body : `Hola, {{contact}}:\n\n${said}`
}
