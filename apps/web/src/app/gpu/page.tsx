import { GpuPage } from '@/features/gpu/gpu-page';

export default function Page() {
  return <GpuPage />;
}
