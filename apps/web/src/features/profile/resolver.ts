import type { ProfileDraft } from '@baton/model/profile/definition';
import { zodResolver } from '@hookform/resolvers/zod';
import type { Resolver } from 'react-hook-form';
import { profileDraftSchema } from './draft-schema';
import { draftOf, type FormValues } from './form-values';

const draftResolver = zodResolver(profileDraftSchema) as unknown as Resolver<FormValues, unknown, ProfileDraft>;

/** Validates what would be sent, with the agent's own schema. */
export const formResolver: Resolver<FormValues, unknown, ProfileDraft> = (values, context, options) =>
  draftResolver(draftOf(values) as unknown as FormValues, context, options);
