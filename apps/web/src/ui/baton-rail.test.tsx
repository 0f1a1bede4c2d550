import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BatonRail, type RailState, type RailStop } from './baton-rail';

const STOPS: RailStop[] = [
  { id: 'host', label: 'Host', kind: 'host' },
  { id: 'win10', label: 'win10', kind: 'machine' },
  { id: 'off', label: 'Off', kind: 'off' },
];

const draw = (state: RailState, onStop?: () => void) =>
  renderToStaticMarkup(<BatonRail stops={STOPS} state={state} onStop={onStop} />);
const press = () => undefined;

describe('BatonRail', () => {
  it('presses exactly the stop that holds the GPU', () => {
    const html = draw({ kind: 'held', at: 'win10' }, press);
    expect(html).toContain('aria-label="The GPU is with win10"');
    expect(html.match(/aria-pressed="true"/g)).toHaveLength(1);
    expect(html).toMatch(/aria-pressed="true"[^>]*title="win10"/);
  });

  it('offers no buttons when it is only to be looked at', () => {
    expect(draw({ kind: 'held', at: 'host' })).not.toContain('<button');
  });

  it('is a progress bar while the GPU moves, and shows only the two hands', () => {
    const html = draw(
      { kind: 'moving', from: 'host', to: 'win10', step: 4, of: 6, label: 'Bind vfio-pci', direction: 'do' },
      press,
    );
    expect(html).toContain('role="progressbar"');
    expect(html).toContain('aria-valuenow="3"');
    expect(html).toContain('aria-valuetext="Step 4 of 6: Bind vfio-pci"');
    expect(html).not.toContain('>Off<');
    expect(html).not.toContain('<button');
  });

  it('says so when it goes back', () => {
    const html = draw({
      kind: 'moving',
      from: 'host',
      to: 'win10',
      step: 2,
      of: 6,
      label: 'Detach nvidia',
      direction: 'undo',
    });
    expect(html).toContain('aria-valuetext="Undoing step 2 of 6: Detach nvidia"');
  });

  it('lays the baton with Nobody when it needs attention, and Nobody cannot be pressed', () => {
    const html = draw({ kind: 'attention' }, press);
    expect(html).toContain('aria-label="Nobody holds the GPU"');
    expect(html).toMatch(/<div class="rail-stop has">.*Nobody/);
    expect(html).not.toContain('aria-pressed="true"');
  });
});
