/** What `qemu-img info` knows of an image. */
export interface ImageInfo {
  readonly format: string;
  readonly virtualSizeBytes: number;
  /** Other files that this image reads from: a backing file, an external data file. */
  readonly dependsOn: readonly string[];
}

export interface ImageTool {
  /** @throws ProblemError `storage.not-an-image` | `qemu-img.missing` */
  info(path: string): Promise<ImageInfo>;
  /** A new, empty, sparse qcow2. Overwrites `path`: give it a name of your own. @throws ProblemError `storage.create-failed` | `qemu-img.missing` */
  createQcow2(path: string, sizeBytes: number): Promise<void>;
}
