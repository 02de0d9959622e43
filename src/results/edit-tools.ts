/** What an outline can be changed with by hand, voxel by voxel or in one go. */
export const EDIT_TOOLS = [
  'brush',
  'erase',
  'smart-fill',
  'pieces',
  'interpolate',
  'fill-holes',
  'minimum-size',
  'smooth',
  'grow',
  'shrink',
] as const;

export type EditTool = (typeof EDIT_TOOLS)[number];

/** How often each tool was used on an object; those that never were are not there. */
export type EditCounts = Readonly<Partial<Record<EditTool, number>>>;

/** One more use of `tool`. */
export function counted(counts: EditCounts, tool: EditTool): EditCounts {
  return { ...counts, [tool]: (counts[tool] ?? 0) + 1 };
}

export const isEdited = (counts: EditCounts): boolean => Object.keys(counts).length > 0;
