import path from 'node:path';
import type { NextConfig } from 'next';

/**
 * A static export: the gateway serves `out/`, so no Next server runs on the host.
 * No trailing slash: `/machine` is the file `machine.html`.
 */
const config: NextConfig = {
  output: 'export',
  images: { unoptimized: true },
  transpilePackages: ['@baton/model', '@baton/api'],
  turbopack: { root: path.join(import.meta.dirname, '..', '..') },
  devIndicators: false,
};

export default config;
