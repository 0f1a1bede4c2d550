'use client';
import { formatCpuList } from '@baton/model/host/cpu-list';
import type { Pinning } from '@baton/model/profile/cpu';
import { Circle, CircleDot } from 'lucide-react';
import { OptionButton } from '@/ui/option-button';
import { Sheet } from '@/ui/sheet';
import { Switch } from '@/ui/switch';
import { assigned, usageOf } from './topology';

interface PickSheetProps {
  /** The CPU of the host that is asked about; null = closed. */
  cpu: number | null;
  pinning: Pinning;
  onChange: (pinning: Pinning) => void;
  onClose: () => void;
}

/** Who runs on one CPU of the host. */
export default function PickSheet({ cpu, pinning, onChange, onClose }: PickSheetProps) {
  const use = cpu === null ? undefined : usageOf(pinning, cpu);
  const choose = (vcpu: number | null) => {
    if (cpu !== null) onChange(assigned(pinning, cpu, vcpu));
    onClose();
  };
  const option = (verb: string, consequence: string, vcpu: number | null) => {
    const pressed = vcpu === null ? use?.vcpus.length === 0 : use?.vcpus.includes(vcpu);
    return (
      <OptionButton
        key={verb}
        verb={verb}
        consequence={consequence}
        icon={pressed ? CircleDot : Circle}
        pressed={pressed}
        onClick={() => choose(vcpu)}
      />
    );
  };
  return (
    <Sheet
      open={cpu !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Who runs on CPU ${cpu ?? ''}?`}
      closeLabel="Close"
    >
      {option('No vCPU', 'It stays with the host.', null)}
      {pinning.vcpus.map((cpus, vcpu) =>
        option(`vCPU ${vcpu}`, cpus.length === 0 ? 'Runs anywhere now.' : `On CPU ${formatCpuList(cpus)} now.`, vcpu),
      )}
      <Switch
        label="QEMU’s own threads too"
        checked={cpu !== null && pinning.emulator.includes(cpu)}
        onChange={(event) => {
          if (cpu === null) return;
          const others = pinning.emulator.filter((other) => other !== cpu);
          onChange({ ...pinning, emulator: event.target.checked ? [...others, cpu].sort((a, b) => a - b) : others });
        }}
      />
    </Sheet>
  );
}
