qemu-system-x86_64 -enable-kvm -machine q35 -cpu host -smp 4 -m 4G \
  -drive file=/vm/debian.qcow2,if=virtio -cdrom "/iso/debian 12.iso" \
  -nic user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:2222-:22 \
  -vga virtio -display gtk,gl=on -usb -device usb-tablet \
  -msg timestamp=on -global isa-fdc.fallback=none -device virtio-rng-pci -fw_cfg name=opt/x,string=y
