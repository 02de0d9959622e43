/**
 * From where on something speaks against an answer. What is sourced or plain is in plausibility.json; these are fitted, as the
 * model card says (Which answers to trust).
 */
export const LIMITS = {
  /** Standard deviations from its place among the others: to be checked, and beyond doubt elsewhere. */
  place: { light: 3, grave: 4.5 },
  /** Millimetres beyond the middle of the patient, on the wrong side. */
  sideMm: 25,
  /** Share of its voxels that another has too. */
  shared: { light: 0.15, grave: 0.5 },
  /** Millimetres outside the box about the patient. */
  outsideMm: 10,
  /** Dice that its probabilities let expect. */
  expectedDice: { light: 0.85, grave: 0.6 },
  /** Share of all that was outlined that is in the pieces kept. */
  keptShare: 0.7,
  /** Calibrated existence: less is in question where it was found, more where it was not. */
  presence: { found: 0.6, absent: 0.1 },
} as const;
