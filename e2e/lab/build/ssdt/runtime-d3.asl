/*
 * The firmware of a newer laptop: the root port 00:01.0 has a power resource, so that the kernel itself puts port and GPU
 * into D3cold when nobody uses them ("auto" in power/control), and takes them out again. See optimus.asl for S08 and for
 * the bit that really cuts the slot's power.
 *
 * The GPU keeps the Optimus _DSM, as such laptops do: bbswitch loads here as well, and the two ways get into each other's
 * way. Slot Control belongs to what the kernel saves before the port sleeps and restores after it woke, so a cut by _PS3
 * comes back with the restored registers; _PS0 therefore ends it by itself. A real firmware switches a pin instead.
 */
DefinitionBlock ("", "SSDT", 2, "BATON", "RTD3", 0x00000001)
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

        PowerResource (GPWR, 0, 0)
        {
            Name (ISON, One)

            Method (_STA, 0, NotSerialized) { Return (ISON) }

            Method (_ON, 0, Serialized)
            {
                If (ISON == Zero)
                {
                    CUT = Zero
                    ISON = One
                    Sleep (20)
                }
            }

            Method (_OFF, 0, Serialized)
            {
                If (ISON)
                {
                    CUT = One
                    ISON = Zero
                }
            }
        }

        Name (_PR0, Package () { GPWR })
        Name (_PR2, Package () { GPWR })
        Name (_PR3, Package () { GPWR })
        Name (_S0W, 4)

        Device (PEGP)
        {
            Name (_ADR, Zero)
            Name (ARMD, Zero)
            Name (SELF, Zero)       // _PS3 has cut the power

            Method (_STA, 0, NotSerialized) { Return (0x0F) }

            Method (_PS0, 0, Serialized)
            {
                If (SELF)
                {
                    SELF = Zero
                    CUT = Zero
                    ^^GPWR.ISON = One
                    Sleep (20)
                }
            }

            Method (_PS3, 0, Serialized)
            {
                If (ARMD)
                {
                    SELF = One
                    ^^GPWR._OFF ()
                }
                ARMD = Zero
            }

            Method (_DSM, 4, Serialized)
            {
                If (Arg0 != ToUUID ("a486d8f8-0bda-471b-a72b-6042a6b5bee0")) { Return (Buffer (4) { 1, 0, 0, 0x80 }) }
                If (Arg1 != 0x0100) { Return (Buffer (4) { 1, 0, 0, 0x80 }) }
                If (Arg2 == Zero) { Return (Buffer (4) { 1, 0, 0, 4 }) }
                If (Arg2 == 0x1A)
                {
                    CreateField (Arg3, 0, 1, WRIT)
                    CreateField (Arg3, 24, 2, WISH)
                    If (ToInteger (WRIT)) { ARMD = (ToInteger (WISH) == 3) }
                    Return (Buffer (4) { 0x41, 0, 0, 1 })
                }
                Return (Buffer (4) { 2, 0, 0, 0x80 })
            }
        }
    }
}
