import { instrumentText } from '#features/payments/bank-text.ts'
import type { LedgerKind } from '#features/payments/rules.ts'
import type { StatementWords } from './words.ts'

const kinds: Readonly<Record<LedgerKind, string>> = {
  invoice: 'Factura',
  void: 'Anulación',
  revision: 'Cambio',
  payment: 'Pago',
  refund: 'Devuelto',
  credit: 'Pagado de más',
  deposit: 'Anticipo',
  applied: 'Saldo a favor aplicado',
  credit_note: 'Nota de crédito',
  late_fee: 'Recargo por mora',
  dispute: 'Retirado por el banco',
  dispute_won: 'Reintegrado por el banco',
}

export const spanish: StatementWords = {
  title: 'Estado de cuenta',
  about: (from, to) => `Del ${from} al ${to}`,
  opening: 'Saldo anterior',
  closing: 'Saldo al final',
  credit: 'A su favor',
  movements: 'Lo que se movió',
  nothing: 'No se movió nada en estos días',
  nothingHint: 'Elija otros días para ver más.',
  columns: { day: 'Día', what: 'Concepto', amount: 'Importe', balance: 'Saldo' },
  from: 'Desde',
  to: 'Hasta',
  asset: 'Vehículo',
  allAssets: 'Todo',
  show: 'Mostrar',
  pdf: 'Descargar PDF',
  csv: 'Descargar CSV',
  invoices: 'Facturas',
  link: 'Estado de cuenta',
  what: ({ kind, number, noteNumber, instrument }) =>
    [
      kinds[kind],
      noteNumber,
      number && (kind === 'invoice' ? number : `en ${number}`),
      instrument && `con ${instrumentText(instrument)}`,
    ]
      .filter(Boolean)
      .join(' '),
}
