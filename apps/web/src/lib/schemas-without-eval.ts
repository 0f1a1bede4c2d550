import { config } from 'zod/v4/core';

// Schemas would try out `new Function`, which the page's policy forbids: the browser reports each try as a violation.
config({ jitless: true });
