import type { FreshWords } from './words.ts'

export const spanish: FreshWords = {
  heading: 'Revise su correo',
  mailed: (email) => `Enviamos un código a ${email}, para que nadie más que usted pueda hacer esto. Funciona durante 10 minutos.`,
  code: 'Código de ocho dígitos',
  again: 'Enviar un código nuevo',
  waiting: 'Enviar un código nuevo ({s} s)',
  back: 'Ahora no',
  wrong: 'Ese no es el código del correo. Revíselo, o pida uno nuevo.',
  spent: 'Ese código ya venció. Le enviamos uno nuevo.',
  waitQuarter: 'Se pidieron demasiados códigos. Espere un cuarto de hora, o llámenos.',
  waitDay: 'Se pidieron demasiados códigos hoy. Inténtelo de nuevo mañana, o llámenos.',
  mail: {
    subject: (shop) => `Su código para ${shop}`,
    preheader: 'Funciona una vez, durante 10 minutos.',
    heading: '¿Es usted?',
    text: 'Alguien con su sesión abierta quiere usar una tarjeta o cuenta bancaria que usted guarda. Escriba este código en esa página.',
    after:
      'Funciona una vez, durante 10 minutos, en el navegador que lo pidió. Si no fue usted, no haga nada: sin este código no se paga nada. Después cierre sesión en todas partes desde su portal.',
    reason: (shop) => `Recibe este correo porque tiene una sesión abierta en ${shop}.`,
  },
}
