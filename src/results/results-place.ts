/** Where the results of several scans go: a folder of the user's, or a zip file. Names are files', never paths. */
export interface ResultsPlace {
  /** For people. */
  readonly name: string;
  readonly kind: 'folder' | 'zip';
  /** The text of a file; undefined where there is none of that name. */
  read(name: string): Promise<string | undefined>;
  has(name: string): Promise<boolean>;
  /** Puts a file there, in place of one of the same name, or changes nothing and rejects with whatever stood in the way. */
  write(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<void>;
  /** A scan's files are all there. */
  settle(): Promise<void>;
  /** For now there are no more to come. */
  end(): Promise<void>;
}
