import { greet } from '#features/customers/words.ts'
import type { ReminderWords } from './reminder-words.ts'

export const spanish: ReminderWords = {
  subject: (title) => `${title} espera su respuesta`,
  heading: (title) => `${title} espera su respuesta`,
  hello: greet,
  text: {
    proof: (sent) => `Le enviamos la prueba el ${sent} y aún no tenemos respuesta. No hacemos nada antes de su sí.`,
    work: (sent) => `Le enviamos las líneas el ${sent} y aún no tenemos respuesta. No empezamos nada antes de su sí.`,
    estimate: (sent) => `Le enviamos el presupuesto el ${sent} y aún no tenemos respuesta.`,
    limit: (sent) => `Le preguntamos por un límite de gasto el ${sent} y aún no tenemos respuesta.`,
  },
  waits: {
    proof: 'No hacemos nada antes de su sí.',
    work: 'No empezamos nada antes de su sí.',
    estimate: 'Espera su sí o su no.',
    limit: 'Espera su sí o su no.',
  },
  button: { proof: 'Ver la prueba', work: 'Ver las líneas', estimate: 'Ver el presupuesto', limit: 'Ver el límite' },
  waiting: 'En espera',
  lines: (open, all) => (open < all ? `${open} de ${all} líneas` : all === 1 ? '1 línea' : `${all} líneas`),
  total: 'Antes de impuestos, en total',
  answerBy: 'Responder antes del',
  promised: 'Prometido para el',
  reason: (shop, company) => `Recibe este correo porque puede aprobar por ${company} y ${shop} espera una respuesta.`,
}
