import type { FileWords } from './words.ts'

export const spanish: FileWords = {
  empty: 'Este archivo está vacío. Elija otro.',
  large: 'Es demasiado grande',
  largeText: (megabytes) => `Este archivo es demasiado grande. Elija uno de ${megabytes} MB como máximo.`,
  noPreview: 'Una vista previa es PNG, JPEG o WebP.',
  damaged: 'Este archivo está dañado o no es lo que dice ser. Guárdelo de nuevo y suba ese.',
  noSize: 'Esta imagen no tiene tamaño. Guárdela de nuevo y suba esa.',
  pixels: (width, height, millions) =>
    `Esta imagen mide ${width} × ${height}. Elija una de ${millions} millones de píxeles como máximo.`,
  side: (width, height, most) =>
    `Esta imagen mide ${width} × ${height} px. Una vista previa tiene como máximo ${most} px en su lado más largo.`,
  brokenOff: 'El archivo no llegó completo. Súbalo de nuevo.',
  inUse: 'Este archivo está en uso, así que sus imágenes quedan como están.',
  inUseNow: 'Este archivo ya está en uso.',
  drawn: 'Esto ya se dibujó.',
  ofWhat: 'Una vista previa es de una imagen, o de una de las primeras páginas de un PDF.',
  howMany: 'Una página de un PDF viene con cuántas hay.',
  gone: 'Un archivo subido ya no está. Quítelo del formulario y súbalo de nuevo.',
  often: 'Subió mucho en una hora. Envíe el resto un poco más tarde.',
  strangers: {
    svg: 'Esto es un SVG. Expórtelo como PDF o PNG y suba ese.',
    web: 'Esto es una página web, no una imagen. Suba la imagen misma, o un PDF.',
    heic: 'Esto es una foto HEIC. Guárdela como JPEG y suba esa.',
    avif: 'Esto es una imagen AVIF. Guárdela como JPEG o PNG y suba esa.',
    video: 'Esto es un video. Suba una foto, o envíe un enlace al video en un mensaje.',
    tiff: 'Esto es un TIFF. Guárdelo como PDF o PNG y suba ese.',
    bmp: 'Esto es un BMP. Guárdelo como PNG y suba ese.',
    pdf: 'Este PDF tiene algo antes de su primera línea. Expórtelo de nuevo y suba ese.',
    archive: 'Esto es un archivo comprimido o un documento de oficina. Descomprímalo, o guárdelo como PDF, y suba ese.',
    office: 'Esto es un documento de oficina. Guárdelo como PDF y suba ese. Un diseño de Wilcom debe terminar en .emb.',
    program: 'Esto es un programa. Aquí no se pueden subir programas.',
    double:
      'Este archivo es dos cosas a la vez: empieza como un documento y sigue como una página web. Expórtelo de nuevo y suba ese.',
    anything:
      'No podemos guardar este tipo de archivo, diga lo que diga su nombre. Suba PNG, JPEG, WebP, GIF o PDF, o un archivo de producción como AI, EPS, PSD, DST, PES o EMB.',
  },
}
