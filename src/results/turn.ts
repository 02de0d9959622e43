/** How the grid of a scan's file can be wrong: mirrored, upside down, or turned by half a turn about the patient's depth. */
export type Turn = 'left-right' | 'head-foot' | 'half-turn';
