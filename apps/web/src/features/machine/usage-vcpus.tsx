import { formatCpuList } from '@baton/model/host/cpu-list';
import type { MachineSample, VcpuSample } from '@baton/model/telemetry/sample';
import { Card } from '@/ui/card';
import { CpuBar } from '@/ui/cpu-bar';

/** Each processor of the guest, and QEMU itself: how busy its thread is, and which CPUs of the host it is kept to. */
export function UsageVcpus({ sample }: { sample: MachineSample | undefined }) {
  const vcpus = sample?.vcpus ?? [];
  if (vcpus.length === 0) return null;
  return (
    <Card>
      <h3 className="text-section font-semibold">Processors</h3>
      <p className="text-small text-ink-2">Each vCPU is a thread on the host. 100 % is one host CPU.</p>
      <ul className="mt-3 grid grid-cols-2 gap-x-5 gap-y-2 desk:grid-cols-4">
        {vcpus.map((vcpu, index) => (
          // A machine's processors keep their places.
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the processor's number
          <CpuBar key={index} name={`vCPU ${index}`} percent={vcpu.percent} note={placeWords(vcpu)} />
        ))}
        <CpuBar name="QEMU" percent={sample?.emulatorPercent ?? null} note="disks, network, screen" />
      </ul>
    </Card>
  );
}

function placeWords({ cpus }: VcpuSample): string {
  return cpus === null ? 'any CPU' : `pinned to ${formatCpuList(cpus)}`;
}
