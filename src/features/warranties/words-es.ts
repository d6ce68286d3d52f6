import type { WarrantyWords } from './words.ts'

export const spanish: WarrantyWords = {
  title: 'Garantías',
  active: 'Garantías vigentes',
  none: 'No hay garantías registradas.',
  states: { ahead: 'Todavía no', active: 'Vigente', ending: 'Vence pronto', over: 'Vencida' },
  until: (day) => `hasta el ${day}`,
  ended: (day) => `venció el ${day}`,
  from: (day) => `desde el ${day}`,
  always: 'mientras sea suyo',
  registered: (number) => `Registro ${number}`,
  document: 'Documento',
  on: (what) => `De ${what}`,
  mail: {
    subject: (product, day) => `Su garantía de ${product} vence el ${day}`,
    hello: (name) => (name ? `Hola, ${name}:` : 'Hola:'),
    text: (product, day) =>
      `La garantía de ${product} vence el ${day}. Si algo no está como debe, avísenos mientras siga vigente.`,
    product: 'Producto',
    coverage: 'Cubre',
    registration: 'Registro',
    until: 'Hasta',
    look: 'Verla',
    reason: (shop, company) => `Recibe este correo porque ${shop} lleva las garantías de ${company}.`,
  },
}
