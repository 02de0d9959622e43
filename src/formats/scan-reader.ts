import { openScan } from './open-scan.ts';
import type { OpenedScan } from './reader.ts';
import { blobFile, type ReadOptions } from './scan-file.ts';

/**
 * Opens scans. LocalScanReader does it here, WorkerScanReader in a worker; nothing above this interface can tell which.
 * Readings do not wait for each other.
 * @throws AppError what `openScan` refuses; an aborted reading rejects with `signal.reason`.
 */
export interface ScanReader {
  read(files: readonly File[], options?: ReadOptions): Promise<OpenedScan>;
}

export class LocalScanReader implements ScanReader {
  /** Whether the voxels lie in memory that threads share. */
  readonly #isShared: boolean;

  constructor(isShared = false) {
    this.#isShared = isShared;
  }

  read(files: readonly File[], options: ReadOptions = {}): Promise<OpenedScan> {
    const own = files.map((file) => blobFile(file.name, file));
    return openScan(own, { ...options, isShared: this.#isShared });
  }
}
