import type { AtDoorWords } from './door-words.ts'

export const spanish: AtDoorWords = {
  or: 'o',
  passkey: 'Usar una llave de acceso',
  passkeyBusy: 'Esperando a su dispositivo…',
  passkeyFailed: 'Su dispositivo no dio ninguna llave de acceso. Intente de nuevo o entre por correo.',
  google: 'Continuar con Google',
  password: 'Entrar con contraseña',
  problems: {
    passkey: 'Esa llave de acceso no abre este portal. Quizá se eliminó. Entre por correo.',
    google_refused: 'Google no confirmó quién es usted. Intente de nuevo o entre por correo.',
    google_down: 'Google no responde en este momento. Entre por correo.',
    google_over: 'Tardó demasiado, o empezó en otro navegador. Empiece de nuevo aquí.',
  },
}
