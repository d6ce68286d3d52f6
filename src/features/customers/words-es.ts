import type { CustomerWords } from './words.ts'

export const spanish: CustomerWords = {
  greet: (name) => (name ? `Hola, ${name}:` : 'Hola:'),
  invitation: {
    subject: (shop) => `Su portal en ${shop}`,
    preheader: 'Siga sus trabajos, vea sus facturas y páguelas en un solo lugar.',
    heading: (shop) => `Su portal en ${shop}`,
    purpose: (shop) =>
      `${shop} abrió una página privada para usted. Muestra cómo avanzan sus trabajos y qué hay por pagar, y allí mismo puede pagar. No necesita contraseña.`,
    button: 'Abrir mi portal',
    bookmark:
      'La dirección de arriba es su enlace permanente: guárdelo en favoritos. La primera vez en cada dispositivo pide un código por correo.',
    expiry: 'El botón funciona durante 30 días.',
    reason: (shop) => `Recibe este correo porque ${shop} le dio acceso a su portal de clientes.`,
  },
  intro: (name, shop, link) =>
    `Hola${name ? `, ${name}` : ''}: esta es su página privada en ${shop}, con sus trabajos, facturas y pagos en un solo lugar.\n${link}\nLa primera vez le envía un código por correo. Después el enlace se abre sin más, así que guárdelo en favoritos.`,
}
