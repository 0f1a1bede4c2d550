#!/usr/bin/env bash
set -euo pipefail

# Windows 11 on an RTX 2060, started by hand.
cd /home/ana/vm
VM_NAME='Windows 11, games'
RAM=16G
CORES="8,sockets=1,cores=4,threads=2"
GPU=0000:01:00.0
GPU_AUDIO=0000:01:00.1

modprobe vfio-pci
for dev in "$GPU" "$GPU_AUDIO"; do
  echo vfio-pci > "/sys/bus/pci/devices/$dev/driver_override"
  echo "$dev" > /sys/bus/pci/drivers_probe
done
echo "10de 1e89" | sudo tee /sys/bus/pci/drivers/vfio-pci/new_id
swtpm socket --tpm2 --tpmstate dir=/home/ana/vm/tpm --ctrl type=unixio,path=/tmp/swtpm.sock &

args=(
  -name "guest=${VM_NAME/,/ }"
  -machine pc-q35-8.2,accel=kvm,kernel_irqchip=on,smm=on,hpet=off
  # Hide that it is a virtual machine
  -cpu "host,kvm=off,hv_relaxed,hv_vapic,hv_spinlocks=0x1fff,hv_vpindex,hv_runtime,hv_time,hv_synic,hv_stimer,hv_vendor_id=GenuineLaptop,-hypervisor,+topoext,l3-cache=on,host-cache-info=on"
  -smp "$CORES"
  -m "size=${RAM},slots=2,maxmem=32G"
  -object memory-backend-memfd,id=mem,size=16G,hugetlb=on,hugetlbsize=1G,share=on
  -numa node,memdev=mem
  -rtc base=localtime,driftfix=slew
  -global kvm-pit.lost_tick_policy=delay
  -global ICH9-LPC.disable_s3=1
  -global driver=cfi.pflash01,property=secure,value=on
  -drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.secboot.fd
  -drive if=pflash,format=raw,unit=1,file=/home/ana/vm/vars.fd
  -chardev socket,id=chrtpm,path=/tmp/swtpm.sock
  -tpmdev emulator,id=tpm0,chardev=chrtpm
  -device tpm-crb,tpmdev=tpm0
  -smbios type=1,manufacturer=LENOVO,product=20QV,,S,serial=R90ABCDE,uuid=11111111-2222-3333-4444-555555555555
)

args+=(
  -device pcie-root-port,id=rp1,bus=pcie.0,chassis=1,slot=1
  -device vfio-pci,host=$GPU,bus=rp1,addr=0.0,multifunction=on,x-vga=on,romfile=/home/ana/vm/tu106.rom
  -device vfio-pci,host=$GPU_AUDIO,bus=rp1,addr=0.1
  -device vfio-pci,host=05:00.3
  -object iothread,id=io1
  -blockdev driver=file,node-name=disk-file,filename=win11.raw,cache.direct=on,aio=native,discard=unmap
  -blockdev driver=raw,node-name=disk,file=disk-file,discard=unmap
  -device virtio-blk-pci,drive=disk,iothread=io1,bootindex=1,serial=C0FFEE
  -device virtio-scsi-pci,id=scsi0,iothread=io1
  -drive if=none,id=data,file=/dev/disk/by-id/ata-Samsung_SSD_860_S3Z1NB0K,format=raw,cache=none
  -device scsi-hd,bus=scsi0.0,drive=data
  -drive file=/dev/sdb,if=virtio,format=raw
  -cdrom /iso/Win11.iso
  -drive "media=cdrom,file=/iso/virtio-win.iso,index=3"
  -netdev user,id=n0,hostfwd=tcp:127.0.0.1:33890-:3389,hostfwd=udp::9999-:9999,smb=/home/ana
  -device e1000e,netdev=n0,mac=52:54:00:AB:CD:EF,bootindex=3
  -nic bridge,br=virbr0,model=virtio-net-pci
  -device qemu-xhci,id=xhci
  -device usb-host,vendorid=0x046d,productid=0xc52b
  -device usb-host,hostbus=1,hostport=4.2
  -device usb-host,hostbus=1,hostaddr=7
  -object input-linux,id=kbd,evdev=/dev/input/by-id/usb-Keychron_K2-event-kbd,grab_all=on,repeat=on
  -object input-linux,id=mouse,evdev=/dev/input/by-id/usb-Logitech-event-mouse
  -device virtio-keyboard-pci -device virtio-mouse-pci
  -vga none -display none
  -spice unix=on,addr=/tmp/spice.sock,disable-ticketing=on
  -device virtio-serial-pci
  -chardev spicevmc,id=vdagent,name=vdagent
  -device virtserialport,chardev=vdagent,name=com.redhat.spice.0
  -chardev socket,path=/tmp/qga.sock,server=on,wait=off,id=qga0
  -device virtserialport,chardev=qga0,name=org.qemu.guest_agent.0
  -audiodev pipewire,id=snd,out.frequency=48000
  -device ich9-intel-hda -device hda-micro,audiodev=snd
  -object memory-backend-file,id=lg,share=on,mem-path=/dev/shm/looking-glass,size=64M
  -device ivshmem-plain,memdev=lg,bus=pcie.0
  -monitor tcp:0.0.0.0:4444,server,nowait
  -qmp unix:/tmp/qmp.sock,server,nowait
  -device i6300esb -watchdog-action reset
  -fw_cfg name=opt/ana/flag,string=on
  -device virtio-balloon-pci
  -acpitable file=/home/ana/vm/SSDT1.dat
  -boot menu=on,strict=on
  -daemonize -pidfile /tmp/win.pid
)

if [ "${1:-}" = "--test" ]; then
  args+=(-snapshot)
fi

sudo nice -n -5 qemu-system-x86_64 "${args[@]}" "$@"
wait
virsh nodedev-reattach pci_0000_01_00_0
