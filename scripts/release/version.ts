/** `1.2.3` or `1.2.3-rc.1`, as in Semantic Versioning 2.0.0, without what is built of it. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*))?$/;

export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Whether `version` comes after `before`; a candidate such as `-rc.1` comes before what it is a candidate of. */
export function isLater(version: string, before: string): boolean {
  const [a, b] = [version, before].map((each) => VERSION.exec(each)?.slice(1) ?? []);
  for (let n = 0; n < 3; n++) {
    const difference = Number(a?.[n]) - Number(b?.[n]);
    if (difference !== 0) return difference > 0;
  }
  const [candidate, other] = [a?.[3], b?.[3]];
  if (candidate === undefined || other === undefined) return candidate === undefined && other !== undefined;
  return candidate.localeCompare(other, 'en', { numeric: true }) > 0;
}
