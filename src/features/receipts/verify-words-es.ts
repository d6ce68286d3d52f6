import type { VerifyWords } from './verify-words.ts'

export const spanish: VerifyWords = {
  title: 'Comprobar un registro',
  heading: 'Este registro sigue en pie',
  text: (shop) => `${shop} guarda un registro con esta huella. Esto es todo lo que es público.`,
  facts: {
    company: 'Empresa',
    initials: 'Iniciales',
    role: 'Función',
    decision: 'Decisión',
    when: 'Cuándo',
    fingerprint: 'Huella',
    key: 'Firmado con la clave',
    content: 'Contenido',
  },
  decisions: {
    approved: 'Aprobado',
    mixed: 'Aprobado en parte',
    changes_requested: 'Cambios pedidos',
    declined: 'Rechazado',
    overridden: 'Pasó a producción sin aprobación',
  },
  roles: {
    portal: 'Quien aprueba por el cliente, con sesión iniciada',
    link: 'Quien aprueba por el cliente, por el enlace que recibió por correo',
    forward: 'Quien tiene un enlace que alguien pasó, identidad no comprobada',
    phone: 'Quien aprueba por el cliente, por teléfono, anotado por el taller',
    text: 'Quien aprueba por el cliente, por mensaje de texto, anotado por el taller',
    in_person: 'Quien aprueba por el cliente, en persona, anotado por el taller',
    limit: 'El taller, dentro de un límite de gasto que el cliente aceptó',
    desk: 'El taller',
  },
  erased: (day) => `Contenido borrado el ${day}`,
  check: 'Comprobar un archivo',
  checkText:
    'Arrastre aquí el comprobante, como PDF o como JSON. Se comprueba en este navegador y no va a ninguna parte, también sin conexión.',
  choose: 'Elegir un archivo',
  orDrop: 'o arrástrelo aquí',
  types: 'PDF o JSON',
  needsScript: 'Para comprobar un archivo hace falta JavaScript. Sin él, compare la huella de arriba con la de su comprobante.',
  holds: 'Qué demuestra esto',
  holdsText: (shop) =>
    `Cada registro nombra al anterior por su hash y está firmado, de modo que se descubre un registro que se cambió, se quitó o se puso en otro lugar. La plataforma que lleva esta página para ${shop} tiene la clave de firma. La firma demuestra que un registro está como la plataforma lo escribió; no puede demostrar que la plataforma escribió la verdad.`,
  unknown: 'Aquí no hay tal registro',
  unknownText: 'Revise que la dirección esté completa, o escanee de nuevo el código del comprobante.',
  found: {
    pdf: { title: 'Este PDF no ha cambiado', text: 'Es, byte por byte, el comprobante que se hizo de este registro.' },
    otherPdf: {
      title: 'Este PDF no es el comprobante de este registro',
      text: 'Se cambió, se imprimió de nuevo, o pertenece a otro registro.',
    },
    none: { title: 'Esto no es un comprobante', text: 'Elija el PDF o el JSON que descargó del registro.' },
    other: { title: 'Este es otro registro', text: 'Su huella no es la de esta página.' },
    unable: {
      title: 'Este navegador no puede comprobar firmas',
      text: 'Use una versión actual de Chrome, Edge, Firefox o Safari.',
    },
    changed: 'Este registro se cambió',
    whole: {
      title: 'Este registro está completo y sin cambios',
      text: 'El hash, la firma y el contenido están como se sellaron.',
    },
    erased: { title: 'Este registro no ha cambiado', text: 'El hash y la firma coinciden. Contenido borrado el {day}.' },
    unknownDay: 'un día desconocido',
    faults: {
      'body does not match its hash': 'El texto no coincide con su hash.',
      'signature is not the shop’s': 'La firma no es del taller.',
      'signed with an unknown key': 'Está firmado con una clave desconocida.',
      'the personal data is not what was recorded': 'Los datos personales no son los que se registraron.',
      'what was shown is not what was recorded': 'Lo que se mostró no es lo que se registró.',
    },
  },
}
