import type { HostView, StorageFileView } from '@baton/api/views';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { UseFormReturn } from 'react-hook-form';
import type { FieldMessages } from './field-messages';
import type { FormValues } from './form-values';

export type ProfileForm = UseFormReturn<FormValues, unknown, ProfileDraft>;

/** What every section of the editor takes. */
export interface SectionParts {
  readonly form: ProfileForm;
  readonly messages: (field: string) => FieldMessages;
  readonly host: HostView | undefined;
  readonly files: readonly StorageFileView[];
  /** The edited machine's own name: its disk is not “used by” another. */
  readonly ownName: string | undefined;
}
