import { inLanguages } from '#lib/language.ts'
import { type PickerWords, staffPickerWords } from './picker-words.ts'

/** As customers read it, on every page where they add files. */
export const pickerWords = inLanguages<PickerWords>({
  en: {
    ...staffPickerWords,
    offline: 'That did not get through. Check your connection and try again.',
    noScript: 'Files go along when you send the form.',
  },
  es: {
    prompt: 'Arrastre archivos aquí, péguelos, o',
    choose: 'elija archivos',
    waiting: 'En espera',
    uploading: 'Subiendo, {percent} %',
    drawing: 'Preparando una vista previa',
    drawingPage: 'Preparando la página {page} de {pages}',
    ready: 'Listo',
    undrawn: 'Listo, sin vista previa',
    cancel: 'Cancelar {name}',
    retry: 'Intentar de nuevo',
    remove: 'Quitar {name}',
    removed: '{name} se quitó',
    tooLarge: 'Este archivo es demasiado grande. Elija uno de {megabytes} MB como máximo.',
    offline: 'Eso no llegó. Revise su conexión e inténtelo de nuevo.',
    signedOut: 'Su sesión se cerró. Inicie sesión en otra pestaña e inténtelo de nuevo.',
    busy: 'Un archivo sigue en camino. Espere a que todos estén listos, o quítelo.',
    noScript: 'Los archivos van junto con el formulario cuando lo envía.',
  },
})
