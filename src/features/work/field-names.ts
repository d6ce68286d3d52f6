/** The fields that answer one line, by its key. */
export const answerName = (key: string) => `answer-${key}`
export const whyName = (key: string) => `why-${key}`
