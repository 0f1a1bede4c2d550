import type { MetadataRoute } from 'next';

export const dynamic = 'force-static';

/** So that Baton can be put on a phone's home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Baton',
    short_name: 'Baton',
    description: 'Lend a laptop’s GPU to a virtual machine and take it back.',
    start_url: '/',
    display: 'standalone',
    background_color: '#0d0f10',
    theme_color: '#0d0f10',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  };
}
