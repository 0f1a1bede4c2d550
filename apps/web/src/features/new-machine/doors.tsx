'use client';
import { AppWindow, FileInput, LayoutTemplate, SlidersHorizontal, Terminal } from 'lucide-react';
import Link from 'next/link';
import { useAllowed } from '@/lib/allowed';
import { Icon, type IconType } from '@/ui/icon';
import { List, ListRow } from '@/ui/list';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';

/** The ways to a new machine. */
export function Doors() {
  const forbidden = useAllowed('profile.edit');
  if (forbidden) return <Note tone="plain" title={forbidden} />;
  return (
    <>
      <nav aria-label="What should it be?" className="grid gap-3 desk:grid-cols-3 desk:gap-4">
        <Door href="/new?door=windows" icon={AppWindow} name="Windows 11">
          From its ISO. The TPM, Secure Boot and the hints that Windows wants are set for you.
        </Door>
        <Door href="/new?door=linux" icon={Terminal} name="Linux">
          From any ISO, with fast virtio devices.
        </Door>
        <Door href="/new?door=import" icon={FileInput} name="Import what I have">
          A QEMU script or command line, a libvirt XML, a quickemu file, or a profile of Baton.
        </Door>
      </nav>
      <Section title="Other ways">
        <List label="Other ways">
          <ListRow
            leading={<Icon as={LayoutTemplate} />}
            name="From a template"
            href="/new?door=template"
            sub="A finished set of settings for a purpose, to begin with"
            wrap
          />
          <ListRow
            leading={<Icon as={SlidersHorizontal} />}
            name="Empty machine"
            href="/profile"
            sub="Every setting by hand, in the editor"
            wrap
          />
        </List>
      </Section>
    </>
  );
}

function Door({ href, icon, name, children }: { href: string; icon: IconType; name: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="press flex min-w-0 items-start gap-4 rounded-card border border-line-strong bg-card p-4 no-underline desk:flex-col desk:gap-5 desk:p-5"
    >
      <span className="grid size-11 shrink-0 place-items-center rounded-control bg-raised">
        <Icon as={icon} />
      </span>
      <span className="min-w-0">
        <b className="block text-page font-semibold">{name}</b>
        <span className="block text-small text-ink-2">{children}</span>
      </span>
    </Link>
  );
}
