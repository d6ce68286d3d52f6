import type { AccountWords } from './words.ts'

export const spanish: AccountWords = {
  title: 'Elija un cliente',
  heading: '¿Por quién viene hoy?',
  lede: (email) => `${email} pertenece a varios clientes. Puede cambiar cuando quiera, desde el menú con su nombre.`,
  list: 'Entra por',
  open: 'Abrir',
  openLabel: (name) => `Abrir ${name}`,
  here: 'Está aquí',
  change: 'Cambiar a',
  elsewhere: {
    title: 'Cambiar de cliente',
    heading: (name) => `Esto es de ${name}`,
    text: (here) => `En este momento está aquí por ${here}. Tiene acceso a ambos: cambie y se abrirá.`,
    go: (name) => `Continuar como ${name}`,
    stay: (here) => `Quedarse en ${here}`,
  },
}
