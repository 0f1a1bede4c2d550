'use client';
import { lookingGlassBytes } from '@baton/model/host/looking-glass';
import type { LookingGlass } from '@baton/model/profile/display';
import { ChoiceControl } from '../controls/choice-control';
import { DigitsControl } from '../controls/digits-control';
import { SwitchControl } from '../controls/switch-control';
import { useEditor, useField } from '../editor';

const MIB = 1024 * 1024;
const BEGIN: LookingGlass = { width: 1920, height: 1080, hdr: false, memory: 'shm' };

/** The GPU's picture in a window of the host, and the memory that it takes. */
export function LookingGlassFields() {
  const { hardware } = useEditor();
  const { value, set } = useField<LookingGlass | null>('lookingGlass');
  const neededMiB = value && lookingGlassBytes(value) / MIB;
  return (
    <div className="grid gap-5">
      <SwitchControl path="lookingGlass" checked={value !== null} onChange={(on) => set(on ? BEGIN : null)} />
      {value && (
        <>
          <div className="grid grid-cols-2 gap-3">
            <DigitsControl path="lookingGlass.width" />
            <DigitsControl path="lookingGlass.height" />
          </div>
          <SwitchControl path="lookingGlass.hdr" />
          <ChoiceControl
            path="lookingGlass.memory"
            as="menu"
            hint={
              <>
                {neededMiB !== null && Number.isFinite(neededMiB) && `It shares ${neededMiB} MiB with the guest.`}
                {value.memory === 'kvmfr' &&
                  ` ${hardware?.kvmfrMiB ? `The module has ${hardware.kvmfrMiB} MiB.` : 'The module is not loaded on the host.'}`}
              </>
            }
          />
        </>
      )}
    </div>
  );
}
