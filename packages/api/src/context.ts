import type { Actor } from '@baton/model/access/roles';
import type { ClientInfo, Services } from './services';

/** What a procedure sees. `actor()` is asked at every call, so that a revoked session ends at once. */
export interface Context {
  readonly services: Services;
  readonly client: ClientInfo;
  readonly hostname: string;
  readonly simulated: boolean;
  actor(): Promise<Actor | null>;
  /** False on a socket, whose answers carry no cookie: log-in is refused there. */
  readonly canSetSessionToken: boolean;
  /** Writes a defect to the agent's log. @returns the reference that the user is shown. */
  report(error: unknown): string;
  /** Sets or clears the session cookie; only plain HTTP answers can. */
  setSessionToken(token: string | null): void;
}
