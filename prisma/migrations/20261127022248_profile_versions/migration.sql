-- CreateTable
CREATE TABLE "ProfileVersion" (
    "profileId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "actor" TEXT,
    "definition" TEXT NOT NULL,

    PRIMARY KEY ("profileId", "revision"),
    CONSTRAINT "ProfileVersion_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
