/** `npm run test:faults` runs the long form of a search, `npm test` a short one of a minute in all. */
export const isLongForm = process.env.MODE === 'faults';
