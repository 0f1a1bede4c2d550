import { ActivityPage } from '@/features/activity/activity-page';

export default function Page() {
  return <ActivityPage />;
}
