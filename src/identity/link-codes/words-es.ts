import type { LinkCodeWords } from './words.ts'

export const spanish: LinkCodeWords = {
  many: 'Se pidieron demasiados códigos. Espere un cuarto de hora, o llámenos.',
  subject: (shop) => `Su código para ${shop}`,
  preheader: 'Funciona una vez, durante 10 minutos.',
  heading: '¿Es usted quien responde?',
  text: (shop) => `Alguien abrió el enlace que ${shop} hizo para usted y quiere responder. Escriba este código en esa página.`,
  after:
    'Funciona una vez, durante 10 minutos, en el navegador que lo pidió. Si no fue usted, no haga nada: sin este código nadie puede responder en su nombre.',
  reason: (shop) => `Recibe este correo porque se abrió un enlace a su trabajo en ${shop}.`,
}
