/** The sentence somebody agrees to; it stands in the record. */
export const approveConsent = {
  proof: 'I have looked at exactly this version and approve it for production.',
  work: 'I authorize the work on the lines I approved, at the prices shown.',
  estimate: 'I accept this estimate as shown.',
  limit: 'The shop may go on without asking up to these amounts.',
} as const
