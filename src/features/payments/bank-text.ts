import { asLeft, spoken } from '#lib/language.ts'

/** What is kept of a charge that Stripe was never asked for. */
export const unusable = 'This way to pay cannot be used any more.'

/** The reason of a credit note that nobody gave one for. */
export const givenBack = 'Given back'

/** What Stripe says most often, and what we say in its place. */
const failures: Readonly<Record<string, string>> = {
  [unusable]: 'Esta forma de pago ya no se puede usar.',
  'Your card was declined.': 'Su tarjeta fue rechazada.',
  'Your card has insufficient funds.': 'Su tarjeta no tiene fondos suficientes.',
  'Your card has expired.': 'Su tarjeta está vencida.',
  'Your card’s security code is incorrect.': 'El código de seguridad de su tarjeta no es correcto.',
  "Your card's security code is incorrect.": 'El código de seguridad de su tarjeta no es correcto.',
  'Your card does not support this type of purchase.': 'Su tarjeta no permite este tipo de compra.',
}
const names: Readonly<Record<string, string>> = {
  Card: 'Tarjeta',
  'Bank Account': 'Cuenta bancaria',
  'Paid online': 'Pagado en línea',
}

/** Why a payment failed, as the bank said it, in the reader's language where we know how. */
export const failureText = (failure: string): string => asLeft(failure, failures)

/** With what was paid, as it was kept: "Visa ending 4242". */
export function instrumentText(instrument: string): string {
  const [, name, last] = /^(.+) ending (\w*)$/.exec(instrument) ?? []
  if (spoken() === 'en' || name === undefined) return asLeft(instrument, names)
  return `${asLeft(name, names)} terminada en ${last}`
}

/** Why a credit note was made: as the shop said it, or as we did where money went back without a word. */
export const reasonText = (reason: string): string => asLeft(reason, { [givenBack]: 'Devuelto' })
