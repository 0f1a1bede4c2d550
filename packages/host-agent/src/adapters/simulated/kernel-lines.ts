import type { Clock } from '../../ports/clock';
import type { KernelLines } from '../../ports/kernel-lines';
import type { SimulatedLaptop } from './laptop/laptop';

const INFORMATION = 6;
const ERROR = 3;
const COMPLAINTS = /fail|refus|RmInitAdapter|mismatch|unknown|Error|non-zero/;

/** What the simulated laptop's kernel logs, as it logs it. */
export function simulatedKernelLines(laptop: SimulatedLaptop, clock: Pick<Clock, 'now'>): KernelLines {
  return {
    follow(heard) {
      let told = 0;
      const tell = () => {
        const { kernelLog } = laptop.state;
        // A laptop that was booted anew has a new log.
        if (kernelLog.length < told) told = 0;
        for (const text of kernelLog.slice(told)) {
          told += 1;
          heard({ sequence: told, at: clock.now(), level: COMPLAINTS.test(text) ? ERROR : INFORMATION, text });
        }
      };
      tell();
      return laptop.events.watch(tell);
    },
  };
}
