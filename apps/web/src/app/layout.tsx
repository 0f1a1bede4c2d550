import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { AppFrame } from '@/features/session/app-frame';
import { THEME_SCRIPT } from '@/ui/theme-script';
import './globals.css';

// No title here: each page says its own (`Page` renders it), because a machine's name is known only in the browser.
export const metadata: Metadata = {
  description: 'Lend a laptop’s GPU to a virtual machine and take it back.',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0d0f10' },
    { media: '(prefers-color-scheme: light)', color: '#f1f1ed' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; it must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <noscript>Baton’s pages are drawn by JavaScript. Please allow it for this address.</noscript>
        <AppFrame>{children}</AppFrame>
      </body>
    </html>
  );
}
