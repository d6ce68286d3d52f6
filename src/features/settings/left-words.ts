import { asLeft } from '#lib/language.ts'

const tabs: Readonly<Record<string, string>> = {
  Jobs: 'Trabajos',
  Orders: 'Pedidos',
  'Work orders': 'Trabajos',
  Invoices: 'Facturas',
  Messages: 'Mensajes',
  Requests: 'Solicitudes',
  'My branding': 'Mi marca',
}
const taxes: Readonly<Record<string, string>> = { Tax: 'Impuesto', 'Sales tax': 'Impuesto sobre ventas' }

/** What a tab is called: as the shop wrote it, or as we did, in the reader's language. */
export const tabLabel = (label: string): string => asLeft(label, tabs)

/** What a tax is called, in the same way. */
export const taxLabel = (name: string): string => asLeft(name, taxes)
