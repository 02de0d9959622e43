import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packFacts } from '#model/pack-facts.ts';
import { fileSlugs } from '#results/file-names.ts';
import type { Case } from './cases.ts';
import { showProgress } from './command.ts';
import { makeFolder, readJson, writeJson } from './files.ts';
import { loadCase } from './load-case.ts';
import type { OpenPack } from './pack.ts';
import { VARIANTS, type Variant, type VerdictTrial, VerdictTrials } from './verdict-trials.ts';

/** What was asked and answered, as it is kept: judging it again runs no model. */
interface Kept {
  readonly pack: string;
  /** Undefined where the variant does not apply to the scan. */
  readonly trial?: VerdictTrial | undefined;
}

/** The trials of a case: those that the same pack has left in `folder`, the others made now and kept there. */
export async function trialsOf(one: Case, pack: OpenPack, folder: string): Promise<readonly VerdictTrial[]> {
  makeFolder(folder);
  const key = packKey(pack);
  const trials: VerdictTrial[] = [];
  let maker: VerdictTrials | undefined;
  for (const variant of VARIANTS) {
    const path = join(folder, `${fileSlugs([`${one.name} ${variant.name}`])[0]}.json`);
    let kept = keptAt(path, key);
    if (!kept) {
      maker ??= new VerdictTrials(one.name, await loadCase(one, pack.manifest.structures), pack);
      kept = await made(maker, variant, key);
      writeJson(path, kept);
      showProgress(`${one.name}: ${variant.name}`);
    }
    if (kept.trial) trials.push(kept.trial);
  }
  return trials;
}

async function made(maker: VerdictTrials, variant: Variant, pack: string): Promise<Kept> {
  return { pack, trial: await maker.of(variant) };
}

function keptAt(path: string, key: string): Kept | undefined {
  if (!existsSync(path)) return undefined;
  const kept = readJson(path) as Kept;
  return kept.pack === key ? kept : undefined;
}

/** The same weights with the same thresholds give the same answers. */
function packKey({ manifest }: OpenPack): string {
  const { id, version, files, thresholds } = packFacts(manifest);
  return [id, version, ...files.map(({ sha256 }) => sha256), JSON.stringify(thresholds)].join(' ');
}
