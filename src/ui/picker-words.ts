/** What a picker of files says. Texts with {…} get a number or a name put in by the script. */
export interface PickerWords {
  readonly prompt: string
  readonly choose: string
  readonly waiting: string
  readonly uploading: string
  readonly drawing: string
  readonly drawingPage: string
  readonly ready: string
  readonly undrawn: string
  readonly cancel: string
  readonly retry: string
  readonly remove: string
  readonly removed: string
  readonly tooLarge: string
  readonly offline: string
  readonly signedOut: string
  readonly busy: string
  readonly noScript: string
}

/** As staff read it. */
export const staffPickerWords: PickerWords = {
  prompt: 'Drop files here, paste, or',
  choose: 'choose files',
  waiting: 'Waiting',
  uploading: 'Uploading, {percent} %',
  drawing: 'Drawing a preview',
  drawingPage: 'Drawing page {page} of {pages}',
  ready: 'Ready',
  undrawn: 'Ready, without a preview',
  cancel: 'Cancel {name}',
  retry: 'Try again',
  remove: 'Remove {name}',
  removed: '{name} removed',
  tooLarge: 'This file is too large. Choose one of at most {megabytes} MB.',
  offline: 'That did not reach the shop. Check the connection and try again.',
  signedOut: 'You are signed out. Sign in in another tab, then try again.',
  busy: 'A file is still on its way. Wait until all are ready, or remove it.',
  noScript: 'Uploading needs JavaScript. Switch it on for this page.',
}
