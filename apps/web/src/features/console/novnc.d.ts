/** What we use of noVNC's only public module (its docs/API.md). */
declare module '@novnc/novnc' {
  interface RFBEvents {
    connect: CustomEvent<Record<string, never>>;
    disconnect: CustomEvent<{ clean: boolean }>;
    securityfailure: CustomEvent<{ status: number; reason?: string }>;
    desktopname: CustomEvent<{ name: string }>;
    clipboard: CustomEvent<{ text: string }>;
  }

  export default class RFB extends EventTarget {
    constructor(target: HTMLElement, url: string, options?: { shared?: boolean; wsProtocols?: string[] });
    viewOnly: boolean;
    focusOnClick: boolean;
    clipViewport: boolean;
    dragViewport: boolean;
    scaleViewport: boolean;
    resizeSession: boolean;
    showDotCursor: boolean;
    background: string;
    /** 0 (small) to 9 (fine). */
    qualityLevel: number;
    compressionLevel: number;
    disconnect(): void;
    /** Down and up when `down` is left out. `code` as in KeyboardEvent.code. */
    sendKey(keysym: number, code: string | null, down?: boolean): void;
    sendCtrlAltDel(): void;
    focus(options?: FocusOptions): void;
    blur(): void;
    toBlob(callback: (blob: Blob | null) => void, type?: string): void;
    addEventListener<Kind extends keyof RFBEvents>(kind: Kind, listener: (event: RFBEvents[Kind]) => void): void;
  }
}
