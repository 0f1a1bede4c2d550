import { GalleryLoader } from './gallery-loader';

/** Every primitive in every state, for those who build screens. Not linked from anywhere. */
export default function DesignPage() {
  return <GalleryLoader />;
}
