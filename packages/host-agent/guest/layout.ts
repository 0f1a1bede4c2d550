/** Where things stand: on the disk, in the guest's memory and on its screen. One table, read by code and picture. */

export const sectorBytes = 512;
/** SeaBIOS boots only from an image of at least 1 MiB. */
export const imageBytes = 1024 * 1024;

/** The BIOS loads the first sector here; the rest of the program follows it in memory as it does on the disk. */
export const origin = 0x7c00;
export const programSectors = 16;

/** VGA mode 12h: 640x480, 16 colours, four planes of one bit a pixel. */
export const screen = { widthPixels: 640, heightPixels: 480, rowBytes: 80, planes: 4 } as const;
export const planeBytes = screen.rowBytes * screen.heightPixels;
export const planeSectors = planeBytes / sectorBytes;
export const pictureSector = programSectors;

/** The part of the screen that is redrawn while the baton moves: 20 bytes (160 pixels) wide, inside the rail. */
export const frame = { top: 192, heightPixels: 36, rowBytes: 20, count: 48 } as const;
export const framePlaneBytes = frame.heightPixels * frame.rowBytes;
export const frameBytes = framePlaneBytes * screen.planes;
/** Frames are read in portions of 16: exactly 90 sectors, below the 127 that one BIOS call may take. */
export const framesPerRead = 16;
export const framesSector = pictureSector + planeSectors * screen.planes;

/** Real-mode segments: the picture, the frames behind it (both as on the disk), and the VGA's window. */
export const pictureSegment = 0x2000;
export const framesSegment = pictureSegment + (planeBytes * screen.planes) / 16;
export const vgaSegment = 0xa000;

export const rail = { left: 48, right: 592, top: 188, bottom: 232 } as const;
export const baton = { lengthPixels: 112, thickness: 34, restGap: 5 } as const;

/** Text cells of 8x16 pixels: 80 columns, 30 rows. */
export const text = {
  column: 6,
  valueColumn: 20,
  subtitleRow: 9,
  captionRow: 15,
  uptimeRow: 18,
  ticksRow: 19,
  keyRow: 20,
  displayRow: 22,
  displayRows: 4,
  noticeRow: 28,
} as const;
