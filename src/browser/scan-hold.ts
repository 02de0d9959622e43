/**
 * Makes this tab the one that keeps the work on a scan, until it lets go or is closed; what it returns lets go. Undefined where another tab is
 * that already, or the browser has no locks.
 */
export async function holdScan(scan: string): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return undefined;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`parse3d.session.${scan}`, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
