import { Mark } from '@/ui/baton-pill';

/** Until the agent has answered for the first time: a moment, so that nothing is drawn that would jump. */
export function Waiting() {
  return (
    <main id="main" aria-busy className="px-5 desk:px-5.5">
      <div className="flex h-16 items-center">
        <Mark />
      </div>
      <h1 className="sr-only">Baton</h1>
      <p role="status" className="sr-only">
        Connecting
      </p>
    </main>
  );
}
