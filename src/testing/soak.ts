/** Whether this is `npm run soak`, which walks whole what `npm test` bounds (docs/decisions/0033). */
export const isSoak = import.meta.env['VITE_SOAK_RUNS'] !== undefined
