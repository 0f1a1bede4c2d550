/*
 * The firmware of a laptop whose GPU is switched by bbswitch: the generation before power resources on the root port.
 *
 * S08 is what QEMU's own table calls 00:01.0 (slot * 8 + function, in hexadecimal); the GPU is the device at _ADR 0 below
 * it. Power is real: bit 10 of the port's Slot Control (ioh3420: PCI Express capability 0x90, register 0x18) is Power
 * Controller Control, and a slot without power answers all ones, which is what bbswitch takes for OFF.
 *
 * STUBBORN is a firmware that accepts every order and does nothing.
 *
 * bbswitch asks the Optimus _DSM, arms the switch with function 0x1A, and puts the device into D3: _PS3 then cuts it.
 */
DefinitionBlock ("", "SSDT", 2, "BATON", "OPTIMUS", 0x00000001)
{
    External (\_SB.PCI0.S08, DeviceObj)

    Scope (\_SB.PCI0.S08)
    {
        OperationRegion (SLOT, PCI_Config, 0xA8, 0x02)
        Field (SLOT, WordAcc, NoLock, Preserve)
        {
            , 10,
            CUT, 1
        }

        Device (PEGP)
        {
            Name (_ADR, Zero)
            Name (ARMD, Zero)       // the next _PS3 cuts the power

            Method (_STA, 0, NotSerialized) { Return (0x0F) }

            Method (_PS0, 0, Serialized)
            {
                If (CUT)
                {
                    CUT = Zero
                    Sleep (20)
                }
            }

            Method (_PS3, 0, Serialized)
            {
#ifndef STUBBORN
                If (ARMD) { CUT = One }
#endif
                ARMD = Zero
            }

            Method (_PSC, 0, NotSerialized)
            {
                If (CUT) { Return (0x03) }
                Return (Zero)
            }

            Method (_DSM, 4, Serialized)
            {
                // Anything but Optimus, revision 0x100: unsupported
                If (Arg0 != ToUUID ("a486d8f8-0bda-471b-a72b-6042a6b5bee0")) { Return (Buffer (4) { 1, 0, 0, 0x80 }) }
                If (Arg1 != 0x0100) { Return (Buffer (4) { 1, 0, 0, 0x80 }) }
                // Functions 0 and 0x1A
                If (Arg2 == Zero) { Return (Buffer (4) { 1, 0, 0, 4 }) }
                If (Arg2 == 0x1A)
                {
                    CreateField (Arg3, 0, 1, WRIT)
                    CreateField (Arg3, 24, 2, WISH)
                    If (ToInteger (WRIT)) { ARMD = (ToInteger (WISH) == 3) }
                    // Enabled, and power is switched dynamically
                    Return (Buffer (4) { 0x41, 0, 0, 1 })
                }
                Return (Buffer (4) { 2, 0, 0, 0x80 })
            }
        }
    }
}
