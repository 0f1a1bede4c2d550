import type { ProfileDraftInput } from '../profile/definition';
import type { ImportResult } from './result';

/** What a reader of one format gives: the defaults are filled in once, at the end. */
export type ReadSource = Omit<ImportResult, 'draft'> & { readonly draft: ProfileDraftInput };
