/** How long to wait after so many failures, in ms: fourfold from 5 s to 6 h. */
export const pauseMs = (failures: number) => Math.min(5_000 * 4 ** failures, 6 * 3_600_000)
