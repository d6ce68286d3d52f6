/** What is sent and should be seen. */
export const deliverySubjects = ['estimate', 'proof', 'work', 'invoice'] as const
export type DeliverySubject = (typeof deliverySubjects)[number]
