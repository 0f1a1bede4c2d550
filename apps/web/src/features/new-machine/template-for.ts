import type { TemplateView } from '@baton/api/views';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { DoorName, WizardPlace } from './place';

/** The template behind each of the doors, by its id. */
const BEHIND: Partial<Record<DoorName, string>> = { windows: 'windows-11', linux: 'linux-desktop' };

/** What the answers are laid over; undefined = this template is not there. */
export function templateFor(
  { door, template }: WizardPlace,
  templates: readonly TemplateView[],
): ProfileDraft | undefined {
  const wanted = template ?? BEHIND[door];
  return templates.find(({ id }) => id === wanted)?.draft;
}
