import { AutomationPage } from '@/features/automation/automation-page';

export default function Page() {
  return <AutomationPage />;
}
