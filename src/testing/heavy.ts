/** Proofs that repeat another one at length run too: `PARSE3D_HEAVY=1 npm test`. */
export const isHeavy = process.env['PARSE3D_HEAVY'] === '1';
