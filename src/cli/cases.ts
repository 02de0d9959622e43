import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '#errors.ts';
import { OPENED_ENDINGS } from '#formats/formats.ts';
import { wholeStem } from '#results/file-names.ts';
import type { Modality } from '#volume/types.ts';
import { readJson } from './files.ts';
import { toModality } from './modality.ts';

/** What a data set says of one of its cases. */
export interface CaseFacts {
  readonly modality: Modality | undefined;
  /** Names of the structures that were labelled; every other is unknown, not absent. */
  readonly annotated: readonly string[];
}

/** An image and its label map. */
export interface Case {
  readonly name: string;
  /** A file, an archive, or a folder with the files of a scan. */
  readonly image: string;
  /** Which scan in it, where it has several. */
  readonly series?: string | undefined;
  readonly labels: string;
  readonly facts: CaseFacts | undefined;
}

/** What tells an image of a case from its label map in the usual data sets. */
const SUFFIX = /_(image|0000|label|labels|seg)$/i;

/** The images of a folder with a label map in another, or the same, paired by case name and sorted by it. */
export function findCases(
  imagesFolder: string,
  labelsFolder: string,
  pattern: string | undefined,
): readonly Case[] {
  const images = scansIn(imagesFolder).filter((file) => !/_(label|labels|seg)$/i.test(wholeStem(file)));
  const labels = new Map(
    scansIn(labelsFolder)
      .filter((file) => !/_(image|0000)$/i.test(wholeStem(file)))
      .map((file) => [caseName(file), join(labelsFolder, file)]),
  );
  const wanted = pattern === undefined ? /./ : toRegExp(pattern);
  const cases = images.flatMap((file): Case[] => {
    const name = caseName(file);
    const match = labels.get(name);
    if (match === undefined || !wanted.test(name)) return [];
    return [{ name, image: join(imagesFolder, file), labels: match, facts: undefined }];
  });
  if (cases.length === 0) {
    const reason = `No image in ${imagesFolder} has a label map of its name in ${labelsFolder}`;
    throw new AppError('arguments-invalid', { reason });
  }
  return cases;
}

/** Names of files that end as scans do, of archives, and of folders. */
function scansIn(folder: string): readonly string[] {
  if (!existsSync(folder))
    throw new AppError('arguments-invalid', { reason: `There is no folder ${folder}` });
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || isScanName(entry.name))
    .map(({ name }) => name)
    .sort();
}

function isScanName(name: string): boolean {
  return OPENED_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}

function caseName(file: string): string {
  return wholeStem(file).replace(SUFFIX, '');
}

/** `*` for any characters and `?` for one. */
function toRegExp(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

/** The manifest that `given` names, else the one beside the images or a level above; undefined where there is none. */
export function findDataManifest(given: string | undefined, imagesFolder: string): string | undefined {
  if (given !== undefined) return given;
  const folder = resolve(imagesFolder);
  return [folder, dirname(folder)].map((at) => join(at, 'manifest.json')).find((path) => existsSync(path));
}

interface Listed {
  readonly case: string;
  readonly modality?: unknown;
  readonly annotated: readonly unknown[];
}

/**
 * What the manifest at `path` says of the cases called `wanted`, by case name; it may list others, of any kind.
 *
 * @throws AppError 'arguments-invalid' where it is not of that kind.
 */
export function readDataManifest(path: string, wanted: ReadonlySet<string>): ReadonlyMap<string, CaseFacts> {
  const json = readJson(path);
  const entries = Array.isArray(json) ? json : [];
  const listed = entries.filter(
    (entry): entry is Listed => typeof entry?.case === 'string' && Array.isArray(entry.annotated),
  );
  if (listed.length === 0) {
    const reason = `${path} is not a list of cases, each with "case" and "annotated"`;
    throw new AppError('arguments-invalid', { reason });
  }
  const own = listed.filter((entry) => wanted.has(entry.case));
  return new Map(
    own.map(({ case: name, modality, annotated }): [string, CaseFacts] => {
      const stated = typeof modality === 'string' ? toModality(modality) : undefined;
      return [name, { modality: stated, annotated: annotated.map(String) }];
    }),
  );
}
