'use client';
import { Card } from '@/ui/card';
import { Segmented } from '@/ui/segmented';
import { type Theme, useTheme } from '@/ui/theme';

const THEMES: { value: Theme; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
];

/** The theme, remembered in this browser. */
export function Appearance() {
  const [theme, setTheme] = useTheme();
  return (
    <Card className="grid gap-2.5">
      <Segmented full label="Theme" value={theme} onChange={setTheme} options={THEMES} />
      <p className="text-small text-ink-2">Remembered in this browser. System follows the device.</p>
    </Card>
  );
}
