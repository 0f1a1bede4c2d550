/** Where in the wizard a page is: `/new?door=windows&step=size`. */
export type DoorName = 'windows' | 'linux' | 'import' | 'template';
export const STEPS = ['basics', 'size', 'summary'] as const;
export type Step = (typeof STEPS)[number];

export interface WizardPlace {
  readonly door: DoorName;
  /** Of door `template`: which one. null = none was chosen yet. */
  readonly template: string | null;
  readonly step: Step;
}

const DOORS: readonly string[] = ['windows', 'linux', 'import', 'template'] satisfies DoorName[];

/** @returns null at the doors themselves. A word that is none of ours leads there too, an unknown step to the first one. */
export function placeIn(params: { get(name: string): string | null }): WizardPlace | null {
  const door = params.get('door');
  if (door === null || !DOORS.includes(door)) return null;
  const step = STEPS.find((name) => name === params.get('step')) ?? 'basics';
  return { door: door as DoorName, template: params.get('template'), step };
}

export function hrefOf({ door, template, step }: WizardPlace): string {
  const query = new URLSearchParams({ door });
  if (template !== null) query.set('template', template);
  if (step !== 'basics') query.set('step', step);
  return `/new?${query}`;
}

/** The place before this one. */
export function backHrefOf(place: WizardPlace): string {
  const before = STEPS[STEPS.indexOf(place.step) - 1];
  if (before) return hrefOf({ ...place, step: before });
  return place.template === null ? '/new' : '/new?door=template';
}
