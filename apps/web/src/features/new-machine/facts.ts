import type { GpuView, HostView, StorageFileView } from '@baton/api/views';
import type { HostHardware } from '@baton/model/host/hardware';
import type { Answers } from './answers';

/** What the steps know of this host. */
export interface WizardFacts {
  readonly host: HostView;
  readonly hardware: HostHardware;
  readonly gpu: GpuView | null;
  readonly files: readonly StorageFileView[];
  /** Of the machines that are there. */
  readonly names: readonly string[];
}

/** Which disc an upload is for. */
export type DiscPlace = 'iso' | 'drivers';

/** Files that are being uploaded, by the place that they are for. */
export type Coming = Readonly<Partial<Record<DiscPlace, string>>>;

/** What each step takes. */
export interface StepProps {
  readonly answers: Answers;
  readonly change: (changed: Partial<Answers>) => void;
  readonly facts: WizardFacts;
}
