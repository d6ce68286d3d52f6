/** What the page of a vehicle says to its owner. */
export const assetWords = {
  declined: 'Declined, kept on file',
  declinedText: 'Nothing is done on these until somebody at your company approves them. Open one to look again.',
  noneDeclined: 'Nothing you declined is on file.',
  on: (work: string, when: string) => `${work}, declined ${when}`,
  work: 'Work on it',
  noWork: 'No work on it yet.',
  details: 'Details',
  request: 'Request service',
  vehicle: 'Vehicle',
  plate: 'Plate',
  vin: 'VIN',
} as const
