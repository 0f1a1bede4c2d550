'use client';
import dynamic from 'next/dynamic';

/** The gallery shows times of this browser, so it is not prerendered. */
export const GalleryLoader = dynamic(() => import('./gallery').then((module) => module.Gallery), { ssr: false });
