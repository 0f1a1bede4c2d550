import type { Plugin } from 'esbuild';

export const external: readonly string[];
/** `outdir`: where the bundle is written. */
export function databasePlugin(outdir: string): Plugin;
