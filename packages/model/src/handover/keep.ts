/** How long people whose screen may die with a hand-over have to say that it lives. */
export const KEEP_WITHIN_SECONDS = 30;
