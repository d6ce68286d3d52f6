import type { FrameWords } from './frame-words.ts'

export const spanish: FrameWords = {
  skip: 'Ir al contenido',
  mainMenu: 'Principal',
  more: 'Más',
  menu: 'Menú',
  accountMenu: 'menú de la cuenta',
  signedInAs: 'Sesión de',
  signOut: 'Cerrar sesión',
  signOutEverywhere: 'Cerrar sesión en todas partes',
  preview: 'Vista previa',
  previewOf: (name) => `Ve lo que ve ${name}.`,
  closePreview: 'Cerrar la vista previa',
}
