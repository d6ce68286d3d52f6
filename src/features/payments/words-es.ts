import { greet } from '#features/customers/words.ts'
import type { PaymentWords } from './words.ts'

const inRow = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} y ${names.at(-1)}`

export const spanish: PaymentWords = {
  listed: inRow,
  label: (number) => `Factura ${number}`,
  deposit: 'su anticipo',
  notYours: (shop) => `Otra persona de su empresa paga las facturas. Para cambiarlo, pregunte a ${shop}.`,
  notOnline: (shop) => `${shop} no recibe pagos en línea por ahora. Pregunte cómo pagar.`,
  pay: (amount) => `Pagar ${amount}`,
  payBy: (shop) => `Usted paga en la página segura de ${shop} y recibe un recibo por correo.`,
  payment: 'Pago',
  toInvoices: 'Facturas',
  payTogether: 'Pagar juntas',
  declined: 'Fue rechazado.',
  payThese: (count) => (count === 1 ? '¿Pagar esta factura?' : `¿Pagar estas ${count} facturas a la vez?`),
  forInvoices: (count) => (count === 1 ? 'Por una factura' : `Por ${count} facturas`),
  inAll: 'En total',
  whatFor: 'Qué se paga',
  nothingChosen: 'No hay ninguna factura elegida',
  nothingChosenHint: 'Regrese a sus facturas y marque las que quiera pagar juntas.',
  someLeftOut: (count) =>
    count === 1 ? 'Una de las que marcó ya no tiene nada por pagar.' : `${count} de las que marcó ya no tienen nada por pagar.`,
  bundleChanged: 'El monto cambió desde que lo vio. Revíselo antes de pagar.',
  needsPo: (numbers) =>
    `Falta su número de orden de compra en ${inRow(numbers)}. ${numbers.length === 1 ? 'Escríbalo' : 'Escriba cada uno'} y luego pague.`,
  poFor: (number) => `Su número de orden de compra para ${number}`,
  wrongBundle: {
    none: 'Elija al menos una factura por pagar.',
    currencies: 'Estas facturas están en monedas distintas. Pague cada moneda por separado.',
    many: 'Son demasiadas para un solo pago. Elija menos.',
    much: 'Juntas son demasiado para un solo pago. Elija menos.',
  },
  states: {
    open: { title: 'Esperamos la respuesta del banco', text: 'Tarda unos segundos. La página se actualiza sola.' },
    processing: {
      title: 'Su pago va en camino',
      text: 'Su banco tarda algunos días en enviarlo, y le escribimos cuando llegue. Usted ya no tiene que hacer nada.',
    },
    succeeded: { title: 'Gracias, ya está pagado', text: 'Su recibo va en camino por correo.' },
    failed: { title: 'El pago no se completó', text: 'No se cobró nada. Sus facturas siguen ahí para pagarlas.' },
    expired: { title: 'Este pago no se terminó', text: 'No se cobró nada. Sus facturas siguen ahí para pagarlas.' },
  },
  by: 'Pagado por',
  givenBack: 'Devuelto',
  takenByBank: 'Retirado por su banco',
  forgiven: 'Ya no lo debe: una nota de crédito lo descuenta de la factura.',
  disputedNow: {
    title: 'Su banco retiró este pago',
    text: (shop) =>
      `Consulta a ${shop} y después decide. No tiene que pagar hasta entonces. Si fue un error, avise a su banco y a nosotros.`,
  },
  after: {
    disputed: { title: 'Su banco está revisando este pago', text: 'Retiró el dinero hasta que decida.' },
    lost: { title: 'Su banco retiró este pago', text: 'El dinero volvió a usted.' },
    back: { title: 'Se devolvió todo', text: 'Los bancos tardan de cinco a diez días en mostrarlo.' },
    partlyBack: { title: 'Se devolvió una parte', text: 'Los bancos tardan de cinco a diez días en mostrarlo.' },
  },
  keptAsCredit: 'Guardado como saldo a favor',
  wrongAmount: {
    none: (least, most) => `Escriba un monto entre ${least} y ${most}`,
    all: (_, most) => `Esta factura se paga de una vez: ${most}`,
    little: (least) => `Pague al menos ${least}`,
    much: (_, most) => `Solo quedan ${most} por pagar`,
    crumb: (_, most) => `Así queda muy poco para pagar después. Pague todo, ${most}, o un poco menos.`,
  },
  failedMail: {
    subject: (amount, shop) => `Su pago de ${amount} a ${shop} no se completó`,
    heading: 'Su pago no se completó',
    text: (amount, what, why) => `Su banco no envió los ${amount} de ${what}.${why ? ` Dice: ${why}` : ''}`,
    next: 'No se cobró nada. Puede pagar de nuevo, de otra forma si lo prefiere.',
    reason: (shop, customer) => `Recibe este correo porque pagó a ${shop} en nombre de ${customer}.`,
  },
  refundMail: {
    subject: (amount, shop) => `${shop} le devolvió ${amount}`,
    heading: 'Le devolvemos su dinero',
    text: (amount, what) => `Devolvimos ${amount} de su pago de ${what}.`,
    next: 'Llega a la tarjeta o cuenta con la que pagó. Los bancos tardan de cinco a diez días en mostrarlo.',
    reason: (shop, customer) => `Recibe este correo porque pagó a ${shop} en nombre de ${customer}.`,
  },
  receipt: {
    subject: (amount, shop) => `Recibo de ${shop}: ${amount}`,
    preheader: ([first, ...others]) => {
      if (first === undefined) return 'Su anticipo llegó'
      return others.length > 0 ? `Llegó su pago de ${others.length + 1} facturas` : `Llegó su pago de la factura ${first}`
    },
    heading: 'Gracias, su pago llegó',
    hello: greet,
    thanks: (amount, number, title) => `Recibimos ${amount} por la factura ${number}, ${title}.`,
    thanksForAll: (amount, numbers) => `Recibimos ${amount} por las facturas ${inRow(numbers)}.`,
    thanksForDeposit: (amount) => `Recibimos su anticipo de ${amount}. Se descuenta de su factura.`,
    amount: 'Monto',
    how: 'Forma de pago',
    when: 'Recibido',
    invoice: 'Factura',
    left: 'Por pagar',
    settled: 'Pagada por completo',
    stillLeft: (amount) => `Quedan ${amount} por pagar`,
    credit: (amount) => `Se pagaron ${amount} de más. Son suyos; le escribiremos pronto.`,
    button: 'Ver la factura',
    buttonForAll: 'Ver sus facturas',
    reason: (shop, customer) => `Recibe este correo porque llegó un pago de ${customer} a ${shop}.`,
  },
}
