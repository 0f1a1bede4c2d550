import { ButtonLink } from '@/ui/button';

export default function NotFound() {
  return (
    <main id="main" className="grid min-h-dvh place-content-center justify-items-center gap-4 p-6 text-center">
      <title>No such page · Baton</title>
      <h1 className="text-verdict font-semibold">There is no such page.</h1>
      <p className="text-ink-2">The address may be old, or mistyped.</p>
      <ButtonLink href="/" variant="solid">
        Go home
      </ButtonLink>
    </main>
  );
}
