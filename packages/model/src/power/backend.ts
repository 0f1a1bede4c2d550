/** How this host can take the GPU's power away. `none`: the card stays on. */
export type PowerBackend = 'bbswitch' | 'runtime-pm' | 'none';

/** What the power switch says. `unknown`: there is none, or asking it would wake the card. */
export type PowerState = 'on' | 'off' | 'unknown';
