import type { ZoneOffset } from '@baton/model/automation/next-due';

/** The zone that the host's clock is shown in (/etc/localtime), with the rules that come with Node. */
export const hostZone: ZoneOffset = (atMs) => -new Date(atMs).getTimezoneOffset() * 60_000;
