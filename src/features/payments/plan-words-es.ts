import type { PlanReaderWords } from './plan-words.ts'

export const spanish: PlanReaderWords = {
  title: 'Cómo se paga',
  heads: { next: 'Próxima parte', now: 'Por pagar ahora' },
  ofAll: (amount) => `Quedan ${amount} en total`,
  part: (n) => `Parte ${n}`,
  paid: 'Pagada',
  left: (amount) => `Quedan ${amount}`,
  payAll: (amount) => `Pagar todo, ${amount}`,
  mail: {
    plan: (day, amount) => `${day}: ${amount}`,
    subject: (number, shop) => `Cómo se paga la factura ${number} de ${shop}`,
    heading: 'Su plan de pagos',
    text: (number, count) => `La factura ${number} se paga en ${count} partes:`,
    partSubject: (amount, number, due, shop) => `${amount} de la factura ${number} de ${shop}: ${due}`,
    partText: (amount, number, day) => `La próxima parte de la factura ${number}, ${amount}, vence el ${day}.`,
    partLate: (amount, number, day) => `Una parte de la factura ${number}, ${amount}, venció el ${day}.`,
  },
}
