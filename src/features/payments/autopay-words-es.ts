import type { AutopayWords } from './autopay-words.ts'
import { instrumentText } from './bank-text.ts'

export const spanish: AutopayWords = {
  title: 'Pago automático',
  heading: (label) => `¿Pagar las facturas nuevas automáticamente con ${instrumentText(label)}?`,
  terms: (shop, label) => [
    `Cada factura nueva de ${shop} se cobra a ${instrumentText(label)} el día en que vence: lo que quede por pagar, a las 10 de la mañana. Cada una llega antes por correo, con el monto y el día, al menos tres días antes.`,
    `Las facturas que ya tiene quedan como están. No se cobra nada que ya haya pagado, y puede pagar cualquier factura usted mismo antes de su día.`,
    `Si el banco dice que no, le avisamos y lo intentamos dos veces más, con tres días entre una y otra. Puede detenerlo aquí en cualquier momento; después no se cobra nada más.`,
  ],
  agree: 'Activar el pago automático',
  isOn: 'Paga las facturas nuevas automáticamente',
  start: 'Configurar el pago automático',
  startLabel: (label) => `Configurar el pago automático con ${instrumentText(label)}`,
  stop: 'Detener el pago automático',
  stopLabel: (label) => `Detener el pago automático con ${instrumentText(label)}`,
  planned: (label, day, needsPo) =>
    `${label ? `Se cobra a ${instrumentText(label)}` : 'Se paga'} automáticamente el ${day}${needsPo ? ', cuando tenga su número de orden de compra.' : '. No tiene que hacer nada.'}`,
  plannedParts: (label, day) =>
    `Cada parte se cobra ${label ? `a ${instrumentText(label)} ` : ''}automáticamente, la próxima el ${day}. No tiene que hacer nada.`,
  desk: (label, day, needsPo) =>
    `${instrumentText(label)} se cobra automáticamente el ${day}, como aceptó el cliente${needsPo ? ', cuando dé su número de orden de compra' : ''}.`,
  mail: {
    onSubject: (shop) => `El pago automático está activo en ${shop}`,
    on: (label) => `Desde ahora sus facturas nuevas se cobran a ${instrumentText(label)} el día en que vencen.`,
    offSubject: (shop) => `El pago automático está detenido en ${shop}`,
    off: (label) => `Sus facturas ya no se cobran automáticamente a ${instrumentText(label)}. Usted paga cada una.`,
    ended: (label, shop) =>
      `${shop} cambió su cuenta, así que sus facturas ya no se cobran automáticamente a ${instrumentText(label)}. Usted paga cada una.`,
    notYou: 'Si no fue usted, abra sus formas de pago, quite lo que no conozca y cierre sesión en todas partes.',
    button: 'Ver sus formas de pago',
    reason: (shop) => `Recibe este correo porque guarda una forma de pago en ${shop}.`,
    refusedSubject: (number, shop) => `No se pudo cobrar la factura ${number} de ${shop}`,
    refusedHeading: 'Su pago automático no se completó',
    refused: (amount, number, label, why) =>
      `Intentamos cobrar ${amount} de la factura ${number} a ${instrumentText(label)}.${why ? ` ${why}` : ''} No se cobró nada.`,
    again: (day) => `Lo intentamos de nuevo el ${day}. Puede pagar de otra forma antes.`,
    given: 'No lo intentamos de nuevo. Por favor pague de otra forma.',
    pay: (amount) => `Pagar ${amount}`,
    unchargedSubject: (number, shop) => `La factura ${number} de ${shop} no se paga automáticamente`,
    unchargedHeading: 'Esta la paga usted',
    uncharged: (amount, number) =>
      `Quedan por pagar ${amount} de la factura ${number}. Ese monto no se puede cobrar automáticamente a ninguna tarjeta ni cuenta, así que no se cobró nada.`,
    unchargedNext: 'Por favor páguela de otra forma: la factura dice cómo. Sus demás facturas se siguen pagando automáticamente.',
  },
}
