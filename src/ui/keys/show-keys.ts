import { showDialog } from '#ui/kit/show-dialog.ts';

export const KEYS_ID = 'keys';

/** Opens the dialog that tells what keys and the mouse do. */
export function showKeys(): boolean {
  const dialog = document.getElementById(KEYS_ID);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return false;
  showDialog(dialog);
  return true;
}
