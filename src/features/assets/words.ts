/** What the page of a vehicle says to its owner. */
export const assetWords = {
  declined: 'Declined, kept on file',
  declinedText: 'Nothing is done on these until somebody at your company approves them.',
  noneDeclined: 'Nothing you declined is on file.',
  on: (work: string, when: string) => `${work}, declined ${when}`,
  look: 'Look again',
  lookAt: (title: string) => `Look again at ${title}`,
  work: 'Work on it',
  noWork: 'No work on it yet.',
  details: 'Details',
  vehicle: 'Vehicle',
  plate: 'Plate',
  vin: 'VIN',
} as const
