import type { FormWords } from './form-words.ts'

export const spanish: FormWords = {
  long: 'Es demasiado largo. Acórtelo e inténtelo de nuevo.',
  missing: 'Complete este campo',
  under: (max) => `Use menos de ${max} caracteres`,
  oneLine: 'Escríbalo en una sola línea',
  email: 'Escriba un correo electrónico',
  wholeEmail: 'Escriba un correo electrónico completo, como nombre@empresa.com',
  maybeEmail: 'Escriba un correo electrónico completo, como nombre@empresa.com, o déjelo vacío',
  maybePhone: 'Escriba un número de teléfono con su código de área, o déjelo vacío',
  maybeDay: 'Elija un día, o déjelo vacío',
}
