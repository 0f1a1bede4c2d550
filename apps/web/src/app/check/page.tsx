import { CheckPage } from '@/features/check/check-page';

export default function Page() {
  return <CheckPage />;
}
