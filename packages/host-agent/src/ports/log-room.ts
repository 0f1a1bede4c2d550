/** Beside the logs of a folder: what is known of them. Each note is named `<log>-<identity>.<what>`. */
export const LOG_NOTES_FOLDER = 'log-notes';

/** Gives back the room that the beginning of a log takes, while somebody writes to its end. Offsets stay as they are. */
export interface LogRoom {
  /** @returns false where the file system cannot do that */
  giveBack(path: string, firstBytes: number): Promise<boolean>;
}
