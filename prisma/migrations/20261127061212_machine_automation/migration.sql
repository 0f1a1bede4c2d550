-- CreateTable
CREATE TABLE "MachineAutomation" (
    "profileId" TEXT NOT NULL PRIMARY KEY,
    "definition" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "MachineAutomation_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
