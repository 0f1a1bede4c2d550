/** What the editor offers to choose from. Read without waking anything. */
export interface HostHardware {
  readonly cpu: HostCpu;
  readonly hugepages: readonly HugepagePool[];
  readonly usb: readonly HostUsbDevice[];
  /** Functions that a machine may get besides the GPU: USB controllers, NVMe drives, sound cards. */
  readonly pci: readonly HostPciCandidate[];
  readonly evdev: readonly { readonly path: string; readonly name: string }[];
  readonly bridges: readonly string[];
  readonly blockDevices: readonly HostBlockDevice[];
  readonly firmware: readonly { readonly flash: '2M' | '4M'; readonly secureBoot: boolean }[];
  readonly tpm: boolean;
  readonly passt: boolean;
  /** Tap devices, nft and dnsmasq are there and may be used. */
  readonly nat: boolean;
  readonly kvmfrMiB: number | null;
}

/** One CPU thread of the host. `core` names the physical core: threads with the same one are SMT siblings. */
export interface HostCpuThread {
  readonly cpu: number;
  readonly core: number;
  readonly socket: number;
  /** Of a hybrid CPU: `performance` or `efficiency`; `same` where all are alike. */
  readonly kind: 'same' | 'performance' | 'efficiency';
}

export interface HostCpu {
  readonly vendor: 'intel' | 'amd' | 'other';
  readonly model: string;
  /** Online threads, by number. */
  readonly threads: readonly HostCpuThread[];
}

export interface HugepagePool {
  readonly size: '2M' | '1G';
  readonly total: number;
  readonly free: number;
  /** Where a hugetlbfs of this size is mounted (by /proc/mounts, never by name); null = nowhere. */
  readonly mountPoint: string | null;
}

export interface HostUsbDevice {
  readonly bus: number;
  /** Port path as the kernel writes it, such as `4.2`. */
  readonly port: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly name: string;
  /** Where the host has mounted what is on it; absent = it has not. */
  readonly mountedAt?: string;
}

export interface HostPciCandidate {
  readonly address: string;
  readonly name: string;
  readonly kind: 'usb-controller' | 'nvme' | 'audio' | 'network' | 'other';
  readonly driver: string | null;
  /** Why it cannot be lent; null = it can. */
  readonly refused: 'in-use' | 'shared-group' | 'no-iommu' | 'host-disk' | 'host-input' | null;
}

export interface HostBlockDevice {
  /** /dev/disk/by-id/... */
  readonly path: string;
  readonly sizeBytes: number;
  readonly model: string;
  /** Why a machine must not write it: mounted, swap, LVM or RAID, held by another; null = free. */
  readonly usedAs: 'mount' | 'swap' | 'lvm' | 'raid' | 'crypt' | 'machine' | 'other' | null;
  /** Of `usedAs`: a mount point, a volume group, a machine's name. */
  readonly usedBy: string | null;
}
