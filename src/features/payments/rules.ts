export const paymentMethods = ['stripe', 'cash', 'check', 'transfer', 'other'] as const
export type PaymentMethod = (typeof paymentMethods)[number]
export type PaymentState = 'open' | 'processing' | 'succeeded' | 'failed' | 'expired'
