import { createSHA256 } from 'hash-wasm';
import { checkFiles } from '#convert/check-files.ts';
import type { CheckedPart, StoredTensor } from '#convert/checkpoint.ts';
import type { Converted, ConvertOptions } from '#convert/convert.ts';
import { Journal } from '#convert/journal.ts';
import { damaged, named } from '#convert/refusal.ts';
import type { Sink } from '#convert/sink.ts';
import { readAhead, type Source } from '#convert/source.ts';
import { verify } from '#convert/verify.ts';
import { type HashedOutput, type WrittenFile, writeHashed } from '#convert/write-weights.ts';
import { readManifest } from '#model/manifest.ts';
import { foldFiles } from './fold-files.ts';
import { type NnunetModel, packFiles } from './inspect.ts';
import { type NnunetCheckpoint, networkTensors, openNnunetCheckpoint } from './network-weights.ts';
import { nnunetManifest, withFiles } from './nnunet-manifest.ts';
import { unetGraph } from './unet-graph.ts';
import { headOf, tensorsOf } from './unet-weights.ts';
import type { Precision } from './weight-file.ts';
import { headRows, writeNetwork } from './write-network.ts';

const MANIFEST = 'manifest.json';
/** Where a packed checkpoint is unpacked to while it is read. */
const UNPACKED = 'checkpoint.unpacked';

/**
 * Writes the pack that a model of nnU-Net v2 becomes: for each fold a graph, its weights and the rows of its head, and last the
 * manifest. Files that an interrupted run of the same files has finished are kept. Memory does not grow with the model; a
 * checkpoint in an archive is unpacked to the sink, one at a time.
 *
 * @throws AppError 'nnunet-other-network', 'checkpoint-unreadable', 'checkpoint-damaged', 'file-unreadable',
 *   'pack-file-corrupt', 'pack-invalid' where it is larger than a pack may be; the signal's reason.
 */
export function convertNnunet(
  model: NnunetModel,
  precision: Precision,
  sink: Sink,
  options: ConvertOptions = {},
): Promise<Converted> {
  return named(model.source, async () => {
    await sink.remove(MANIFEST);
    try {
      return await new Conversion(model, precision, sink, options).run();
    } finally {
      await sink.remove(UNPACKED);
    }
  });
}

class Conversion {
  readonly #model: NnunetModel;
  readonly #precision: Precision;
  readonly #sink: Sink;
  readonly #options: ConvertOptions;
  /** Of all folds together. */
  readonly #total: number;
  #written = 0;

  constructor(model: NnunetModel, precision: Precision, sink: Sink, options: ConvertOptions) {
    this.#model = model;
    this.#precision = precision;
    this.#sink = sink;
    this.#options = options;
    this.#total = model.folds.length * unetGraph(model.unet, precision, '').bytes;
  }

  async run(): Promise<Converted> {
    const files: WrittenFile[] = [];
    let manifest: Record<string, unknown> | undefined;
    for (const [n, fold] of this.#model.folds.entries()) {
      const checkpoint = await this.#open(fold);
      // Mirroring and trainer are the first fold's, as in nnU-Net.
      manifest ??= this.#manifest(checkpoint.read);
      files.push(...(await this.#fold(n, checkpoint)));
    }
    await this.#check(files);
    const json = `${JSON.stringify(withFiles(manifest ?? {}, files), undefined, 2)}\n`;
    await this.#write(MANIFEST, (out) => out.append(new TextEncoder().encode(json)));
    await Journal.remove(this.#sink);
    return { files, ignored: [] };
  }

  async #open(fold: string): Promise<Opened> {
    const { release, source: name, dataset, unet, configuration } = this.#model;
    const file = release.folds.get(fold);
    if (!file) throw new Error(`There is no fold ${fold}.`);
    const { signal, onProgress } = this.#options;
    const source = readAhead(
      await file.open({
        ...{ sink: this.#sink, path: UNPACKED, signal },
        onBytes: (done) => onProgress?.({ stage: 'verify', done, total: file.packedBytes }),
      }),
    );
    const read = await openNnunetCheckpoint(source);
    if (read.configuration !== undefined && read.configuration !== configuration)
      throw damaged('other-configuration', `${read.configuration} ≠ ${configuration}`);
    const tensors = await networkTensors(read, { name, shapes: tensorsOf(unet, dataset.classes.length) });
    return { source, read, tensors };
  }

  async #fold(n: number, { source, read, tensors }: Opened): Promise<readonly WrittenFile[]> {
    const { unet } = this.#model;
    const paths = foldFiles(n);
    const { graph, weights } = unetGraph(unet, this.#precision, paths.weights);
    const planes = unetGraph(unet, this.#precision, paths.weights, 'planes');
    const key = (await createSHA256()).init().update(read.file.fingerprint).update(graph).digest();
    const journal = await Journal.open(this.#sink);
    // Without checksums nothing tells whether the weights are those of the earlier run.
    const isTold = [...tensors.values()].every(({ checked }) => checked !== undefined);
    let network = isTold ? journal.finished(key, paths.weights) : undefined;
    if (!network) {
      await this.#verify(source, tensors);
      network = await this.#write(paths.weights, (out) => writeNetwork(out, weights, { source, tensors }));
      await journal.add(key, network);
    }
    this.#written += network.bytes;
    const rows = await headRows({ source, tensors }, headOf(unet));
    return [
      await this.#write(paths.graph, (out) => out.append(graph)),
      await this.#write(paths.planes, (out) => out.append(planes.graph)),
      network,
      await this.#write(paths.bank, (out) => out.append(new Uint8Array(rows.buffer))),
    ];
  }

  #manifest(read: NnunetCheckpoint): Record<string, unknown> {
    const { gflop, features } = unetGraph(this.#model.unet, this.#precision, '');
    const { trainer, mirrorAxes } = read;
    const manifest = nnunetManifest(this.#model, this.#precision, { trainer, mirrorAxes, gflop, features });
    // Before the work: a pack whose manifest would not be taken is not made.
    const files = packFiles(this.#model, this.#precision);
    readManifest(
      withFiles(
        manifest,
        files.map((file) => ({ ...file, sha256: '0'.repeat(64) })),
      ),
    );
    return manifest;
  }

  #write(path: string, work: (out: HashedOutput) => Promise<void>): Promise<WrittenFile> {
    const { signal, onProgress } = this.#options;
    const before = this.#written;
    const onBytes = (done: number) => {
      if (path.endsWith('.weights'))
        onProgress?.({ stage: 'write', done: before + done, total: this.#total });
    };
    return writeHashed(path, { sink: this.#sink, signal, onBytes }, work);
  }

  async #verify(source: Source, tensors: Opened['tensors']): Promise<void> {
    const found = [...tensors.values()].map(({ checked }) => checked);
    const parts = new Map<number, CheckedPart>();
    for (const part of found) if (part) parts.set(part.offset, part);
    const total = [...parts.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const { signal, onProgress } = this.#options;
    await verify(source, parts, signal, (done) => onProgress?.({ stage: 'verify', done, total }));
  }

  /** What does not come back as it was written is removed, so that it is written anew the next time. */
  async #check(files: readonly WrittenFile[]): Promise<void> {
    const { signal, onProgress } = this.#options;
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const onBytes = (done: number) => onProgress?.({ stage: 'check', done, total });
    await checkFiles(this.#sink, files, { pack: this.#model.plans.dataset_name, signal, onBytes });
  }
}

interface Opened {
  readonly source: Source;
  readonly read: NnunetCheckpoint;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}
