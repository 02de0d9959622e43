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
  expectedDice: { light: 0.89, grave: 0.8 },
  /** Share of all that was outlined that is in the pieces kept. */
  keptShare: 0.7,
  /** So close to the pack's threshold of existence, either way, presence is in question. */
  presence: 0.05,
  /** What ends so few slices before a jump may go on behind it. */
  jumpSlices: 2,
  /** Millimetres of the patient in view along one axis, or along two of them, below which nothing is surely absent (docs/reliability.md, Small true scans). */
  view: { one: 30, two: 140 },
  /** A piece is offered that lies nearer its place by so many standard deviations, where what is kept is farther off than so many. */
  offer: { nearer: 1.5, off: 2 },
} as const;
