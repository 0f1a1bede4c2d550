import { Suspense } from 'react';
import { ProfilePage } from '@/features/profile/profile-page';

export default function Profile() {
  return (
    <Suspense>
      <ProfilePage />
    </Suspense>
  );
}
