/** A code for a new owner lives this long, ms, and takes so many wrong tries. */
export const handoverMs = 7 * 86_400_000
export const handoverTries = 5
