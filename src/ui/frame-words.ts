/** The few words the frames themselves say; a language is another object of this shape. */
export interface FrameWords {
  readonly skip: string
  readonly mainMenu: string
  readonly more: string
  readonly menu: string
  readonly accountMenu: string
  readonly signedInAs: string
  readonly signOut: string
  readonly signOutEverywhere: string
  readonly preview: string
  readonly previewOf: (name: string) => string
  readonly closePreview: string
}

export const englishFrame: FrameWords = {
  skip: 'Skip to content',
  mainMenu: 'Main',
  more: 'More',
  menu: 'Menu',
  accountMenu: 'account menu',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  preview: 'Preview',
  previewOf: (name) => `You see what ${name} sees.`,
  closePreview: 'Close preview',
}
