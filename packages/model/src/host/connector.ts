/** A DRM connector of a GPU: /sys/class/drm/cardN-NAME/{status,enabled}. */
export interface Connector {
  /** Without the card's number, which changes with every bind: `DP-1`. */
  readonly name: string;
  readonly connected: boolean;
  readonly enabled: boolean;
}
