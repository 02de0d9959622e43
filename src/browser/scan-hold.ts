/**
 * Makes this tab the one that keeps the work on a scan, until it lets go or is closed; what it returns lets go, and resolves once another may
 * hold it. Undefined where another tab is that already. Without locks, as over plain http, nobody is known to be.
 */
export async function holdScan(scan: string): Promise<(() => Promise<void>) | undefined> {
  if (!('locks' in navigator)) return async () => undefined;
  return new Promise((resolve, reject) => {
    const released = navigator.locks.request(`parse3d.session.${scan}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(undefined);
      return new Promise<void>((letGo) => {
        resolve(() => {
          letGo();
          return released;
        });
      });
    });
    released.catch(reject);
  });
}
