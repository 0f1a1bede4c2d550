/** A state that an image keeps inside itself. */
export interface StoredSnapshot {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What `qemu-img info` knows of an image. */
export interface ImageInfo {
  readonly format: string;
  readonly virtualSizeBytes: number;
  /** On the disk. */
  readonly usedBytes: number;
  /** Inside the image, oldest first. */
  readonly snapshots: readonly StoredSnapshot[];
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
  /**
   * Of a qcow2 image that nobody has open. `revert` takes the id: a name could be another one's id.
   * @throws ProblemError `disk.failed` | `qemu-img.missing`
   */
  snapshot(
    path: string,
    change:
      | { readonly do: 'create' | 'remove'; readonly name: string }
      | { readonly do: 'revert'; readonly id: string },
  ): Promise<void>;
  /** Grows an image that nobody has open. @throws ProblemError `disk.failed` | `qemu-img.missing` */
  grow(path: string, image: { readonly format: 'qcow2' | 'raw'; readonly bytes: number }): Promise<void>;
  /**
   * Copies into a qcow2 image. Overwrites `to`. Aborted, it leaves `to` half-made.
   * @throws ProblemError `disk.failed` | `storage.cancelled` | `qemu-img.missing`
   */
  copy(order: CopyOrder): Promise<void>;
  /** Ends what an agent that was killed left running on these files, which nobody else knows. Resolves when nobody writes them. */
  endLeft(paths: readonly string[]): Promise<void>;
}

export interface CopyOrder {
  readonly from: string;
  readonly format: 'qcow2' | 'raw';
  readonly to: string;
  readonly signal: AbortSignal;
  /** Told the share that is done, from 0 to 1. */
  readonly progress: (share: number) => void;
}
