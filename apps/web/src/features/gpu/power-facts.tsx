'use client';
import type { GpuView, PowerView } from '@baton/api/views';
import { powerBackendWords, powerReasonWords } from '@baton/model/describe';
import { powerFindings } from '@baton/model/handover/findings';
import type { PciFunction } from '@baton/model/pci/function';
import { Card } from '@/ui/card';
import { KeyValue } from '@/ui/key-value';
import { FindingNotes } from './finding-notes';

/** How the GPU is powered and why so, what the kernel allows, and who made it. */
export function PowerFacts({ gpu }: { gpu: GpuView }) {
  const main = gpu.functions.find(({ address }) => address === gpu.address);
  return (
    <>
      <Card className="py-2">
        <KeyValue
          items={[
            { key: 'Power switch', value: <Switch power={gpu.power} /> },
            ...(main ? kernelFacts(main, gpu.state.kind === 'powered-off') : []),
            { key: 'Driver', value: gpu.driver ? [gpu.driver, gpu.driverVersion].filter(Boolean).join(' ') : 'None' },
            { key: 'Device', value: <Ids vendor={gpu.vendorId} device={gpu.deviceId} /> },
            { key: 'Subsystem', value: <Ids vendor={gpu.subsystemVendorId} device={gpu.subsystemDeviceId} /> },
          ]}
        />
      </Card>
      <FindingNotes findings={powerFindings(gpu.power)} />
    </>
  );
}

function Switch({ power }: { power: PowerView }) {
  return (
    <>
      {powerBackendWords(power.backend)}
      <span className="block text-small text-ink-2">{powerReasonWords(power.because)}</span>
    </>
  );
}

function kernelFacts(main: PciFunction, off: boolean) {
  return [
    {
      key: 'Runtime power',
      value: off
        ? 'Off'
        : main.powerControl === 'auto'
          ? 'May sleep'
          : main.powerControl === 'on'
            ? 'Kept awake'
            : 'Not told',
    },
    { key: 'Reset', value: main.resetMethods.length > 0 ? main.resetMethods.join(', ') : 'No way to reset it' },
    { key: 'IOMMU group', value: main.iommuGroup === null ? 'None' : String(main.iommuGroup) },
  ];
}

function Ids({ vendor, device }: { vendor: string; device: string }) {
  return (
    <span className="mono">
      {vendor}:{device}
    </span>
  );
}
