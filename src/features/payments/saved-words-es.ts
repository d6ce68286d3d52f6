import { instrumentText } from './bank-text.ts'
import type { SavedWords } from './saved-words.ts'

export const spanish: SavedWords = {
  title: 'Formas de pago',
  heading: (count) => (count === 0 ? 'No guarda ninguna tarjeta ni cuenta aquí' : 'Sus formas de pago'),
  lead: (shop) =>
    `Se guardan en Stripe, la empresa que recibe los pagos de ${shop}. ${shop} ve los últimos cuatro dígitos y nada más, y solo usted puede pagar con ellas.`,
  none: 'Todavía no hay nada guardado',
  noneHint: (shop) =>
    `Cuando pague una factura en línea, marque «Guardar para la próxima vez en ${shop}». Entonces aparecerá aquí.`,
  keptOn: (day) => `Guardada desde el ${day}`,
  keep: (shop) => `Guardar para la próxima vez en ${shop}`,
  keepHint: (shop) => `Se guarda en Stripe, no en ${shop}. Puede quitarla cuando quiera.`,
  payWith: (amount, label) => `Pagar ${amount} con ${instrumentText(label)}`,
  oneTap: 'De inmediato, sin volver a escribir nada. Recibe un recibo por correo.',
  another: 'Pagar de otra forma',
  manage: 'Formas de pago',
  gone: 'Esa forma de pago ya no está guardada. Elija otra.',
  notCharged: (why) => `No se cobró nada. ${why} Elija otra forma de pago.`,
  remove: 'Quitar',
  removeLabel: (label) => `Quitar ${instrumentText(label)}`,
}
