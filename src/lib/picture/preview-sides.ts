/**
 * The longer side of what the uploader's browser draws of a picture or a page, px: `wide` for large and dense screens, `narrow`
 * for a phone on a slow network, which shows it within a second.
 */
export const previewSides = { wide: 1_600, narrow: 720 } as const
