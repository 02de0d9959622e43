/** More objects than that nobody looks through, and the views have no more colours. */
export const MOST_OBJECTS = 250;
/** Of the masks of all objects together: as much as a scan takes. */
export const MOST_MASK_BYTES = 2 * 2 ** 30;
