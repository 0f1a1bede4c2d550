import type { GpuReadings } from '@baton/model/telemetry/sample';

/** What the card works towards under a load, and how fast it gets there. */
interface Course {
  readonly idle: number;
  readonly loaded: number;
  /** Time constant, milliseconds: after it about two thirds of the way are done. */
  readonly settlesMs: number;
  /** Amplitude of the small wander that every sensor shows. */
  readonly wander: number;
}

const COURSES = {
  temperatureC: { idle: 44, loaded: 73, settlesMs: 25_000, wander: 0.6 },
  utilizationPercent: { idle: 3, loaded: 91, settlesMs: 1_500, wander: 1.8 },
  powerMilliwatts: { idle: 30_000, loaded: 88_000, settlesMs: 4_000, wander: 900 },
  memoryUsedMiB: { idle: 310, loaded: 9_120, settlesMs: 2_500, wander: 0 },
} satisfies Record<string, Course>;

const MEMORY_TOTAL_MIB = 16_384;
const POWER_LIMIT_MILLIWATTS = 100_000;
/** What a Quadro P5000 of a laptop runs at without and with work, MHz. */
const CLOCKS = { idle: 139, loaded: 1_556 };
const MEMORY_CLOCKS = { idle: 405, loaded: 3_003 };

/** Sensors of the simulated card: they follow the load smoothly, also while nobody looks. */
export class Sensors {
  #loaded: boolean;
  #since: number;
  #from: Readonly<Record<keyof typeof COURSES, number>>;

  constructor(loaded: boolean, now: number) {
    this.#loaded = loaded;
    this.#since = now;
    const side = loaded ? 'loaded' : 'idle';
    this.#from = {
      temperatureC: COURSES.temperatureC[side],
      utilizationPercent: COURSES.utilizationPercent[side],
      powerMilliwatts: COURSES.powerMilliwatts[side],
      memoryUsedMiB: COURSES.memoryUsedMiB[side],
    };
  }

  /** Told at every look and at every change of load. `now` in milliseconds since the epoch. */
  follow(loaded: boolean, now: number): void {
    if (loaded === this.#loaded) return;
    this.#from = {
      temperatureC: this.#value('temperatureC', now),
      utilizationPercent: this.#value('utilizationPercent', now),
      powerMilliwatts: this.#value('powerMilliwatts', now),
      memoryUsedMiB: this.#value('memoryUsedMiB', now),
    };
    this.#loaded = loaded;
    this.#since = now;
  }

  read(now: number): GpuReadings {
    const utilizationPercent = Math.min(100, Math.max(0, Math.round(this.#shown('utilizationPercent', now))));
    const works = utilizationPercent > 10;
    return {
      temperatureC: Math.round(this.#shown('temperatureC', now)),
      utilizationPercent,
      memoryBusyPercent: Math.round(utilizationPercent * 0.6),
      powerMilliwatts: Math.round(this.#shown('powerMilliwatts', now) / 10) * 10,
      powerLimitMilliwatts: POWER_LIMIT_MILLIWATTS,
      memoryUsedMiB: Math.round(this.#shown('memoryUsedMiB', now)),
      memoryTotalMiB: MEMORY_TOTAL_MIB,
      clockMHz: works ? CLOCKS.loaded : CLOCKS.idle,
      memoryClockMHz: works ? MEMORY_CLOCKS.loaded : MEMORY_CLOCKS.idle,
      // The laptop's fans are not the card's.
      fanPercent: null,
      pcieGeneration: works ? 3 : 1,
      pcieWidth: 16,
    };
  }

  #value(name: keyof typeof COURSES, now: number): number {
    const { idle, loaded, settlesMs } = COURSES[name];
    const target = this.#loaded ? loaded : idle;
    return target + (this.#from[name] - target) * Math.exp(-(now - this.#since) / settlesMs);
  }

  #shown(name: keyof typeof COURSES, now: number): number {
    return this.#value(name, now) + COURSES[name].wander * (Math.sin(now / 2_300) + Math.sin(now / 7_100));
  }
}
