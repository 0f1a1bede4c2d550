/** What `qemu-img info` knows of an image. */
export interface ImageInfo {
  readonly format: string;
  readonly virtualSizeBytes: number;
  /** Other files that this image reads from: a backing file, an external data file. */
  readonly dependsOn: readonly string[];
}

export interface NewImage {
  readonly format: 'qcow2' | 'raw';
  readonly sizeBytes: number;
  /** Takes all of its space at once. Otherwise it is sparse. */
  readonly preallocate: boolean;
}

export interface ImageTool {
  /** @throws ProblemError `storage.not-an-image` | `qemu-img.missing` */
  info(path: string): Promise<ImageInfo>;
  /** Looks for faults in an image that nobody writes. @returns what it says of them; null = there are none. @throws ProblemError `qemu-img.missing` */
  faults(path: string): Promise<string | null>;
  /**
   * A new, empty image. Overwrites `path`: give it a name of your own. Aborted, it ends its program and leaves `path` half-made.
   * @throws ProblemError `storage.create-failed` | `storage.cancelled` | `qemu-img.missing`
   */
  create(path: string, image: NewImage, signal?: AbortSignal): Promise<void>;
}
