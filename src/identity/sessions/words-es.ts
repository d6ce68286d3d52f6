import type { DeviceWords } from './words.ts'

export const spanish: DeviceWords = {
  title: 'Dónde tiene la sesión abierta',
  heading: (count) => (count === 1 ? 'Su sesión está abierta solo aquí' : `Su sesión está abierta en ${count} dispositivos`),
  lede: '¿Ve algo que no reconoce? Ciérrelo: nadie podrá entrar allí sin un código nuevo de su correo.',
  here: 'Este dispositivo',
  list: 'Dispositivos',
  since: (day) => `Desde el ${day}`,
  seen: (when) => `último uso: ${when}`,
  end: 'Cerrar sesión',
  endLabel: (device) => `Cerrar la sesión de ${device}`,
  endOthers: 'Cerrar todas las demás',
  ended: 'La sesión se cerró allí.',
  othersEnded: 'Se cerraron todas las demás sesiones.',
}
