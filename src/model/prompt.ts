/** A structure's key in a pack's manifest, such as `kidney_left`. */
export type StructureId = string & { readonly brand: 'StructureId' };

/**
 * One thing asked for. `text` is what the user typed for it, trimmed. `structure` is set when the pack's own
 * vocabulary names it; otherwise the pack's text encoder decides what, if anything, it means.
 */
export interface Prompt {
  readonly text: string;
  readonly structure: StructureId | undefined;
}
