/** The places of one machine. The address names them, so that a link and a reload lead back. */
export const MACHINE_TABS = ['overview', 'console', 'logs', 'hardware', 'history'] as const;
export type MachineTab = (typeof MACHINE_TABS)[number];

const LABELS: Record<MachineTab, string> = {
  overview: 'Overview',
  console: 'Console',
  logs: 'Logs',
  hardware: 'Hardware',
  history: 'History',
};

/** What the address asks for; anything else is the overview. */
export function machineTab(asked: string | null): MachineTab {
  return MACHINE_TABS.find((tab) => tab === asked) ?? 'overview';
}

export function machineHref(id: string, tab: MachineTab = 'overview'): string {
  const query = new URLSearchParams(tab === 'overview' ? { id } : { id, tab });
  return `/machine?${query}`;
}

/** For the tab bar. */
export function tabLinks(id: string, current: MachineTab) {
  return MACHINE_TABS.map((tab) => ({ href: machineHref(id, tab), label: LABELS[tab], current: tab === current }));
}
